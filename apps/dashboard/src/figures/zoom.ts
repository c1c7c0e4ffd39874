import { MINUTE } from './time.ts';

export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** Less than this is closer than reports come. */
export const LEAST_SPAN = 10 * MINUTE;

/** A span between two moments in either order, at least `LEAST_SPAN` wide and inside `within`. */
export function spanBetween(a: number, b: number, within: TimeSpan): TimeSpan {
  const middle = (a + b) / 2;
  const half = Math.max(Math.abs(b - a), LEAST_SPAN) / 2;
  return moved({ from: middle - half, to: middle + half }, 0, within);
}

/** Half as wide, or twice, around a moment. */
export function scaled(span: TimeSpan, factor: number, around: number, within: TimeSpan): TimeSpan {
  const width = Math.max((span.to - span.from) * factor, LEAST_SPAN);
  const part = (around - span.from) / Math.max(1, span.to - span.from);
  const from = around - width * part;
  return moved({ from, to: from + width }, 0, within);
}

/** Later or earlier by `by` milliseconds; stops at the ends of what can be looked at. */
export function moved({ from, to }: TimeSpan, by: number, within: TimeSpan): TimeSpan {
  const width = Math.min(to - from, within.to - within.from);
  const start = Math.min(Math.max(from + by, within.from), within.to - width);
  return { from: Math.round(start), to: Math.round(start + width) };
}

/** Where a moment stands in a span, from 0 to 1. */
export const partOf = (at: number, { from, to }: TimeSpan): number =>
  Math.min(1, Math.max(0, (at - from) / Math.max(1, to - from)));
