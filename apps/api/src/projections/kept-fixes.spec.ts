import { describe, expect, it } from '@jest/globals';
import {
  DEFAULT_POLICY,
  evolve,
  initialReplica,
  judge,
  type DiagnosisRule,
  type LoggedFolder,
  type LoggedTrouble,
  type ReplicaEvent,
  type ReplicaState,
} from '@lockstep/domain';
import { judgeFixes, triedByPerson, type KeptFixes } from './kept-fixes.ts';

const NOON = Date.parse('2026-11-23T12:00:00.000Z');
const MINUTE = 60_000;

/** A rule that fits whatever has a trouble, and counts how often it was asked. */
function aRule(): DiagnosisRule & { asked: number } {
  const rule = {
    asked: 0,
    id: 'A',
    title: 'A',
    family: 'modern' as const,
    source: 'a test',
    seen: 'seen',
    cause: 'cause',
    matches: ({ replica }: { replica: { troubles: readonly unknown[] } }) => {
      rule.asked += 1;
      return replica.troubles.length > 0 ? { cause: 'it', since: 0, folders: [], points: [] } : null;
    },
    fix: {
      steps: ['Do it'],
      forWhom: 'user' as const,
      cost: '',
      risk: '',
      confirmedWhen: '',
      confirmed: () => true,
    },
  };
  return rule;
}

function aReplica(client: { name: string; version: string }) {
  let state: ReplicaState = initialReplica(DEFAULT_POLICY);
  let position = 0;
  const fold = (type: string, at: number, data: object) => {
    position += 1;
    const fact = { type, data, position, observedAt: NOON + at, recordedAt: NOON + at } as unknown as ReplicaEvent;
    state = evolve(state, fact);
    return fact;
  };
  fold('ReplicaEnrolled', 0, { mailbox: 'anna@example.org', device: 'laptop', client });
  let seq = 0;
  return {
    report(at: number, troubles: readonly LoggedTrouble[] = []) {
      const inbox: LoggedFolder = [['INBOX'], 20, 20, NOON + at - MINUTE];
      fold('ReplicaReported', at, {
        epoch: 'e',
        seq: ++seq,
        kind: 'full',
        interval: 3_600,
        folders: [inbox],
        troubles,
      });
    },
    fold,
    judged: (kept: KeptFixes | null, at: number, rule: DiagnosisRule) =>
      judgeFixes(kept, state, judge(state, DEFAULT_POLICY, NOON + at), { at: NOON + at, position }, [rule]),
    get state() {
      return state;
    },
  };
}

const mbsync = { name: 'mbsync', version: '1.4' };

describe('the fold', () => {
  it('asks no rule about a replica that is well, and keeps nothing of it', () => {
    const rule = aRule();
    const replica = aReplica(mbsync);
    replica.report(0);
    replica.report(10 * MINUTE);
    expect(replica.judged(null, 10 * MINUTE, rule)).toEqual({ fixes: null, turned: [], events: [], dueAt: null });
    expect(rule.asked).toBe(0);
  });

  it('asks once a judgement where something is wrong, and no more once all is well and nothing is in hand', () => {
    const rule = aRule();
    const replica = aReplica(mbsync);
    replica.report(0, [['server-unreachable']]);
    const first = replica.judged(null, 0, rule);
    expect([first.dueAt, rule.asked]).toEqual([NOON + 10 * MINUTE, 1]);
    const suggested = replica.judged(first.fixes, 10 * MINUTE, rule);
    expect(suggested.turned).toMatchObject([{ life: { fix: 'A', status: 'suggested' }, client: mbsync }]);

    replica.report(20 * MINUTE);
    const passing = replica.judged(suggested.fixes, 20 * MINUTE, rule);
    const passed = replica.judged(passing.fixes, passing.dueAt! - NOON, rule);
    expect(passed.turned).toMatchObject([{ life: { fix: 'A', status: 'withdrawn' } }]);
    replica.report(40 * MINUTE);
    const asked = rule.asked;
    expect(replica.judged(passed.fixes, 40 * MINUTE, rule)).toMatchObject({ fixes: passed.fixes, events: [] });
    expect(rule.asked).toBe(asked);
  });

  it('is to judge again when the time of a fix is over, though no report comes', () => {
    const rule = aRule();
    const replica = aReplica(mbsync);
    replica.report(0, [['server-unreachable']]);
    const fact = replica.fold('FixTried', 5 * MINUTE, { fix: 'A', by: 'ada' });
    const { fixes } = triedByPerson(null, fact as Extract<ReplicaEvent, { type: 'FixTried' }>, replica.state);
    replica.report(20 * MINUTE, [['server-unreachable']]);
    const waiting = replica.judged(fixes, 20 * MINUTE, rule);
    const due = NOON + 5 * MINUTE + 24 * 60 * MINUTE;
    expect(replica.judged(waiting.fixes, 40 * MINUTE, rule).dueAt).toBe(due);
  });

  it('counts a life for the client that it was tried on, whatever client comes later', () => {
    const rule = aRule();
    const replica = aReplica(mbsync);
    replica.report(0, [['server-unreachable']]);
    const first = replica.judged(null, 0, rule);
    const { fixes } = replica.judged(first.fixes, 10 * MINUTE, rule);
    replica.fold('ClientFactsReported', 11 * MINUTE, { client: { name: 'mbsync', version: '1.5' } });
    const fact = replica.fold('FixTried', 12 * MINUTE, { fix: 'A', by: 'ada' });
    const tried = triedByPerson(fixes, fact as Extract<ReplicaEvent, { type: 'FixTried' }>, replica.state);
    expect(tried.turned).toMatchObject([{ life: { status: 'tried' }, client: { version: '1.5' } }]);

    replica.report(20 * MINUTE);
    replica.fold('ClientFactsReported', 20 * MINUTE, { client: { name: 'mbsync', version: '1.6' } });
    const confirmed = replica.judged(tried.fixes, 20 * MINUTE, rule);
    expect(confirmed.turned).toMatchObject([{ life: { status: 'confirmed' }, client: { version: '1.5' } }]);
  });
});
