import { LIVE_BEAT_MS, type BrowserNotice, type Changed, type Subscribe, type SubscribeAck } from '@lockstep/contracts';
import { useEffect, useRef } from 'react';
import type { io, Socket } from 'socket.io-client';
import { become, connectionNow, heard, refused, silentForMs } from './connection.ts';
import { lazily } from './lazily.ts';

export { useConnection } from './connection.ts';

/**
 * The one live connection of the page.
 *
 * 1. Every follower subscribes with the newest cursor it knows, so that nothing between a read and the subscription is missed.
 * 2. A connection that comes back subscribes again with the last cursor it saw; the server sends what was missed.
 * 3. Where the gap is too long to send, or no cursor was known, the follower is asked to read again.
 * 4. The server says something every moment. Nothing heard for two of these, whether a line is cut, a laptop slept or a server hangs, is a
 *    lost connection; it is live again only when every follower has been told what it missed.
 */
export type Question = Pick<Subscribe, 'view' | 'id' | 'query'>;
export type Answer<V extends Changed['view']> = Extract<Changed, { view: V }>;

interface Follower {
  readonly question: Question;
  cursor: string | null;
  /** From where on it was asked for and not answered yet; news that came meanwhile does not make up for it. */
  owed: string | null | undefined;
  readonly onChanged: (changed: Changed) => void;
  /** To be read again. `first`: nobody could have followed until now, so nothing needs to wait for the viewer's leave. */
  readonly onReset: (first: boolean) => void;
}

let socket: Socket | null = null;
/** The client of the socket comes late: what is read first does not wait for it. Who disconnects meanwhile wants none. */
let coming: Promise<void> | null = null;
/** Alerts are numbered by themselves, so their cursors say nothing of the others. */
type Series = 'rows' | 'alerts';
const seriesOf = ({ view }: Question): Series => (view === 'alerts' ? 'alerts' : 'rows');
const newestCursor = new Map<Series, string>();
const followers = new Set<Follower>();

/** A read of mailboxes that carries a cursor tells it here, before anyone follows. */
export function noteCursor(cursor: string): void {
  if (!newestCursor.has('rows')) newestCursor.set('rows', cursor);
}

export function follow(question: Question, on: Pick<Follower, 'onChanged' | 'onReset'>): () => void {
  const cursor = newestCursor.get(seriesOf(question)) ?? null;
  const follower: Follower = { question, cursor, owed: undefined, ...on };
  followers.add(follower);
  if (socket?.connected) subscribe(follower);
  else connect();
  return () => {
    followers.delete(follower);
    const needed = [...followers].some((other) => sameRoom(other.question, question));
    if (!needed && socket?.connected) socket.emit('unsubscribe', question);
    liveIfTold();
  };
}

/** Signing out ends the connection; the next person begins anew. */
export function disconnect(): void {
  socket?.disconnect();
  socket = coming = null;
  newestCursor.clear();
  become('connecting', 0);
}

const RECONNECTION = { reconnectionDelay: 500, reconnectionDelayMax: 3_000, timeout: 4_000 };

function connect(): void {
  if (socket || coming) return;
  const mine = (coming = lazily(() => import('socket.io-client')).then(
    (client) => {
      if (coming !== mine) return;
      coming = null;
      open(client.io);
    },
    () => {
      if (coming !== mine) return;
      coming = null;
      // An update took it away: nothing can move these numbers any more.
      become('lost', 1);
    },
  ));
}

function open(client: typeof io): void {
  const transports = { transports: ['websocket', 'polling'], tryAllTransports: true };
  const opened = client('/live', { ...RECONNECTION, ...transports, withCredentials: true });
  socket = opened;
  opened.on('connect', () => {
    heard();
    followers.forEach(subscribe);
    liveIfTold();
  });
  opened.on('disconnect', (reason) => {
    if (socket !== opened) return;
    become('lost', 0);
    // A server that closes on purpose is not called again by itself.
    if (reason === 'io server disconnect') setTimeout(() => socket === opened && opened.connect(), 2_000);
  });
  opened.on('connect_error', (error: Error & { data?: { status?: number } }) => {
    if (socket !== opened) return;
    const { phase, attempts } = connectionNow();
    become(phase === 'connecting' && attempts < 2 ? 'connecting' : 'lost', attempts + 1);
    // The connection is not lost then, the session is: a read finds that out, and takes the viewer to the door.
    if (error.data?.status === 401) refused();
    // `active` is false when the server refused, as it does without a session: ask again in a while.
    if (!opened.active) setTimeout(() => socket === opened && opened.connect(), 3_000);
  });
  opened.on('changed', (changed: Changed) => {
    newestCursor.set(seriesOf(changed), changed.cursor);
    for (const follower of followers) {
      if (!concerns(changed, follower.question)) continue;
      follower.cursor = changed.cursor;
      if (changed.reset) follower.onReset(follower.owed !== undefined);
      else follower.onChanged(changed);
    }
    overhearing.forEach((hear) => hear(changed));
  });
  opened.on('notice', (notice: BrowserNotice) => noticed.forEach((tell) => tell(notice)));
  opened.onAny(heard);
  listenForSilence(opened);
}

const LOOK_EVERY_MS = 250;
/** Half a beat more than two: with room for a machine that has much to do, it is said within five seconds. */
const MOST_SILENCE_MS = 2.5 * LIVE_BEAT_MS;
/** A page stood still whose look comes so much too late. */
const STOOD_STILL_MS = 1_000;

/** A page that stood still hears what waited for it only after its timers: so a look that comes late is taken once more. */
function listenForSilence(opened: Socket): void {
  let lookedAt = Date.now();
  const timer = setInterval(() => {
    if (socket !== opened) return clearInterval(timer);
    const late = Date.now() - lookedAt > LOOK_EVERY_MS + STOOD_STILL_MS;
    lookedAt = Date.now();
    if (late || !opened.connected || silentForMs() <= MOST_SILENCE_MS) return;
    opened.disconnect();
    opened.connect();
  }, LOOK_EVERY_MS);
}

/** Live is a page that shows all that the server knows: connected, and told what it missed. */
function liveIfTold(): void {
  if (socket?.connected && [...followers].every(({ owed }) => owed === undefined)) become('live', 0);
}

const noticed = new Set<(notice: BrowserNotice) => void>();

/** Messages of channels to browsers: they come while somebody on the page follows alerts. Returns how to stop. */
export function onNotice(listener: (notice: BrowserNotice) => void): () => void {
  noticed.add(listener);
  return () => noticed.delete(listener);
}

const overhearing = new Set<(changed: Changed) => void>();

/** All that is told while an answer is on its way, since the answer may be older than that. Returns how to stop. */
export function overhear(listener: (changed: Changed) => void): () => void {
  overhearing.add(listener);
  return () => overhearing.delete(listener);
}

const ASK_AGAIN_MS = 1_000;

function subscribe(follower: Follower): void {
  const asked = socket!;
  const since = (follower.owed = follower.owed === undefined ? follower.cursor : follower.owed);
  const answered = (failure: Error | null, ack?: SubscribeAck) => {
    // A connection that came back has asked for everybody.
    if (asked !== socket || !asked.connected || !followers.has(follower)) return;
    if (failure || !ack || ('error' in ack && ack.retry)) {
      setTimeout(() => asked === socket && asked.connected && followers.has(follower) && subscribe(follower), ASK_AGAIN_MS); // prettier-ignore
      return;
    }
    heard();
    follower.owed = undefined;
    if (!('error' in ack)) {
      newestCursor.set(seriesOf(follower.question), ack.cursor);
      follower.cursor ??= ack.cursor;
      if (since === null) follower.onReset(true);
    }
    liveIfTold();
  };
  asked.timeout(10_000).emit('subscribe', { ...follower.question, since }, answered);
}

function concerns(changed: Changed, question: Question): boolean {
  if (changed.view !== question.view) return false;
  return changed.view !== 'replica' || changed.id === question.id;
}

const sameRoom = (a: Question, b: Question) => a.view === b.view && a.id === b.id;

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
