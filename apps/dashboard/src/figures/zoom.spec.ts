import { describe, expect, it } from '@jest/globals';
import { LEAST_SPAN, moved, scaled, spanBetween } from './zoom.ts';

const hour = 3_600_000;
const day = { from: 0, to: 24 * hour };

describe('a span that is selected', () => {
  it('is the same whichever end was pressed first', () => {
    expect(spanBetween(5 * hour, 2 * hour, day)).toEqual({ from: 2 * hour, to: 5 * hour });
  });

  it('is never closer than reports come, nor outside of what is shown', () => {
    const { from, to } = spanBetween(day.to, day.to, day);
    expect([to - from, to]).toEqual([LEAST_SPAN, day.to]);
  });
});

describe('a span that is zoomed by keys', () => {
  it('keeps the moment under the cursor where it is', () => {
    expect(scaled(day, 0.5, 6 * hour, day)).toEqual({ from: 3 * hour, to: 15 * hour });
  });

  it('ends at the whole when it is made wider', () => {
    expect(scaled({ from: 2 * hour, to: 20 * hour }, 2, 12 * hour, day)).toEqual(day);
  });

  it('stops at the ends when it is moved', () => {
    expect(moved({ from: 20 * hour, to: 22 * hour }, 9 * hour, day)).toEqual({ from: 22 * hour, to: 24 * hour });
  });
});
