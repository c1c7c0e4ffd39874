import { expect, it } from '@jest/globals';
import type { IncidentView } from '@lockstep/contracts';
import { growthRows, growthTable } from './growth.ts';

const at = (minute: number) => Date.parse('2026-11-23T08:00:00.000Z') + minute * 60_000;
const incident = {
  since: new Date(at(0)).toISOString(),
  closedAt: null,
  replicas: 9,
  growth: [
    [at(0), 3],
    [at(5), 9],
  ],
} as unknown as IncidentView;

it('rises from nothing, and holds what is so now', () => {
  const rows = growthRows(incident, at(16));
  expect(rows[0]).toEqual({ at: at(-4), replicas: 0 });
  expect(rows.at(-1)).toEqual({ at: at(16), replicas: 9 });
  const told = (minute: number) => rows.findLast((row) => row.at <= at(minute))?.replicas;
  expect([-1, 0, 4.9, 5, 16].map(told)).toEqual([0, 3, 3, 9, 9]);
});

it('has a place for the cursor everywhere, in order of time', () => {
  const rows = growthRows(incident, at(16)).slice(1);
  const apart = rows.slice(1).map((row, nth) => row.at - rows[nth]!.at);
  expect(Math.min(...apart)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...apart)).toBeLessThan(20_000);
});

it('is told as a table step by step, newest first, without what is drawn around it', () => {
  expect(growthTable({ ...incident, id: 'i1', title: 'imap-03 does not answer' })).toMatchObject({
    file: 'incident-i1',
    rows: [
      ['2026-11-23T08:05:00.000Z', 9],
      ['2026-11-23T08:00:00.000Z', 3],
    ],
  });
});

it('has rows even where no growth is known', () => {
  expect(growthRows({ ...incident, growth: [] }, at(1)).at(-1)).toEqual({ at: at(1), replicas: 9 });
});
