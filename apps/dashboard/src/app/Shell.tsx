import type { FleetView, Severity } from '@lockstep/contracts';
import { useComputedColorScheme } from '@mantine/core';
import { Link, Outlet, useNavigate, useRouter, useRouterState } from '@tanstack/react-router';
import { useCallback, useEffect } from 'react';
import { useNotifications } from '../alerts/notices.ts';
import { useNotTaken } from '../alerts/useNotTaken.ts';
import { Icon } from '../design/Icon.tsx';
import { Mark } from '../design/Mark.tsx';
import { pastVariables } from '../design/theme.ts';
import { lookAt } from '../figures/clock.ts';
import { useFleet, useLiveFleet } from '../fleet/useFleet.ts';
import { BeingRebuilt } from './BeingRebuilt.tsx';
import { wearFavicon } from './favicon.ts';
import { KeyboardHelp } from './KeyboardHelp.tsx';
import { useKeys } from './keyboard.ts';
import { PersonMenu } from './PersonMenu.tsx';
import { SearchField } from './SearchField.tsx';
import { ThemeToggle } from './ThemeToggle.tsx';
import { TimeRail } from './TimeRail.tsx';
import { useAt } from './useAt.ts';
import { useTravelKeys } from './useTravelKeys.ts';
import style from './Shell.module.css';

const PAGES = [
  { to: '/', word: 'Fleet', icon: 'fleet' },
  { to: '/mailboxes', word: 'Mailboxes', icon: 'user' },
  { to: '/alerts', word: 'Alerts', icon: 'bell' },
  { to: '/fixes', word: 'Fixes', icon: 'wrench' },
  { to: '/policies', word: 'Policies', icon: 'policy' },
  { to: '/settings', word: 'Settings', icon: 'gear' },
] as const;

export function Shell() {
  const at = useAt();
  const router = useRouter();
  const fleet = useFleet(at);
  useLiveFleet(at === undefined);
  const notTaken = useNotTaken();
  const go = useCallback((path: string) => void router.navigate({ to: path }), [router]);
  useNotifications(go);
  useEffect(() => lookAt(at === undefined ? null : Date.parse(at)), [at]);
  const worst = fleet.data ? worstSeverity(fleet.data.incidents) : null;
  useEffect(() => wearFavicon(worst), [worst]);
  usePaperOfThePast(at !== undefined);
  useTravelKeys(at, (fleet.data?.total ?? 0) > 0);
  const navigate = useNavigate();
  useKeys({
    'g f': () => void navigate({ to: '/' }),
    'g m': () => void navigate({ to: '/mailboxes' }),
    'g a': () => void navigate({ to: '/alerts' }),
    'g x': () => void navigate({ to: '/fixes' }),
    'g p': () => void navigate({ to: '/policies' }),
    'g s': () => void navigate({ to: '/settings' }),
  });

  return (
    <>
      <a href="#main" className={style.skip}>
        Skip to the page
      </a>
      <header className={style.top}>
        <Link to="/" search={{}} className={style.brand} aria-label="Lockstep, the fleet">
          <Mark worst={worst} />
          <span>Lockstep</span>
        </Link>
        <Pages className={style.nav} notTaken={notTaken} />
        <span className="grow" />
        <SearchField />
        <ThemeToggle />
        <PersonMenu />
      </header>
      <TimeRail fleet={fleet.data} at={at} />
      <div id="main" tabIndex={-1} className={style.main}>
        <BeingRebuilt />
        <Outlet />
      </div>
      <Pages className={style.tabs} notTaken={notTaken} icons />
      <KeyboardHelp />
    </>
  );
}

function Pages({
  className,
  notTaken,
  icons = false,
}: {
  className: string | undefined;
  notTaken: number;
  icons?: boolean;
}) {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav className={className} aria-label={icons ? 'Pages, at the foot' : 'Pages'}>
      {PAGES.map((page) => {
        const on = page.to === '/' ? pathname === '/' : pathname.startsWith(page.to);
        return (
          <Link
            key={page.to}
            to={page.to}
            search={{}}
            className={on ? style.on : undefined}
            aria-current={on ? 'page' : undefined}
          >
            {icons && <Icon name={page.icon} size={18} />}
            {page.word}
            {page.to === '/alerts' && notTaken > 0 && (
              <span className={style.badge}>
                {notTaken > 99 ? '99+' : notTaken}
                <span className="visually-hidden"> not taken</span>
              </span>
            )}
          </Link>
        );
      })}
    </nav>
  );
}

/** What the mark says: calm, or that of the worst incident that is open. */
function worstSeverity(incidents: FleetView['incidents']): Severity | null {
  if (incidents.length === 0) return null;
  return incidents.some(({ severity }) => severity === 'critical') ? 'critical' : 'warning';
}

/** Off now, the whole product is tinted. */
function usePaperOfThePast(past: boolean): void {
  const scheme = useComputedColorScheme('light');
  useEffect(() => {
    if (!past) return;
    const page = document.documentElement;
    const paper = Object.entries(pastVariables(scheme));
    page.dataset.past = '';
    paper.forEach(([name, colour]) => page.style.setProperty(name, colour));
    return () => {
      delete page.dataset.past;
      paper.forEach(([name]) => page.style.removeProperty(name));
    };
  }, [past, scheme]);
}
