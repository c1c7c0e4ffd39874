import { useSyncExternalStore } from 'react';
import { serverNow } from '../figures/clock.ts';

export interface Connection {
  readonly phase: 'connecting' | 'live' | 'lost';
  /** By the server's clock. Lost: when it was last heard, which is how old the page is. Otherwise when this phase began. */
  readonly since: number;
  readonly attempts: number;
}

let connection: Connection = { phase: 'connecting', since: serverNow(), attempts: 0 };
let heardAt = Date.now();
const watchers = new Set<() => void>();
const returned = new Set<() => void>();
const refusedSession = new Set<() => void>();

/** The server said something, whatever it was. */
export function heard(): void {
  heardAt = Date.now();
}

export const silentForMs = (): number => Date.now() - heardAt;

export const connectionNow = (): Connection => connection;

export function become(phase: Connection['phase'], attempts: number): void {
  const before = connection;
  if (before.phase === phase && before.attempts === attempts) return;
  const since = before.phase === phase ? before.since : phase === 'lost' ? serverNow() - silentForMs() : serverNow();
  connection = { phase, since, attempts };
  watchers.forEach((tell) => tell());
  if (before.phase === 'lost' && phase === 'live') returned.forEach((tell) => tell());
}

/** Called when a connection that was lost is live again. What is followed has been brought up to date by then; the rest has not. */
export function onReturn(listener: () => void): () => void {
  returned.add(listener);
  return () => returned.delete(listener);
}

/** Called when the door of the connection says that nobody is signed in here any more. */
export function onRefused(listener: () => void): () => void {
  refusedSession.add(listener);
  return () => refusedSession.delete(listener);
}

export const refused = (): void => refusedSession.forEach((tell) => tell());

export function useConnection(): Connection {
  return useSyncExternalStore(
    (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    () => connection,
  );
}
