import { describe, expect, it } from '@jest/globals';
import type { FolderPath } from '@lockstep/contracts';
import type { Condition } from '../condition/condition.ts';
import { initialReplica } from '../replica/replica.state.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { ownCauses } from './own-cause.ts';
import { symptomsOf } from './symptoms.ts';

const condition = (rule: Condition['rule'], since: number, folder: FolderPath | null, kind?: string): Condition => ({
  rule,
  ...(kind !== undefined && { kind }),
  severity: 'warning',
  folder,
  since,
  policy: 'default',
  policyVersion: 1,
  evidence: [1],
});

describe('what a replica explains itself', () => {
  it('is a difference of the folder that its trouble is of, and not that of another one', () => {
    const damaged = condition('trouble', 5, ['Junk'], 'sync-state-damaged');
    expect(symptomsOf([damaged, condition('mismatch', 6, ['Junk'])]).get('mismatch')).toMatchObject({ own: true });
    const both = [damaged, condition('mismatch', 6, ['Junk']), condition('mismatch', 7, ['INBOX'])];
    for (const open of [both, both.toReversed()])
      expect(symptomsOf(open).get('mismatch')).toEqual({ since: 7, code: 'mismatch' });
  });

  it('is an old date where a trouble of all of it stops it, and not where a run was cut short once', () => {
    const stale = condition('stale', 6, ['INBOX']);
    const own = (kind: string) => symptomsOf([stale, condition('trouble', 5, null, kind)]).get('stale')!.own;
    expect(['tls-failed', 'server-unreachable', 'offline-store-in-use', 'sync-interrupted'].map(own)).toEqual([
      true,
      true,
      true,
      undefined,
    ]);
  });

  it.each([{ loggedOn: false }, { deliverTo: 'pst' }, { deliverTo: 'other' }, { exchangeService: false }] as const)(
    'is all of it where the profile says %o',
    (profile) => {
      expect(ownCauses({ ...initialReplica(DEFAULT_POLICY), profile })).toEqual([null]);
    },
  );

  it('is nothing where the profile is as it should be', () => {
    const profile = { loggedOn: true, deliverTo: 'mailbox', exchangeService: true } as const;
    expect(ownCauses({ ...initialReplica(DEFAULT_POLICY), profile })).toEqual([]);
  });
});
