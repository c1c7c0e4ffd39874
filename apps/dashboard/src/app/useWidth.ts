import { useSyncExternalStore } from 'react';

/** DESIGN's widths: `wide` from 1280, `middle` from 960, else `narrow`. */
export type Width = 'wide' | 'middle' | 'narrow';

const wide = window.matchMedia('(min-width: 1280px)');
const middle = window.matchMedia('(min-width: 960px)');

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
