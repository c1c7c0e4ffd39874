import { DAY, HOUR, MINUTE } from '../figures/time.ts';

const UNITS: Readonly<Record<string, number>> = { s: 1_000, min: MINUTE, m: MINUTE, h: HOUR, d: DAY };

/** `4 h`, `90 min`, `1 d 12 h`; null: it cannot be read as a time. A bare number has no unit, so it is none. */
export function parseDuration(text: string): number | null {
  const parts = [
    ...text
      .trim()
      .toLowerCase()
      .matchAll(/(\d+(?:\.\d+)?)\s*(min|[smhd])(?![a-z])\s*/g),
  ];
  if (parts.length === 0 || parts.map(([all]) => all).join('') !== text.trim().toLowerCase()) return null;
  return Math.round(parts.reduce((sum, [, value, unit]) => sum + Number(value) * UNITS[unit!]!, 0));
}

/** The shortest text that `parseDuration` reads back as the same time. */
export function durationText(ms: number): string {
  const parts: string[] = [];
  let rest = ms;
  for (const [unit, size] of [
    ['d', DAY],
    ['h', HOUR],
    ['min', MINUTE],
    ['s', 1_000],
  ] as const) {
    // A day reads better as 24 h, as policies have it; from two on, days.
    if (unit === 'd' && (ms < 2 * DAY || ms % DAY !== 0)) continue;
    const value = Math.floor(rest / size);
    if (value > 0) parts.push(`${value} ${unit}`);
    rest -= value * size;
  }
  return parts.join(' ') || '0 s';
}

/** `5 %`, `12.5 %` to a share; null: it cannot be read as one. */
export function parseShare(text: string): number | null {
  const found = /^(\d+(?:\.\d+)?)\s*%?$/.exec(text.trim());
  return found ? Number((Number(found[1]) / 100).toFixed(6)) : null;
}
export const shareText = (share: number): string => `${Number((share * 100).toFixed(4))} %`;

/** `10`, `10 items`, `3 intervals`: a whole number with or without its noun. */
export function parseWhole(text: string): number | null {
  const found = /^([\d,]+)(?:\s+[a-z]+)?$/i.exec(text.trim());
  return found ? Number(found[1]!.replaceAll(',', '')) : null;
}
