import { beforeEach, describe, expect, it } from '@jest/globals';
import { learnServerTime, serverNow } from './clock.ts';

const NOW = Date.parse('2026-11-23T08:00:00.250Z');
const MINUTE = 60_000;
const header = (at: number) => new Date(at).toUTCString();
/** By how much the server's clock is taken to be ahead of this one. */
const ahead = () => serverNow() - Date.now();

describe('the time of the server', () => {
  beforeEach(() => learnServerTime(header(NOW), NOW - 20, NOW));

  it('is that of the browser, as long as the answers allow it', () => {
    learnServerTime(header(NOW + 1_000), NOW - 20, NOW);
    expect(ahead()).toBeCloseTo(0, -2);
  });

  it('is told by the answers where the browser is ten minutes off, and does not jump from one to the next', () => {
    learnServerTime(header(NOW + 10 * MINUTE), NOW - 20, NOW);
    const first = ahead();
    expect(Math.abs(first - 10 * MINUTE)).toBeLessThan(1_500);
    learnServerTime(header(NOW + 10 * MINUTE + 1_000), NOW + 600, NOW + 650);
    expect(Math.abs(ahead() - first)).toBeLessThan(50);
  });

  it('is not set back by an answer that was long on its way', () => {
    learnServerTime(header(NOW - 40_000), NOW - 41_000, NOW);
    expect(ahead()).toBeCloseTo(0, -2);
  });

  it('follows a browser whose clock is put right meanwhile', () => {
    learnServerTime(header(NOW - 10 * MINUTE), NOW - 20, NOW);
    learnServerTime(header(NOW), NOW - 20, NOW);
    expect(ahead()).toBeCloseTo(0, -2);
  });
});
