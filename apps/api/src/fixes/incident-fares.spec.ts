import { expect, it } from '@jest/globals';
import { NO_FARES } from './fix-fares.query.ts';
import { withIncidentTries } from './incident-fares.ts';
import type { IncidentTry } from './incident-tries.ts';

const FIX = 'server-suspected';
const tried = (status: IncidentTry['status'], tookMs = 0): IncidentTry => ({
  ...{ incident: '7', fix: FIX, by: 'ada', note: null, position: 1, triedAt: 1_000 },
  ...{ status, turnedAt: status === 'tried' ? null : 1_000 + tookMs },
});

it('counts each try at an incident once, and none where the incident was over before', () => {
  const tries = [tried('confirmed', 60), tried('confirmed', 20), tried('failed'), tried('tried'), tried('withdrawn')];
  expect(withIncidentTries(new Map(), tries).get(FIX)!.fares).toEqual({
    ...NO_FARES.fares,
    ...{ tried: 4, confirmed: 2, failed: 1, waiting: 1, medianMsToConfirm: 40, enough: false },
  });
});

it('adds them to what was tried on single replicas, and tells a share once they are enough together', () => {
  const before = { ...NO_FARES.fares, open: 30, tried: 8, confirmed: 8, medianMsToConfirm: 5 };
  const found = withIncidentTries(new Map([[FIX, { ...NO_FARES, fares: before }]]), [
    tried('confirmed', 60),
    tried('failed'),
  ]);
  expect(found.get(FIX)!.fares).toMatchObject({
    ...{ open: 30, tried: 10, confirmed: 9, failed: 1, medianMsToConfirm: 5, enough: true },
  });
});

it('tells no share while some of what would be enough still wait', () => {
  const before = { ...NO_FARES.fares, tried: 9, confirmed: 9 };
  const found = withIncidentTries(new Map([[FIX, { ...NO_FARES, fares: before }]]), [tried('tried')]);
  expect(found.get(FIX)!.fares).toMatchObject({ tried: 10, waiting: 1, enough: false });
});
