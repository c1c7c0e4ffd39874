import type { BrowserNotice, Changed, Subscribe, SubscribeAck } from '@lockstep/contracts';
import { useEffect, useRef, useSyncExternalStore } from 'react';
import { io, type Socket } from 'socket.io-client';

/**
 * The one live connection of the page.
 *
 * 1. Every follower subscribes with the newest cursor it knows, so that nothing between a read and the subscription is missed.
 * 2. A connection that comes back subscribes again with the last cursor it saw; the server sends what was missed.
 * 3. Where the gap is too long to send, or no cursor was known, the follower is asked to read again.
 */
export type Question = Pick<Subscribe, 'view' | 'id' | 'query'>;
export type Answer<V extends Changed['view']> = Extract<Changed, { view: V }>;

export interface Connection {
  readonly phase: 'connecting' | 'live' | 'lost';
  /** When this phase began. */
  readonly since: number;
  readonly attempts: number;
}

interface Follower {
  readonly question: Question;
  cursor: string | null;
  readonly onChanged: (changed: Changed) => void;
  /** To be read again. `first`: only because nothing was known of what came before the subscription. */
  readonly onReset: (first: boolean) => void;
}

let socket: Socket | null = null;
/** Alerts are numbered by themselves, so their cursors say nothing of the others. */
type Series = 'rows' | 'alerts';
const seriesOf = ({ view }: Question): Series => (view === 'alerts' ? 'alerts' : 'rows');
const newestCursor = new Map<Series, string>();
const followers = new Set<Follower>();

let connection: Connection = { phase: 'connecting', since: Date.now(), attempts: 0 };
const watchers = new Set<() => void>();

/** A read of mailboxes that carries a cursor tells it here, before anyone follows. */
export function noteCursor(cursor: string): void {
  if (!newestCursor.has('rows')) newestCursor.set('rows', cursor);
}

export function follow(question: Question, on: Pick<Follower, 'onChanged' | 'onReset'>): () => void {
  const follower: Follower = { question, cursor: newestCursor.get(seriesOf(question)) ?? null, ...on };
  followers.add(follower);
  if (connected().connected) subscribe(follower);
  return () => {
    followers.delete(follower);
    const needed = [...followers].some((other) => sameRoom(other.question, question));
    if (!needed && socket?.connected) socket.emit('unsubscribe', question);
  };
}

/** Signing out ends the connection; the next person begins anew. */
export function disconnect(): void {
  socket?.disconnect();
  socket = null;
  newestCursor.clear();
  become('connecting', 0);
}

function connected(): Socket {
  if (socket) return socket;
  const opened = io('/live', { reconnectionDelay: 500, reconnectionDelayMax: 10_000, withCredentials: true });
  socket = opened;
  opened.on('connect', () => {
    become('live', 0);
    followers.forEach(subscribe);
  });
  opened.on('disconnect', (reason) => {
    if (socket !== opened) return;
    become('lost', 0);
    // A server that closes on purpose is not called again by itself.
    if (reason === 'io server disconnect') setTimeout(() => socket === opened && opened.connect(), 2_000);
  });
  opened.on('connect_error', () => {
    if (socket !== opened) return;
    become(
      connection.phase === 'connecting' && connection.attempts < 2 ? 'connecting' : 'lost',
      connection.attempts + 1,
    );
    // `active` is false when the server refused, as it does without a session: ask again in a while.
    if (!opened.active) setTimeout(() => socket === opened && opened.connect(), 3_000);
  });
  opened.on('changed', (changed: Changed) => {
    newestCursor.set(seriesOf(changed), changed.cursor);
    for (const follower of followers) {
      if (!concerns(changed, follower.question)) continue;
      follower.cursor = changed.cursor;
      if (changed.reset) follower.onReset(false);
      else follower.onChanged(changed);
    }
  });
  opened.on('notice', (notice: BrowserNotice) => noticed.forEach((tell) => tell(notice)));
  return opened;
}

const noticed = new Set<(notice: BrowserNotice) => void>();

/** Messages of channels to browsers: they come while somebody on the page follows alerts. Returns how to stop. */
export function onNotice(listener: (notice: BrowserNotice) => void): () => void {
  noticed.add(listener);
  return () => noticed.delete(listener);
}

function subscribe(follower: Follower): void {
  const since = follower.cursor;
  socket?.emit('subscribe', { ...follower.question, since }, (ack: SubscribeAck) => {
    if ('error' in ack) return;
    newestCursor.set(seriesOf(follower.question), ack.cursor);
    follower.cursor ??= ack.cursor;
    if (since === null) follower.onReset(true);
  });
}

function concerns(changed: Changed, question: Question): boolean {
  if (changed.view !== question.view) return false;
  return changed.view !== 'replica' || changed.id === question.id;
}

const sameRoom = (a: Question, b: Question) => a.view === b.view && a.id === b.id;

function become(phase: Connection['phase'], attempts: number): void {
  connection = { phase, since: connection.phase === phase ? connection.since : Date.now(), attempts };
  watchers.forEach((tell) => tell());
}

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    () => connection,
  );
}

/** Follows a question while the component is there; handlers may close over anything, the newest are called. */
export function useLive<V extends Changed['view']>(
  question: Question & { readonly view: V },
  handlers: { readonly onChanged: (changed: Answer<V>) => void; readonly onReset: (first: boolean) => void },
  enabled = true,
): void {
  const latest = useRef(handlers);
  useEffect(() => {
    latest.current = handlers;
  });
  const key = JSON.stringify(question);
  useEffect(() => {
    if (!enabled) return;
    return follow(JSON.parse(key) as Question, {
      onChanged: (changed) => latest.current.onChanged(changed as Answer<V>),
      onReset: (first) => latest.current.onReset(first),
    });
  }, [key, enabled]);
}
