import type { SessionView, SignInRequest } from '@lockstep/contracts';
import { queryOptions } from '@tanstack/react-query';
import { forgetFindings } from '../app/recent-findings.ts';
import { disconnect } from './live.ts';
import { queries } from './queries.ts';
import { get, post, remove } from './request.ts';

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: ({ signal }) => get<SessionView>('/session', {}, signal),
  staleTime: 60_000,
  retry: 1,
});

export async function signIn(request: SignInRequest): Promise<void> {
  await post('/session', request);
  queries.clear();
}

/** Forgets all that was read: the next person may not see it. */
export async function signOut(): Promise<void> {
  await remove('/session');
  disconnect();
  queries.clear();
  forgetFindings();
}
