import { useEffect, useRef, useState } from 'react';
import { isFinal } from '../server/is-final.ts';
import { RequestError } from '../server/request.ts';
import { retryIn } from './retry-in.ts';

/** How often each thing has failed in a row, by its sentence: what fails is drawn anew each time it is tried. */
const failed = new Map<string, { readonly times: number; readonly at: number }>();

/** Tries again by itself. Answers the seconds until then; 0: it is trying; null: it would be refused again. */
export function useRetry(what: string, error: Error, onRetry: () => void): number | null {
  const [left, setLeft] = useState<number | null>(null);
  const latest = useRef(onRetry);
  useEffect(() => {
    latest.current = onRetry;
  });
  useEffect(() => {
    if (isFinal(error)) return;
    const now = Date.now();
    const before = failed.get(what);
    const asked = error instanceof RequestError ? error.retryAfterMs : undefined;
    const { times, waitMs } = retryIn(before, now, asked);
    failed.set(what, { times, at: now });
    const due = now + waitMs;
    const look = () => {
      const seconds = Math.max(0, Math.ceil((due - Date.now()) / 1_000));
      setLeft(seconds);
      if (seconds > 0) return;
      clearInterval(timer);
      latest.current();
    };
    const first = setTimeout(look);
    const timer = setInterval(look, 1_000);
    return () => {
      clearTimeout(first);
      clearInterval(timer);
    };
  }, [what, error]);
  return isFinal(error) ? null : left;
}
