import { describe, expect, it } from '@jest/globals';
import type { WorkingHours } from '@lockstep/contracts';
import {
  DEFAULT_POLICY,
  adopt,
  evolve,
  initialReplica,
  judge,
  parseReplica,
  serializeReplica,
  type Policy,
  type ReplicaEvent,
} from '../index.ts';
import { instantOf } from '../replica/calendar.ts';
import { days, hours, minutes } from '../testing/durations.ts';
import { randomLife } from '../testing/random-life.ts';
import { seeded } from '../testing/seeded.ts';

const nine: [string, string] = ['09:00', '17:00'];
const OFFICE: WorkingHours = {
  timeZone: 'Europe/Berlin',
  days: { mon: [nine], tue: [nine], wed: [nine], thu: [nine], fri: [nine] },
  holidays: ['2026-12-25'],
};
const office: Policy = { ...DEFAULT_POLICY, id: 'office', workingHours: OFFICE };

/** A client that is never switched off and reports every five minutes; its last sync was at `synchronizedAt`. */
function alwaysOn(policy: Policy, from: number, to: number, synchronizedAt: number) {
  const state = initialReplica(policy);
  for (let at = from, seq = 1; at <= to; at += minutes(5), seq++) {
    const data = { epoch: 'e', seq, kind: 'full', interval: 300, folders: [[['Work'], 5, 5, synchronizedAt]] };
    evolve(state, {
      type: 'ReplicaReported',
      position: seq,
      observedAt: at,
      recordedAt: at,
      data,
    } as unknown as ReplicaEvent);
  }
  return judge(state, policy, to);
}

describe('under a policy with working hours', () => {
  const friday = instantOf('2026-12-18T14:00:00.000Z')!;
  const monday = instantOf('2026-12-21T08:00:00.000Z')!;

  it('a client that is on all weekend is not stale when the week begins, and is after four hours of work', () => {
    expect(alwaysOn(DEFAULT_POLICY, friday, monday, friday).status).toBe('stale');
    expect(alwaysOn(office, friday, monday, friday).status).toBe('in-step');
    // Two hours were left on Friday, until 17:00 in Berlin.
    expect(alwaysOn(office, friday, monday + hours(2) - minutes(5), friday).status).toBe('in-step');
    expect(alwaysOn(office, friday, monday + hours(2), friday).status).toBe('stale');
  });

  it('the week after which it is critical by the calendar has seven days that are worked', () => {
    const lenient: Policy = {
      ...office,
      stale: { ...office.stale, warningAfterOnMs: days(30), criticalAfterOnMs: days(30) },
    };
    const stale = (to: number) => alwaysOn(lenient, friday, to, friday).status === 'stale';
    // Without two weekends and Christmas Day, which is a Friday, seven days end on Wednesday.
    const end = instantOf('2026-12-30T14:00:00.000Z')!;
    expect([stale(end - minutes(5)), stale(end)]).toEqual([false, true]);
  });

  it.each([1, 2, 3, 4, 5, 6])(
    'nothing depends on who asks, on a restart, or on when the policy came (life %i)',
    (seed) => {
      const random = seeded(seed * 31);
      const asked = initialReplica(office);
      const left = initialReplica(office);
      let restarted = initialReplica(office);
      const wake = (text: string) => parseReplica(text, (id) => (id === 'office' ? office : DEFAULT_POLICY));
      for (const fact of randomLife(seeded(seed), 200)) {
        if (random.chance(0.05)) {
          const turned = asked.policy === office ? DEFAULT_POLICY : office;
          for (const state of [asked, left, restarted]) adopt(state, turned);
        }
        evolve(asked, fact);
        evolve(left, fact);
        evolve(restarted, fact);
        const { policy } = asked;
        const now = judge(asked, policy, fact.observedAt);
        if (now.nextDeadline !== null) {
          expect(now.nextDeadline).toBeGreaterThan(Math.max(fact.observedAt, asked.heardAt ?? 0));
          expect(judge(asked, policy, now.nextDeadline - 1)).toEqual(now);
          judge(asked, policy, now.nextDeadline);
        }
        if (random.chance(0.3)) restarted = wake(serializeReplica(restarted));
        const later = fact.observedAt + random.below(days(3));
        expect(judge(restarted, policy, later)).toEqual(judge(left, policy, later));
      }
      expect(serializeReplica(asked)).toBe(serializeReplica(left));
      expect(serializeReplica(restarted)).toBe(serializeReplica(left));
    },
  );
});
