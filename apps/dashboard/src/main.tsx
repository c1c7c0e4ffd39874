import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/wght.css';
import './design/design.css';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { listenToKeys } from './app/keyboard.ts';
import { router } from './app/router.tsx';
import { cssVariablesResolver, theme } from './design/theme.ts';
import { readAgainOnReturn } from './server/come-back.ts';
import { disconnect } from './server/live.ts';
import { queries, whenSignedOut } from './server/queries.ts';
import { sessionQuery } from './server/session.ts';

listenToKeys(document);
readAgainOnReturn();

whenSignedOut(() => {
  disconnect();
  if (router.state.location.pathname === '/sign-in') return;
  // Who comes for the first time had no session that could end.
  const wasIn = queries.getQueryData(sessionQuery.queryKey) !== undefined;
  const from = router.state.location.href;
  void router.navigate({ to: '/sign-in', search: wasIn ? { from, ended: '1' } : { from } });
});

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
