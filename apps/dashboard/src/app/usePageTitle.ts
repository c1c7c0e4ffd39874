import { useEffect, useSyncExternalStore } from 'react';

/** How many alerts nobody has taken: said in the title, so that a tab in the background shows it. */
let waiting = 0;
const listeners = new Set<() => void>();

export function sayWaiting(count: number): void {
  if (waiting === count) return;
  waiting = count;
  listeners.forEach((tell) => tell());
}

export function usePageTitle(title: string): void {
  const count = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting,
  );
  useEffect(() => {
    document.title = `${count > 0 ? `(${count}) ` : ''}${title} · Lockstep`;
  }, [title, count]);
}
