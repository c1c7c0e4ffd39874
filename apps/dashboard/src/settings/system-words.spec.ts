import { describe, expect, it } from '@jest/globals';
import type { SystemView } from '@lockstep/contracts';
import { healthText, paceText, sizeText } from './system-words.ts';

const WELL: SystemView = {
  at: '2026-11-23T12:00:00.000Z',
  version: '0.1.0',
  startedAt: '2026-11-23T10:00:00.000Z',
  database: { version: '17.2', embedded: true, bytes: 5_000_000 },
  log: { position: 100, lastMinute: 60 },
  consumers: [{ name: 'replicas', behindEvents: 0, behindMs: 0, parked: 0 }],
  disk: { freeBytes: 50, totalBytes: 100 },
  deadLetters: 0,
};

describe('the health of the system, in words', () => {
  it('is calm when nothing ails it', () => {
    expect(healthText(WELL)).toBe('What comes in is shown and told at once.');
  });

  it('names what is behind and what was given up', () => {
    const consumers = [{ name: 'alerts', behindEvents: 9, behindMs: 120_000, parked: 0 }];
    expect(healthText({ ...WELL, consumers, deadLetters: 1 })).toBe(
      'Alerts is 2 min behind and 1 message was given up.'.replaceAll(' min', '\u00a0min'),
    );
  });

  it('does not call well what could not be read', () => {
    expect(healthText({ ...WELL, consumers: null })).toMatch(/could be read/);
    expect(sizeText(null)).toBeNull();
  });

  it('writes sizes and paces as people read them', () => {
    const plain = (text: string | null) => text?.replace('\u00a0', ' ');
    expect([0, 1023, 1536, 612 * 2 ** 20, 1.44 * 2 ** 30].map((bytes) => plain(sizeText(bytes)))).toEqual([
      ...['0 B', '1,023 B', '1.5 KiB', '612 MiB', '1.4 GiB'],
    ]);
    expect([0, 1, 90, 60_000].map(paceText)).toEqual(['0', '< 0.1', '1.5', '1,000']);
  });
});
