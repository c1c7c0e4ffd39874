import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY, adopt, evolve, initialReplica, judge, parseReplica, serializeReplica } from '../index.ts';
import type { Policy, ReplicaEvent, ReplicaState } from '../index.ts';
import { hours, minutes } from '../testing/durations.ts';
import { randomLife } from '../testing/random-life.ts';
import { seeded } from '../testing/seeded.ts';

const NOW = 1_795_420_800_000;

function reported(folders: readonly unknown[], ...times: number[]): ReplicaState {
  const state = initialReplica();
  times.forEach((at, index) => {
    const data = { epoch: 'e', seq: index + 1, kind: 'full', interval: 300, folders };
    const fact = { type: 'ReplicaReported', position: index + 1, observedAt: at, recordedAt: at, data };
    evolve(state, fact as unknown as ReplicaEvent);
  });
  return state;
}
const every5Minutes = (ms: number) =>
  Array.from({ length: ms / minutes(5) + 1 }, (_, index) => NOW + index * minutes(5));
const policy = (over: Partial<Policy>): Policy => ({ ...DEFAULT_POLICY, id: 'other', version: 3, ...over });
const { stale, mismatch } = DEFAULT_POLICY;

describe('a policy that takes over', () => {
  const longer = policy({ stale: { ...stale, warningAfterOnMs: hours(12) } });

  it('lets go of what is no longer stale, and says of what is by which policy', () => {
    const state = reported([[['INBOX'], 5, 5, NOW]], ...every5Minutes(hours(6)));
    expect(judge(state, state.policy, NOW + hours(6)).status).toBe('stale');
    adopt(state, longer);
    expect(judge(state, longer, NOW + hours(6)).status).toBe('in-step');

    const shorter = policy({ version: 4, stale: { ...stale, warningAfterOnMs: hours(1) } });
    adopt(state, shorter);
    const [condition] = judge(state, shorter, NOW + hours(6)).folders[0]!.conditions;
    expect(condition).toMatchObject({ rule: 'stale', policy: 'other', policyVersion: 4 });
  });

  it('keeps since when a mismatch stands, judges its severity anew, and drops what is none any more', () => {
    const state = reported([[['Work'], 1000, 850, null]], ...every5Minutes(hours(3)));
    const before = judge(state, state.policy, NOW + hours(3)).folders[0]!.conditions[0]!;
    expect(before).toMatchObject({ rule: 'mismatch', severity: 'critical' });

    const milder = policy({ mismatch: { ...mismatch, critical: { ...mismatch.critical, items: 500, andShare: 0.5 } } });
    adopt(state, milder);
    expect(judge(state, milder, NOW + hours(3)).folders[0]!.conditions[0]).toMatchObject({
      since: before.since,
      severity: 'warning',
    });

    const generous = policy({
      version: 4,
      mismatch: { ...milder.mismatch, warning: { ...mismatch.warning, items: 200 } },
    });
    adopt(state, generous);
    expect(judge(state, generous, NOW + hours(3)).status).toBe('in-step');
  });

  it('with working hours counts by them from the newest report on', () => {
    const state = reported([[['INBOX'], 5, 5, NOW]], ...every5Minutes(hours(3)));
    const never = policy({ workingHours: { timeZone: 'UTC', days: {}, holidays: [] } });
    adopt(state, never);
    for (let nth = 1; nth < 200; nth++) {
      const at = NOW + hours(3) + nth * minutes(5);
      const data = { epoch: 'e', seq: 100 + nth, kind: 'delta' as const, interval: 300, folders: [] };
      evolve(state, { type: 'ReplicaReported', position: 100 + nth, observedAt: at, recordedAt: at, data });
    }
    expect(judge(state, never, state.heardAt!).status).toBe('in-step');
    expect(state.clock.on).toBe(hours(3));
  });

  it('is the same judgement whether the state was adopted, only asked about, or stored in between', () => {
    for (let seed = 1; seed <= 20; seed++) {
      const facts = randomLife(seeded(seed), 40);
      const state = facts.reduce(evolve, initialReplica());
      const at = facts.at(-1)!.observedAt + minutes(seed * 30);
      const asked = judge(state, longer, at);
      adopt(state, longer);
      expect(judge(state, longer, at)).toEqual(asked);
      const woken = parseReplica(serializeReplica(state), () => longer);
      expect(judge(woken, longer, at)).toEqual(asked);
      expect(serializeReplica(woken)).toBe(serializeReplica(state));
    }
  });
});
