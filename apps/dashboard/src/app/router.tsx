import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';
import { isAlertTab, type AlertTab } from '../alerts/alert-tabs.ts';
import { serverNow } from '../figures/clock.ts';
import { isGrouping, isRange, RANGES, type Grouping, type Range } from '../fleet/useFleet.ts';
import { parseListSearch, type ListSearch } from '../mailboxes/list-search.ts';
import { queries } from '../server/queries.ts';
import { isSignedOut } from '../server/request.ts';
import { sessionQuery } from '../server/session.ts';
import { askAhead } from './ahead.ts';
import { Broken, NotFound, Opening } from './Broken.tsx';
import { lazily } from '../server/lazily.ts';
import { only, parseAt, parseSearchString, toSearchString } from './search-string.ts';
import { Shell } from './Shell.tsx';

/** Every state that a person may want to send to another stands in the URL. */
interface RootSearch {
  /** The moment that is looked at; absent: now. */
  readonly at?: string;
}

const root = createRootRoute({
  validateSearch: (raw: Record<string, unknown>): RootSearch => parseAt(raw, serverNow()),
  search: { middlewares: [retainSearchParams<RootSearch>(['at'])] },
  notFoundComponent: NotFound,
  errorComponent: Broken,
});

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  /** `ended`: one was at work when the session ended. */
  validateSearch: only((raw: Record<string, unknown>): { from?: string; ended?: '1' } => ({
    // Only a path of our own: a link must not send the viewer elsewhere after signing in.
    ...(typeof raw.from === 'string' && /^\/(?![/\\])/.test(raw.from) ? { from: raw.from } : {}),
    ...(String(raw.ended) === '1' ? { ended: '1' as const } : {}),
  })),
  component: lazyRouteComponent(() => lazily(() => import('../sign-in/SignInPage.tsx')), 'SignInPage'),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  beforeLoad: async ({ location, matches, preload }) => {
    try {
      const session = queries.ensureQueryData(sessionQuery);
      // A link that is only pointed at has its code loaded, no more.
      if (!preload) {
        askAhead(matches);
        loadAhead(matches);
      }
      await session;
    } catch (error) {
      if (!isSignedOut(error)) throw error;
      throw redirect({ to: '/sign-in', search: { from: location.href } });
    }
  },
  component: Shell,
  pendingComponent: Opening,
  errorComponent: Broken,
});

export interface FleetSearch {
  readonly range?: Range;
  /** What is zoomed into, both or neither; ISO instants. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly bands?: 'all';
  readonly by?: Grouping;
}

function parseSpan(raw: Record<string, unknown>): Pick<FleetSearch, 'from' | 'to'> {
  const [from, to] = [Date.parse(String(raw.from)), Date.parse(String(raw.to))];
  return from < to ? { from: new Date(from).toISOString(), to: new Date(to).toISOString() } : {};
}

const fleet = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: only((raw: Record<string, unknown>): FleetSearch => ({
    ...(isRange(raw.range) && raw.range !== '24h' ? { range: raw.range } : {}),
    ...parseSpan(raw),
    ...(raw.bands === 'all' ? { bands: 'all' as const } : {}),
    ...(isGrouping(raw.by) && raw.by !== 'server' ? { by: raw.by } : {}),
  })),
  component: lazyRouteComponent(() => lazily(() => import('../fleet/FleetPage.tsx')), 'FleetPage'),
});

const mailboxes = createRoute({
  getParentRoute: () => shell,
  path: '/mailboxes',
  validateSearch: only((raw: Record<string, unknown>): ListSearch => parseListSearch(raw)),
  component: lazyRouteComponent(() => lazily(() => import('../mailboxes/MailboxesPage.tsx')), 'MailboxesPage'),
});

/** `range`, `from`, `to`: of its items over time; a week at most. */
export interface MailboxSearch extends Pick<FleetSearch, 'range' | 'from' | 'to'> {
  readonly order?: 'worst' | undefined;
  readonly find?: string | undefined;
  /** The entry of the timeline that is pointed at. */
  readonly event?: string | undefined;
  /** What the timeline is narrowed to. */
  readonly show?: 'sync' | 'judgement' | 'alert' | 'person' | undefined;
}

const mailbox = createRoute({
  getParentRoute: () => shell,
  path: '/mailboxes/$id',
  validateSearch: only((raw: Record<string, unknown>): MailboxSearch => ({
    ...(raw.order === 'worst' ? { order: 'worst' as const } : {}),
    ...(typeof raw.find === 'string' && raw.find !== '' ? { find: raw.find } : {}),
    ...(/^[1-9]\d{0,14}$/.test(String(raw.event)) ? { event: String(raw.event) } : {}),
    ...(raw.show === 'sync' || raw.show === 'judgement' || raw.show === 'alert' || raw.show === 'person'
      ? { show: raw.show }
      : {}),
    ...(isRange(raw.range) && RANGES[raw.range] <= RANGES['7d'] ? { range: raw.range } : {}),
    ...parseSpan(raw),
  })),
  component: lazyRouteComponent(() => lazily(() => import('../mailbox/MailboxPage.tsx')), 'MailboxPage'),
});

/** `from`, `to`: what is zoomed into, both or neither. */
export type FolderSearch = Pick<FleetSearch, 'range' | 'from' | 'to'>;

const folder = createRoute({
  getParentRoute: () => shell,
  path: '/mailboxes/$id/folders/$',
  validateSearch: only((raw: Record<string, unknown>): FolderSearch => ({
    ...(isRange(raw.range) ? { range: raw.range } : {}),
    ...parseSpan(raw),
  })),
  component: lazyRouteComponent(() => lazily(() => import('../folder/FolderPage.tsx')), 'FolderPage'),
});

/** `fix`: the article that is open. */
export interface FixesSearch {
  readonly find?: string | undefined;
  readonly fix?: string | undefined;
}

const fixes = createRoute({
  getParentRoute: () => shell,
  path: '/fixes',
  validateSearch: only((raw: Record<string, unknown>): FixesSearch => ({
    ...(typeof raw.find === 'string' && raw.find !== '' ? { find: raw.find } : {}),
    ...(typeof raw.fix === 'string' && raw.fix !== '' ? { fix: raw.fix } : {}),
  })),
  component: lazyRouteComponent(() => lazily(() => import('../fixes/FixesPage.tsx')), 'FixesPage'),
});

/** `policy`: the one that is open; `new` while one is made. `version`: the one of its versions that is pointed at. */
export interface PoliciesSearch {
  readonly policy?: string | undefined;
  readonly version?: number | undefined;
}

const policies = createRoute({
  getParentRoute: () => shell,
  path: '/policies',
  validateSearch: only((raw: Record<string, unknown>): PoliciesSearch => ({
    ...(typeof raw.policy === 'string' && raw.policy !== '' ? { policy: raw.policy } : {}),
    ...(/^[1-9]\d{0,8}$/.test(String(raw.version)) ? { version: Number(raw.version) } : {}),
  })),
  component: lazyRouteComponent(() => lazily(() => import('../policies/PoliciesPage.tsx')), 'PoliciesPage'),
});

const incident = createRoute({
  getParentRoute: () => shell,
  path: '/incidents/$id',
  component: lazyRouteComponent(() => lazily(() => import('../incidents/IncidentPage.tsx')), 'IncidentPage'),
});

/** The fleet on paper. `print`: the browser's print is opened once it is whole. */
const report = createRoute({
  getParentRoute: () => shell,
  path: '/report',
  validateSearch: only((raw: Record<string, unknown>): { readonly print?: '1' | undefined } =>
    String(raw.print) === '1' ? { print: '1' } : {},
  ),
  component: lazyRouteComponent(() => lazily(() => import('../fleet/ReportPage.tsx')), 'ReportPage'),
});

/** `q`: words to be found in what is listed. */
export interface AlertsSearch {
  readonly tab?: AlertTab | undefined;
  readonly q?: string | undefined;
}

const alerts = createRoute({
  getParentRoute: () => shell,
  path: '/alerts',
  validateSearch: only((raw: Record<string, unknown>): AlertsSearch => ({
    ...(isAlertTab(raw.tab) && raw.tab !== 'open' ? { tab: raw.tab } : {}),
    ...(typeof raw.q === 'string' && raw.q !== '' ? { q: raw.q } : {}),
  })),
  component: lazyRouteComponent(() => lazily(() => import('../alerts/AlertsPage.tsx')), 'AlertsPage'),
});

/** Beside the list, which stays as it is: the page of alerts draws it. */
const alert = createRoute({ getParentRoute: () => alerts, path: '$id', component: () => null });

const settingsAtAll = createRoute({
  getParentRoute: () => shell,
  path: '/settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/$section', params: { section: 'channels' }, search: {} });
  },
});

/** `edit`: what is being changed; `new` while one is made. */
const settings = createRoute({
  getParentRoute: () => shell,
  path: '/settings/$section',
  validateSearch: only((raw: Record<string, unknown>): { readonly edit?: string | undefined } =>
    typeof raw.edit === 'string' && raw.edit !== '' ? { edit: raw.edit } : {},
  ),
  component: lazyRouteComponent(() => lazily(() => import('../settings/SettingsPage.tsx')), 'SettingsPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    shell.addChildren([
      fleet,
      report,
      mailboxes,
      mailbox,
      folder,
      fixes,
      policies,
      incident,
      alerts.addChildren([alert]),
      settingsAtAll,
      settings,
    ]),
  ]),
  defaultPreload: 'intent',
  scrollRestoration: true,
  parseSearch: parseSearchString,
  stringifySearch: toSearchString,
});

/** The code of a page is on its way before the session is known. */
function loadAhead(opened: readonly { readonly routeId: keyof typeof router.routesById }[]): void {
  for (const { routeId } of opened) {
    const { component } = router.routesById[routeId].options;
    if (component && 'preload' in component) void component.preload?.();
  }
}

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
