import { describe, expect, it } from '@jest/globals';
import { NO_POLICIES, type Condition } from '@lockstep/domain';
import { firesAt } from './fires-at.ts';
import { UNKNOWN_REPLICA } from './mirrored-replica.ts';

const MINUTE = 60_000;
const condition = (rule: Condition['rule'], since: number, severity: Condition['severity'] = null): Condition => ({
  ...{ rule, since, severity, folder: ['INBOX'], policyVersion: 1, evidence: [] },
});
const of = (...open: Condition[]) => ({ ...UNKNOWN_REPLICA, mailbox: 'anna@example.org', open });
const pending = (rule: 'mismatch' | 'stale' | 'silent' | 'trouble') => ({ rule, status: 'pending' as const });

describe('a pending alert fires', () => {
  it('once the first of its conditions has lasted as long as the policy asks for', () => {
    const replica = of(condition('mismatch', 12 * MINUTE), condition('mismatch', 5 * MINUTE), condition('stale', 0));
    expect(firesAt(pending('mismatch'), replica, NO_POLICIES)).toBe(35 * MINUTE);
    expect(firesAt(pending('stale'), replica, NO_POLICIES)).toBe(30 * MINUTE);
  });

  it('as late as the policy of its replica says', () => {
    const [everyone] = NO_POLICIES.entries;
    const { policy } = everyone!;
    const patient = { ...policy, pending: { ...policy.pending, forMs: 60 * MINUTE } };
    const book = { ...NO_POLICIES, entries: [{ ...everyone!, policy: patient }] };
    expect(firesAt(pending('mismatch'), of(condition('mismatch', 0)), book)).toBe(60 * MINUTE);
  });

  it('at no known moment where nothing of it waits for time alone', () => {
    expect(firesAt(pending('mismatch'), of(), NO_POLICIES)).toBeNull();
    expect(firesAt(pending('mismatch'), of(condition('mismatch', 0, 'warning')), NO_POLICIES)).toBeNull();
    expect(firesAt(pending('silent'), of(condition('silent', 0)), NO_POLICIES)).toBeNull();
    expect(firesAt({ rule: 'mismatch', status: 'firing' }, of(condition('mismatch', 0)), NO_POLICIES)).toBeNull();
  });
});
