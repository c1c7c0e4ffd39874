import { useSyncExternalStore } from 'react';

/**
 * The server's time, as the browser knows it. Ages are told by it: a viewer whose own clock is wrong
 * must not see mailboxes that reported in the future.
 */
let aheadMs = 0;

/** Called with the `Date` header of answers; it has whole seconds, so small differences mean nothing. */
export function learnServerTime(header: string | null): void {
  const at = header === null ? NaN : Date.parse(header);
  if (Number.isNaN(at)) return;
  const ahead = at + 500 - Date.now();
  aheadMs = Math.abs(ahead) < 2_000 ? 0 : ahead;
}

export function serverNow(): number {
  return Date.now() + aheadMs;
}

/** The moment that is looked at; null: now. Ages are told as of then. */
let lookedAt: number | null = null;

export function lookAt(moment: number | null): void {
  if (lookedAt === moment) return;
  lookedAt = moment;
  listeners.forEach((tell) => tell());
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => listeners.forEach((tell) => tell()), 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** A value that time changes. The component draws again only when the value differs, not at every tick. */
export function useTicking<T extends string | number | boolean>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(lookedAt ?? serverNow()));
}

/** The same by the clock on the wall, whatever moment is looked at. */
export function useWallClock<T extends string | number | boolean>(read: (now: number) => T): T {
  return useSyncExternalStore(subscribe, () => read(serverNow()));
}

/** The moment that is looked at, in steps of `stepMs`. */
export function useNow(stepMs = 1_000): number {
  return useTicking((now) => Math.floor(now / stepMs) * stepMs);
}
