import type { DigestInput, RouteInput } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';
import type { ChannelConfigured, NotifyEvent, RouteConfigured } from './notify.events.ts';

/** Channels, routes and the digest as the fold of their events. Never changed in place. */
export interface NotifyBook {
  /** Position of the newest change; 0 while there is none. */
  readonly position: number;
  readonly channels: ReadonlyMap<string, ChannelEntry>;
  /** In the order in which they are tried. */
  readonly routes: readonly Route[];
  readonly digest: DigestInput & { readonly version: number };
}

export interface ChannelEntry extends ChannelConfigured {
  readonly changedAt: Instant;
}

export type Route = Omit<RouteConfigured, 'by'>;

export const FIRST_ROUTE_ID = 'everything';

const MINUTE = 60_000;
/** What a route says that nobody has changed: the numbers of the domain. */
const ORDINARY: Omit<RouteInput, 'name'> = {
  matchers: [],
  channels: [],
  hours: null,
  continue: false,
  groupWaitMs: 30_000,
  groupIntervalMs: 5 * MINUTE,
  repeatCriticalMs: 4 * 60 * MINUTE,
  repeatWarningMs: 12 * 60 * MINUTE,
  escalation: [],
};

/** Before anybody has said anything: everything is told, to nobody yet. It leads to no channel, so what is made later is tried all the same. */
export const NO_NOTIFY: NotifyBook = {
  position: 0,
  channels: new Map(),
  routes: [{ ...ORDINARY, name: 'Everything', id: FIRST_ROUTE_ID, version: 1 }],
  digest: { every: 'never', at: '08:00', timeZone: 'UTC', channels: [], version: 1 },
};

/** Folds one event, in the order of the log. Never throws: what is in the log has happened. */
export function evolveNotify(before: NotifyBook, event: NotifyEvent): NotifyBook {
  const book = { ...before, position: event.position };
  switch (event.type) {
    case 'ChannelConfigured': {
      const entry = { ...event.data, changedAt: event.observedAt };
      return { ...book, channels: new Map(book.channels).set(event.data.id, entry) };
    }
    case 'ChannelRemoved': {
      const channels = new Map(book.channels);
      channels.delete(event.data.id);
      return { ...book, channels };
    }
    case 'RouteConfigured': {
      const { by: _by, ...route } = event.data;
      const isThere = book.routes.some(({ id }) => id === route.id);
      const routes = isThere ? book.routes.map((one) => (one.id === route.id ? route : one)) : [...book.routes, route];
      return { ...book, routes };
    }
    case 'RouteRemoved':
      return { ...book, routes: book.routes.filter(({ id }) => id !== event.data.id) };
    case 'RoutesOrdered':
      return { ...book, routes: inOrder(book.routes, event.data.order) };
    case 'DigestConfigured': {
      const { by: _by, ...digest } = event.data;
      return { ...book, digest };
    }
  }
}

/** A route that the order does not name stays behind those that it names. */
function inOrder(routes: readonly Route[], order: readonly string[]): readonly Route[] {
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  return [...routes].sort((a, b) => place(a.id) - place(b.id));
}
