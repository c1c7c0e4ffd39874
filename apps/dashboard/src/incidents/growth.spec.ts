import { expect, it } from '@jest/globals';
import type { IncidentView } from '@lockstep/contracts';
import { growthRows } from './growth.ts';

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
  expect(rows.slice(-3)).toEqual([
    { at: at(0), replicas: 3 },
    { at: at(5), replicas: 9 },
    { at: at(16), replicas: 9 },
  ]);
});

it('has rows even where no growth is known', () => {
  expect(growthRows({ ...incident, growth: [] }, at(1)).at(-1)).toEqual({ at: at(1), replicas: 9 });
});
