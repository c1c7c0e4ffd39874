export const minutes = (count: number) => count * 60_000;
export const hours = (count: number) => minutes(count * 60);
export const days = (count: number) => hours(count * 24);

/** Monday 2 November 2026, 00:00 UTC: where most stories begin to count. */
export const MONDAY = 1_793_577_600_000;

export const iso = (at: number) => new Date(at).toISOString();

/** As a person would say it: `3 d 4 h`, `25 min`. */
export function inWords(ms: number): string {
  const whole = Math.round(ms / minutes(1));
  if (whole < 60) return `${whole} min`;
  if (whole < 24 * 60) return `${Math.floor(whole / 60)} h ${whole % 60} min`;
  return `${Math.floor(whole / 1440)} d ${Math.floor((whole % 1440) / 60)} h`;
}
