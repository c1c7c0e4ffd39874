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

type Input = Omit<ReturnType<typeof input>, 'workingHours'> & {
  workingHours: { timeZone: string; days: Record<string, string[][]>; holidays: string[] };
};
const mailboxes = (...of: string[]) => ({ of: 'mailbox', mailboxes: of });
const monday = (...spans: string[]) => ({ mon: spans.map((span) => span.split('–')) });

describe('a policy', () => {
  it('that makes sense is taken', () => {
    expect(parse(PolicyInput, input()).ok).toBe(true);
    expect(parse(PolicyInput, { ...input(), workingHours: null }).ok).toBe(true);
    const days = monday('13:00–18:00', '08:00–12:00', '12:00–13:00');
    expect(parse(PolicyInput, { ...input(), workingHours: { ...input().workingHours, days } }).ok).toBe(true);
  });

  it.each<[string, (policy: Input) => unknown]>([
    ['name', (policy) => (policy.name = '  ')],
    ['scope.of', (policy) => (policy.scope = { of: 'planet' })],
    ['scope.mailboxes', (policy) => (policy.scope = { of: 'mailbox', mailboxes: [] })],
    ['scope.mailboxes[2]', (policy) => (policy.scope = mailboxes('anna@example.org', 'b', ' Anna@Example.org '))],
    ['scope.server', (policy) => (policy.scope = { of: 'server', server: ' ' })],
    ['thresholds.stale.warningAfterOnMs', (policy) => (policy.thresholds.stale.warningAfterOnMs = -1)],
    ['thresholds.stale.criticalAfterOnMs', (policy) => (policy.thresholds.stale.criticalAfterOnMs = HOUR)],
    ['thresholds.stale.criticalAfterCalendarMs', (policy) => (policy.thresholds.stale.criticalAfterCalendarMs = HOUR)],
    ['thresholds.silent.criticalAfterMs', (policy) => (policy.thresholds.silent.criticalAfterMs = 60_000)],
    ['thresholds.silent.missingAfterMs', (policy) => (policy.thresholds.silent.missingAfterMs = HOUR)],
    ['thresholds.mismatch.critical.items', (policy) => (policy.thresholds.mismatch.critical.items = 9)],
    ['thresholds.mismatch.critical.orItems', (policy) => (policy.thresholds.mismatch.critical.orItems = 9)],
    ['thresholds.mismatch.critical.andShare', (policy) => (policy.thresholds.mismatch.critical.andShare = 0.001)],
    ['thresholds.mismatch.warning.share', (policy) => (policy.thresholds.mismatch.warning.share = 1.5)],
    ['thresholds.mismatch.critical.orItems', (policy) => (policy.thresholds.mismatch.critical.orItems = 101)],
    ['thresholds.mismatch.critical.inboxAnyAfterMs', (policy) => (policy.thresholds.mismatch.graceMs = 2 * HOUR)],
    ['thresholds.mismatch.warning.anyAfterOnMs', (policy) => (policy.thresholds.mismatch.warning.anyAfterOnMs = 1)],
    ['thresholds.mismatch.warning.items', (policy) => (policy.thresholds.mismatch.warning.items = 0)],
    [
      'thresholds.mismatch.clears.shareOfThreshold',
      (policy) => (policy.thresholds.mismatch.clears.shareOfThreshold = 2),
    ],
    ['thresholds.silent.intervals', (policy) => (policy.thresholds.silent.intervals = 0)],
    ['thresholds.silent.atLeastMs', (policy) => (policy.thresholds.silent.atLeastMs = Infinity)],
    ['thresholds.suspected.users', (policy) => (policy.thresholds.suspected.users = 1)],
    ['thresholds.suspected.share', (policy) => (policy.thresholds.suspected.share = 0)],
    ['thresholds.pending.reports', (policy) => (policy.thresholds.pending.reports = 1.5)],
    ['thresholds.suspected.criticalShare', (policy) => (policy.thresholds.suspected.criticalShare = 0.1)],
    ['thresholds.suspected.clearsBelowShare', (policy) => (policy.thresholds.suspected.clearsBelowShare = 0.2)],
    ['workingHours.timeZone', (policy) => (policy.workingHours.timeZone = 'Europe/Atlantis')],
    ['workingHours.days', (policy) => (policy.workingHours.days = {})],
    ['workingHours.days.mon', (policy) => (policy.workingHours.days = { mon: [] })],
    ['workingHours.days.mon[1]', (policy) => (policy.workingHours.days = monday('08:00–12:00', '11:59–18:00'))],
    [
      'workingHours.days.mon[2]',
      (policy) => (policy.workingHours.days = monday('13:00–14:00', '08:00–09:00', '07:00–19:00')),
    ],
    ['workingHours.days.mon[0]', (policy) => (policy.workingHours.days.mon = [['18:00', '08:00']])],
    ['workingHours.days.mon[0][1]', (policy) => (policy.workingHours.days.mon = [['08:00', '24:30']])],
    ['workingHours.holidays[1]', (policy) => (policy.workingHours.holidays = ['2026-12-25', '2026-12-25'])],
    ['workingHours.holidays[0]', (policy) => (policy.workingHours.holidays = ['2026-02-30'])],
  ])('that does not is refused by the name of the field: %s', (field, spoil) => {
    const policy = input();
    spoil(policy as Input);
    expect(parse(PolicyInput, policy)).toMatchObject({ ok: false, field });
  });
});
