import { expect, it } from '@jest/globals';
import { DEFAULT_POLICY, evolve, initialReplica, judge, type ReplicaEvent } from '@lockstep/domain';
import { toReplicaView } from './replica-view.ts';

it('a gap in the numbers of reports is shown, until the late ones come', () => {
  const missedAfter = (...seqs: number[]) => {
    const state = initialReplica(DEFAULT_POLICY);
    seqs.forEach((seq, index) => {
      const data = { epoch: 'a', seq, kind: 'delta', interval: 300, folders: [] };
      const fact = { type: 'ReplicaReported', data, position: index + 1, observedAt: seq, recordedAt: 10 + index };
      evolve(state, fact as ReplicaEvent);
    });
    const picture = { replica: 'r', state, judgement: judge(state, DEFAULT_POLICY, 20), at: 20, position: seqs.length };
    return toReplicaView(picture, [], null).missedReports;
  };
  expect(missedAfter(1, 2)).toBe(0);
  expect(missedAfter(1, 5)).toBe(3);
  expect(missedAfter(1, 5, 3)).toBe(2);
});
