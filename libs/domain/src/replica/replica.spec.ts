import { describe, expect, it } from '@jest/globals';
import type { Policy } from '../policy/policy.ts';
import {
  DEFAULT_POLICY,
  evolve,
  folderFacts,
  gatherEvidence,
  initialReplica,
  judge,
  parseReplica,
  replicaFacts,
  serializeReplica,
} from '../index.ts';
import type { ReplicaEvent } from './replica.events.ts';
import { days, minutes } from '../testing/durations.ts';
import { randomLife } from '../testing/random-life.ts';
import type { ReplicaState } from './replica.state.ts';
import { type Seeded, seeded } from '../testing/seeded.ts';

const SEEDS = Array.from({ length: 25 }, (_, seed) => seed + 1000);
const life = (seed: number, reports = 250) => randomLife(seeded(seed), reports);
const evidence = (state: ReplicaState, now: number) => gatherEvidence(state, judge(state, DEFAULT_POLICY, now), now);
const fold = (facts: readonly ReplicaEvent[]) => facts.reduce(evolve, initialReplica());

describe('the judgement of a replica', () => {
  it.each(SEEDS)('is the same however often, early or late anybody asks (life %i)', (seed) => {
    const random = seeded(seed * 7919);
    const facts = life(seed);
    const asked = initialReplica();
    const left = initialReplica();
    for (const fact of facts) {
      evolve(asked, fact);
      evolve(left, fact);
      for (let times = random.below(4); times > 0; times -= 1) {
        judge(asked, DEFAULT_POLICY, fact.observedAt + random.below(days(2)) - minutes(30));
        const next = judge(asked, DEFAULT_POLICY, fact.observedAt).nextDeadline;
        if (next !== null) judge(asked, DEFAULT_POLICY, next);
      }
    }
    const now = facts.at(-1)!.observedAt;
    expect(serializeReplica(asked)).toBe(serializeReplica(left));
    expect(judge(asked, DEFAULT_POLICY, now)).toEqual(judge(left, DEFAULT_POLICY, now));
  });

  it.each(SEEDS)('is the same after a restart at any moment (life %i)', (seed) => {
    const random = seeded(seed * 104_729);
    let restarted = initialReplica();
    const unbroken = initialReplica();
    for (const fact of life(seed)) {
      evolve(unbroken, fact);
      restarted = evolve(restarted, fact);
      if (!random.chance(0.3)) continue;
      restarted = parseReplica(
        random.chance(0.5) ? serializeReplica(restarted) : JSON.parse(serializeReplica(restarted)),
      );
      const now = fact.observedAt + random.below(days(1));
      expect(judge(restarted, DEFAULT_POLICY, now)).toEqual(judge(unbroken, DEFAULT_POLICY, now));
      expect(evidence(restarted, now)).toEqual(evidence(unbroken, now));
    }
    expect(serializeReplica(restarted)).toBe(serializeReplica(unbroken));
  });

  it.each(SEEDS)('is the same whether or not the log says that a deadline was reached (life %i)', (seed) => {
    const facts = life(seed);
    expect(serializeReplica(fold(facts.filter(({ type }) => type !== 'DeadlineReached')))).toBe(
      serializeReplica(fold(facts)),
    );
  });

  it.each(SEEDS.slice(0, 10))('does not turn before the deadline it names (life %i)', (seed) => {
    const random = seeded(seed);
    const state = initialReplica();
    for (const fact of life(seed)) {
      evolve(state, fact);
      const now = judge(state, DEFAULT_POLICY, fact.observedAt);
      const { nextDeadline } = now;
      const before = nextDeadline === null ? fact.observedAt + days(400) : nextDeadline - 1;
      const at = fact.observedAt + random.below(Math.max(1, before - fact.observedAt + 1));
      expect(judge(state, DEFAULT_POLICY, Math.max(at, fact.observedAt))).toEqual(now);
    }
  });

  it('steps from deadline to deadline to the same end as in one stride', () => {
    for (const seed of SEEDS.slice(0, 10)) {
      const facts = life(seed, 60);
      const state = fold(facts);
      let at = facts.at(-1)!.observedAt;
      for (let next = judge(state, DEFAULT_POLICY, at).nextDeadline; next !== null;) {
        expect(next).toBeGreaterThan(at);
        at = next;
        next = judge(state, DEFAULT_POLICY, at).nextDeadline;
      }
      expect(judge(state, DEFAULT_POLICY, at + days(40))).toEqual(judge(fold(facts), DEFAULT_POLICY, at + days(40)));
      expect(judge(state, DEFAULT_POLICY, at).silence).toBe('missing');
    }
  });

  it('is settled anew under another policy, without a change to the state', () => {
    const lenient: Policy = {
      ...DEFAULT_POLICY,
      version: 2,
      mismatch: { ...DEFAULT_POLICY.mismatch, graceMs: days(3) },
    };
    const facts = life(3, 60);
    const state = fold(facts);
    const before = serializeReplica(state);
    expect(judge(state, lenient, facts.at(-1)!.observedAt).folders.map(({ path }) => path)).toEqual(
      folderFacts(state).map(({ path }) => path),
    );
    expect(serializeReplica(state)).toBe(before);
  });
});

describe('what is known of a replica', () => {
  const known = (facts: readonly ReplicaEvent[]) => {
    const state = fold(facts);
    const { totals, folders, troubles, lastReportedAt, seq, missedReports } = replicaFacts(state);
    return {
      totals,
      folders,
      seq,
      missedReports,
      lastReportedAt,
      troubles: troubles.map(({ code }) => code),
      attempts: state.memory.attempts,
      tries: state.memory.tries,
      each: folderFacts(state).map(({ path, serverItems, offlineItems, lastSynchronizedAt, expected, position }) => ({
        path,
        serverItems,
        offlineItems,
        lastSynchronizedAt,
        expected,
        position,
      })),
    };
  };

  it.each(SEEDS)('comes out the same however late, often or out of order its reports come (life %i)', (seed) => {
    const random = seeded(seed * 31);
    const facts = life(seed, 120).filter(({ type }) => MAY_COME_LATE.includes(type) || type === 'ReplicaEnrolled');
    const disordered = lateAndTwice(facts, random);
    expect(known(disordered)).toEqual(known(facts));
  });

  const MAY_COME_LATE: readonly ReplicaEvent['type'][] = ['ReplicaReported', 'SyncAttempted', 'FixTried'];

  /** Anything may come late or twice; only the order in which epochs are first seen is what makes one newer. */
  function lateAndTwice(facts: readonly ReplicaEvent[], random: Seeded): ReplicaEvent[] {
    const rest = [...facts, random.pick(facts), random.pick(facts)].filter(({ type }) => MAY_COME_LATE.includes(type));
    const first = new Map<string, ReplicaEvent>();
    for (const fact of random.shuffle(facts)) if (fact.type === 'ReplicaReported') first.set(fact.data.epoch, fact);
    const inOrder = [...first.values()].toSorted((one, other) => one.position - other.position);
    return [...facts.filter(({ type }) => type === 'ReplicaEnrolled'), ...inOrder, ...random.shuffle(rest)];
  }
});
