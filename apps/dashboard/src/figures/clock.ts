import { useSyncExternalStore } from 'react';

/**
 * The server's time, as the browser knows it. Ages are told by it: a viewer whose own clock is wrong
 * must not see mailboxes that reported in the future.
 */
let aheadMs = 0;

/**
 * Called with the `Date` header of answers. It has whole seconds, and was written between the question and now: what is known already
 * stands while it agrees with that. So an answer that was long on its way says little, and the clock does not jump at every answer.
 */
export function learnServerTime(header: string | null, askedAt: number, now = Date.now()): void {
  const at = header === null ? NaN : Date.parse(header);
  if (Number.isNaN(at)) return;
  const [least, most] = [at - now - SLACK_MS, at + 1_000 - askedAt + SLACK_MS];
  if (least <= 0 && most >= 0) aheadMs = 0;
  else if (aheadMs < least || aheadMs > most) aheadMs = (least + most) / 2;
}
const SLACK_MS = 1_500;

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
