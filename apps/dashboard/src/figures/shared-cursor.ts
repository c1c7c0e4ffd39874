const MINUTE = 60_000;

/**
 * For Recharts' `syncMethod`: charts of one page share a cursor although each has moments of its own. Gives the place of the newest moment
 * that is not later, which is what steps show there; -1 before the first and, by more than a minute, after the last.
 */
export function sameMoment(
  ticks: readonly { readonly value: unknown }[],
  { activeLabel }: { readonly activeLabel?: string | number | undefined },
): number {
  const moment = Number(activeLabel);
  const last = Number(ticks.at(-1)?.value);
  if (!(moment <= last + MINUTE)) return -1;
  return ticks.findLastIndex(({ value }) => Number(value) <= moment);
}
