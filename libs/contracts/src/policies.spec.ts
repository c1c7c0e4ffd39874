import { describe, expect, it } from '@jest/globals';
import { parse } from './parse.ts';
import { PolicyInput } from './policies.ts';

const HOUR = 3_600_000;
const input = () => ({
  name: 'Lyon',
  scope: { of: 'label', name: 'site', value: 'Lyon' } as Record<string, unknown>,
  thresholds: {
    silent: {
      intervals: 3,
      atLeastMs: HOUR,
      criticalAfterMs: 24 * HOUR,
      missingAfterMs: 720 * HOUR,
      neverReportedAlertsAfterMs: HOUR,
    },
    stale: { warningAfterOnMs: 4 * HOUR, criticalAfterOnMs: 24 * HOUR, criticalAfterCalendarMs: 168 * HOUR },
    mismatch: {
      graceMs: HOUR,
      warning: { items: 10, share: 0.01, anyAfterOnMs: 24 * HOUR },
      critical: { items: 100, orItems: 10, andShare: 0.05, inboxAnyAfterMs: HOUR },
      clears: { shareOfThreshold: 0.5, heldMs: HOUR },
    },
    pending: { reports: 2, forMs: HOUR },
    suspected: { users: 3, share: 0.2, criticalShare: 0.5, withinMs: HOUR, clearsBelowShare: 0.1 },
  },
  workingHours: { timeZone: 'Europe/Paris', days: { mon: [['08:00', '18:00']] }, holidays: ['2026-12-25'] },
});

type Input = ReturnType<typeof input>;

describe('a policy', () => {
  it('that makes sense is taken', () => {
    expect(parse(PolicyInput, input()).ok).toBe(true);
    expect(parse(PolicyInput, { ...input(), workingHours: null }).ok).toBe(true);
  });

  it.each<[string, (policy: Input) => unknown]>([
    ['name', (policy) => (policy.name = '  ')],
    ['scope.of', (policy) => (policy.scope = { of: 'planet' })],
    ['scope.mailboxes', (policy) => (policy.scope = { of: 'mailbox', mailboxes: [] })],
    ['thresholds.stale.warningAfterOnMs', (policy) => (policy.thresholds.stale.warningAfterOnMs = -1)],
    ['thresholds.stale.criticalAfterOnMs', (policy) => (policy.thresholds.stale.criticalAfterOnMs = HOUR)],
    ['thresholds.stale.criticalAfterCalendarMs', (policy) => (policy.thresholds.stale.criticalAfterCalendarMs = HOUR)],
    ['thresholds.silent.criticalAfterMs', (policy) => (policy.thresholds.silent.criticalAfterMs = 60_000)],
    ['thresholds.silent.missingAfterMs', (policy) => (policy.thresholds.silent.missingAfterMs = HOUR)],
    ['thresholds.mismatch.critical.items', (policy) => (policy.thresholds.mismatch.critical.items = 9)],
    ['thresholds.mismatch.critical.orItems', (policy) => (policy.thresholds.mismatch.critical.orItems = 9)],
    ['thresholds.mismatch.critical.andShare', (policy) => (policy.thresholds.mismatch.critical.andShare = 0.001)],
    ['thresholds.mismatch.warning.share', (policy) => (policy.thresholds.mismatch.warning.share = 1.5)],
    ['thresholds.pending.reports', (policy) => (policy.thresholds.pending.reports = 1.5)],
    ['thresholds.suspected.criticalShare', (policy) => (policy.thresholds.suspected.criticalShare = 0.1)],
    ['thresholds.suspected.clearsBelowShare', (policy) => (policy.thresholds.suspected.clearsBelowShare = 0.2)],
    ['workingHours.timeZone', (policy) => (policy.workingHours.timeZone = 'Europe/Atlantis')],
    ['workingHours.days.mon[0]', (policy) => (policy.workingHours.days.mon = [['18:00', '08:00']])],
    ['workingHours.days.mon[0][1]', (policy) => (policy.workingHours.days.mon = [['08:00', '24:30']])],
    ['workingHours.holidays[0]', (policy) => (policy.workingHours.holidays = ['2026-02-30'])],
  ])('that does not is refused by the name of the field: %s', (field, spoil) => {
    const policy = input();
    spoil(policy);
    expect(parse(PolicyInput, policy)).toMatchObject({ ok: false, field });
  });
});
