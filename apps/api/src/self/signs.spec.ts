import { describe, expect, it } from '@jest/globals';
import { signsOf, type Readings } from './signs.ts';

const MINUTE = 60_000;
const NOW = 1_000 * MINUTE;
const GIB = 2 ** 30;

const WELL: Readings = {
  consumers: [
    { name: 'replicas', behindMs: 0, parked: 0 },
    { name: 'alerts', behindMs: 200, parked: 0 },
  ],
  reports: { newestAt: NOW - MINUTE, groups: [{ together: 40, ofDay: 50, hours: null }], watchedSince: 0 },
  disk: { freeBytes: 50 * GIB, totalBytes: 100 * GIB },
  deadLetters: 0,
};
const signs = (over: Partial<Readings>) =>
  Object.fromEntries(signsOf({ ...WELL, ...over }, NOW).map((sign) => [sign.ill, sign.is]));
const lag = (behindMs: number) => ({ consumers: [{ name: 'replicas', behindMs, parked: 0 }] });
const quietFor = (ms: number, together = 40, watchedSince = 0) => ({
  reports: { newestAt: NOW - ms, groups: [{ together, ofDay: 50, hours: null }], watchedSince },
});
/** A quarter of an hour after the newest report, in UTC. */
const after = (newest: string, together: number, ofDay = 50) => {
  const newestAt = Date.parse(newest);
  const days = { mon: [['08:00', '18:00'] as [string, string]], tue: [['08:00', '18:00'] as [string, string]] };
  const groups = [{ together, ofDay, hours: { timeZone: 'UTC', days, holidays: [] } }];
  const reading = { ...WELL, reports: { newestAt, groups, watchedSince: 0 } };
  const at = (later: number) => signsOf(reading, newestAt + later).find(({ ill }) => ill === 'no-reports')?.is;
  return [at(16 * MINUTE), at(14 * 60 * MINUTE + 46 * MINUTE)];
};
const disk = (free: number, total: number) => ({ disk: { freeBytes: free * GIB, totalBytes: total * GIB } });

describe('Lockstep itself', () => {
  it('is well when nothing ails it', () => {
    expect(new Set(Object.values(signs({})))).toEqual(new Set(['well']));
    expect(Object.keys(signs({}))).toHaveLength(5);
  });

  it.each([
    ['a consumer is a minute behind and no more', lag(MINUTE), 'consumer-lag', 'between'],
    ['a consumer is over a minute behind', lag(MINUTE + 1), 'consumer-lag', 'ill'],
    ['a consumer has nearly caught up', lag(15_000), 'consumer-lag', 'well'],
    ['no report came for 15 minutes', quietFor(15 * MINUTE), 'no-reports', 'well'],
    ['no report came for longer', quietFor(15 * MINUTE + 1), 'no-reports', 'ill'],
    ['the last two went home', quietFor(60 * MINUTE, 2), 'no-reports', 'well'],
    ['the last of many went home', quietFor(60 * MINUTE, 12), 'no-reports', 'well'],
    ['Lockstep was away itself', quietFor(60 * MINUTE, 40, NOW - MINUTE), 'no-reports', 'well'],
    ['a tenth of the disk is free', disk(10, 100), 'disk-nearly-full', 'between'],
    ['less than a tenth of the disk is free', disk(9.9, 100), 'disk-nearly-full', 'ill'],
    ['a small disk has less than 1 GiB free', disk(0.9, 4), 'disk-nearly-full', 'ill'],
    ['a small disk has a little more', disk(1.1, 4), 'disk-nearly-full', 'between'],
    ['the database is not ours to look after', { disk: 'elsewhere' as const }, 'disk-nearly-full', 'well'],
    ['a message was given up', { deadLetters: 1 }, 'dead-letters', 'ill'],
    ['an event was put aside', { consumers: [{ name: 'alerts', behindMs: 0, parked: 2 }] }, 'parked-events', 'ill'],
  ])('when %s', (_name, over, ill, is) => {
    expect(signs(over)[ill]).toBe(is);
  });

  it('awaits reports while working hours do: not at close of business, but the next morning', () => {
    // 23 November 2026 is a Monday.
    expect(after('2026-11-23T17:55:00Z', 40)).toEqual(['well', 'ill']);
    expect(after('2026-11-23T11:00:00Z', 40)).toEqual(['ill', 'ill']);
    expect(after('2026-11-23T17:55:00Z', 3)).toEqual(['well', 'well']);
    expect(after('2026-11-23T11:00:00Z', 3, 3)).toEqual(['ill', 'ill']);
  });

  it('says nothing of what could not be read', () => {
    expect(signsOf({ consumers: null, reports: null, disk: null, deadLetters: null }, NOW)).toEqual([]);
  });

  it('knows nothing of reports while the rows that say when they came are behind', () => {
    expect(signs({ ...quietFor(60 * MINUTE), ...lag(20_000) })['no-reports']).toBeUndefined();
  });

  it('says in one line what is so, and how bad it is', () => {
    const found = signsOf({ ...WELL, ...lag(5 * MINUTE), ...disk(0.4, 100) }, NOW).filter(({ is }) => is === 'ill');
    expect(found).toMatchObject([
      { severity: 'critical', title: 'Lockstep is behind: the consumer replicas by 5 minutes' },
      { severity: 'critical', title: 'The disk of the database is nearly full: 409 MiB are free' },
    ]);
  });
});
