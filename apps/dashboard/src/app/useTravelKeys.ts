import { useNavigate } from '@tanstack/react-router';
import { serverNow } from '../figures/clock.ts';
import { DAY, HOUR } from '../figures/time.ts';
import { useKeys } from './keyboard.ts';
import { steppedTo } from './stepped.ts';

/** `[` and `]` step an hour, with Shift a day; `n` is back at now. `active`: there is a past to go to. */
export function useTravelKeys(at: string | undefined, active: boolean): void {
  const navigate = useNavigate();
  const go = (to: string | undefined) => {
    if (to === at) return;
    // Many steps are one way back: only leaving now is a page of its own.
    void navigate({ to: '.', search: (old) => ({ ...old, at: to }), replace: at !== undefined, resetScroll: false });
  };
  const step = (ms: number) => () => go(steppedTo(at, ms, serverNow()));
  useKeys(
    { '[': step(-HOUR), ']': step(HOUR), '{': step(-DAY), '}': step(DAY), n: () => go(undefined) },
    active || at !== undefined,
  );
}
