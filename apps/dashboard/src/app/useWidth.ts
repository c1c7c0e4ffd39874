import { useSyncExternalStore } from 'react';

/** DESIGN's widths: `wide` from 1280, `middle` from 960, else `narrow`. */
export type Width = 'wide' | 'middle' | 'narrow';

const wide = window.matchMedia('(min-width: 1280px)');
const middle = window.matchMedia('(min-width: 960px)');
const small = window.matchMedia('(max-width: 639px)');

export function useWidth(): Width {
  return useSyncExternalStore(
    (listener) => {
      wide.addEventListener('change', listener);
      middle.addEventListener('change', listener);
      return () => {
        wide.removeEventListener('change', listener);
        middle.removeEventListener('change', listener);
      };
    },
    () => (wide.matches ? 'wide' : middle.matches ? 'middle' : 'narrow'),
  );
}

/** Below 640, where of a map only a bar is left. */
export const useIsSmall = (): boolean =>
  useSyncExternalStore(
    (listener) => {
      small.addEventListener('change', listener);
      return () => small.removeEventListener('change', listener);
    },
    () => small.matches,
  );
