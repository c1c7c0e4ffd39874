import { expect, it } from '@jest/globals';
import type { Thresholds } from '@lockstep/contracts';
import { FIELDS, textsOf, thresholdsOf } from './fields.ts';

const thresholds = {
  silent: {
    intervals: 3,
    atLeastMs: 900_000,
    criticalAfterMs: 86_400_000,
    missingAfterMs: 2_592_000_000,
    neverReportedAlertsAfterMs: 86_400_000,
  },
  stale: { warningAfterOnMs: 14_400_000, criticalAfterOnMs: 86_400_000, criticalAfterCalendarMs: 604_800_000 },
  mismatch: {
    graceMs: 1_800_000,
    warning: { items: 10, share: 0.01, anyAfterOnMs: 86_400_000 },
    critical: { items: 100, orItems: 10, andShare: 0.05, inboxAnyAfterMs: 3_600_000 },
    clears: { shareOfThreshold: 0.5, heldMs: 600_000 },
  },
  pending: { reports: 2, forMs: 1_800_000 },
  suspected: { users: 3, share: 0.2, criticalShare: 0.5, withinMs: 1_800_000, clearsBelowShare: 0.1 },
} satisfies Thresholds;

it('has a field for every threshold, and reads back what it wrote', () => {
  const count = (part: unknown): number =>
    typeof part === 'number' ? 1 : Object.values(part as object).reduce((sum: number, one) => sum + count(one), 0);
  expect(FIELDS).toHaveLength(count(thresholds));
  expect(thresholdsOf(textsOf(thresholds))).toEqual({ ok: true, thresholds });
});

it('names each field that it cannot read', () => {
  const read = thresholdsOf({ ...textsOf(thresholds), 'stale.warningAfterOnMs': 'soon', 'mismatch.warning.share': '' });
  expect(read).toMatchObject({ ok: false });
  expect(Object.keys((read as { unread: object }).unread)).toEqual([
    'stale.warningAfterOnMs',
    'mismatch.warning.share',
  ]);
});
