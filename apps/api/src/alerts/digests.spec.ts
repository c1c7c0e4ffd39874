import { describe, expect, it } from '@jest/globals';
import type { AlertState } from '@lockstep/domain';
import { NO_DIGEST, tallySetUp } from './digests.ts';

const HOUR = 3_600_000;
const NOON = 12 * HOUR;
const DAILY = { every: 'day', at: '13:00', timeZone: 'UTC', channels: ['mail'] } as const;
const alert = (firedAt: number, resolvedAt: number | null = null) =>
  ({ rule: 'stale', firedAt, resolvedAt, status: resolvedAt === null ? 'firing' : 'resolved' }) as AlertState;
const setUp = (settings: Parameters<typeof tallySetUp>[0], ...alerts: AlertState[]) =>
  tallySetUp(
    settings,
    alerts.map((one) => ({ ...one, suppressed: [], severity: 'warning' }) as AlertState),
    NOON,
  );

describe('a digest that was just set up', () => {
  it('tells of the day that is under way, also of what was before it was set up', () => {
    const tally = setUp({ ...DAILY, channels: [] }, alert(NOON - 1), alert(NOON - HOUR, NOON - 1), alert(-24 * HOUR));
    expect(tally).toEqual({ since: NOON, fired: { stale: 2 }, resolved: 1 });
  });

  it('counts nothing where nobody wants one', () => {
    expect(setUp({ ...DAILY, channels: [], every: 'never' }, alert(NOON - 1))).toEqual(NO_DIGEST);
  });
});
