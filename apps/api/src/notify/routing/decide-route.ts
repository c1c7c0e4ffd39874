import type { DigestChange, RouteChange, RouteInput } from '@lockstep/contracts';
import type { DigestConfigured, NotifyBook, Route, RouteConfigured } from '@lockstep/domain';
import { ProblemError } from '../../web/problem.ts';
import { refuseOldVersion } from './decide-channel.ts';

type Configured = { readonly type: 'RouteConfigured'; readonly data: RouteConfigured };

/** Throws the problem that refuses it, as all of these do. */
export function decideRoute(book: NotifyBook, id: string, input: RouteInput, by: string): Configured {
  refuseUnknown(book, 'channels', input.channels);
  input.escalation.forEach((step, index) => refuseUnknown(book, `escalation.${index}.channels`, step.channels));
  const version = (book.routes.find((route) => route.id === id)?.version ?? 0) + 1;
  return { type: 'RouteConfigured', data: { ...input, id, version, by } };
}

/** `seen`: the version in force when the change was asked for. */
export function decideRouteChange(
  book: NotifyBook,
  { id, input, by, seen }: { id: string; input: RouteChange; by: string; seen: number },
): Configured {
  const { basedOn = seen, ...route } = input;
  refuseOldVersion(routeOf(book, id).version, basedOn);
  return decideRoute(book, id, route, by);
}

export function decideRouteRemoval(book: NotifyBook, id: string, by: string) {
  routeOf(book, id);
  if (book.routes.length === 1)
    throw new ProblemError(409, { detail: 'The last route stays; one without channels tells nobody.' });
  return { type: 'RouteRemoved', data: { id, by } } as const;
}

export function decideOrder(book: NotifyBook, order: readonly string[], by: string) {
  const ids = book.routes.map(({ id }) => id);
  const unknown = order.findIndex((id, index) => !ids.includes(id) || order.indexOf(id) !== index);
  if (unknown >= 0)
    throw new ProblemError(422, { field: `order.${unknown}`, detail: 'must be a route, and named once' });
  if (order.length < ids.length)
    throw new ProblemError(409, { field: 'order', detail: 'Somebody made a route meanwhile; name all of them.' });
  return { type: 'RoutesOrdered', data: { order, by } } as const;
}

export function decideDigest(book: NotifyBook, { basedOn, ...input }: DigestChange, by: string, seen: number) {
  refuseOldVersion(book.digest.version, basedOn ?? seen);
  refuseUnknown(book, 'channels', input.channels);
  const data: DigestConfigured = { ...input, version: book.digest.version + 1, by };
  return { type: 'DigestConfigured', data } as const;
}

export function routeOf(book: NotifyBook, id: string): Route {
  const route = book.routes.find((one) => one.id === id);
  if (!route) throw new ProblemError(404, { detail: 'There is no such route.' });
  return route;
}

function refuseUnknown(book: NotifyBook, field: string, channels: readonly string[]): void {
  const wrong = channels.findIndex((id, index) => !book.channels.has(id) || channels.indexOf(id) !== index);
  if (wrong >= 0)
    throw new ProblemError(422, { field: `${field}.${wrong}`, detail: 'must be a channel, and named once' });
}
