import { describe, expect, it } from '@jest/globals';
import { inViewersZone, stressed } from './sentence.ts';

const now = Date.parse('2026-11-23T07:41:12Z');
const read = (text: string, at = now) => inViewersZone(text, at, 'Europe/Berlin');

describe('a sentence of the server', () => {
  it('is read in the zone of the viewer', () => {
    expect(read('It has not completed a sync since 23 Nov 04:33 UTC.')).toBe(
      'It has not completed a sync since 05:33.',
    );
    expect(read('since 20 Nov 15:02 UTC, and 12 Mar 08:00 UTC')).toBe('since Fri 16:02, and 12 Mar');
  });

  it('means the newest day of that name', () => {
    expect(read('since 30 Dec 10:00 UTC', Date.parse('2026-01-15T00:00:00Z'))).toBe('since 30 Dec 2025');
    expect(read('since 3 Mar 2024 10:00 UTC')).toBe('since 3 Mar 2024');
  });

  it('is left alone where it says no time', () => {
    expect(read('Everything is in step.')).toBe('Everything is in step.');
  });

  it('stresses a part of a whole', () => {
    expect(stressed('The Inbox lacks 944 of 12,846 items.')).toEqual([
      { text: 'The Inbox lacks ', strong: false },
      { text: '944 of 12,846', strong: true },
      { text: ' items.', strong: false },
    ]);
  });
});
