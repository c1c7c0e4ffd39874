import { describe, expect, it } from '@jest/globals';
import {
  DEFAULT_POLICY,
  evolvePolicies,
  initialReplica,
  NO_POLICIES,
  type PolicyBook,
  type PolicyEvent,
  type ReplicaEvent,
} from '@lockstep/domain';
import { foldFact, newReplica } from './replica-fold.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const START = Date.parse('2026-11-23T08:00:00.000Z');

/** One replica, and the log that it and the policies are in. */
function aReplica() {
  const folded = newReplica('r', initialReplica());
  let book: PolicyBook = NO_POLICIES;
  let position = 0;
  let seq = 0;
  const event = (type: string, at: number, data: object) => {
    position += 1;
    return { type, data, position, observedAt: START + at, recordedAt: START + at } as unknown;
  };
  const fold = (type: string, at: number, data: object = {}) =>
    foldFact(folded, event(type, at, data) as ReplicaEvent, book);
  fold('ReplicaEnrolled', 0, { mailbox: 'anna@example.org', device: 'd', client: { server: 'imap-1' } });
  return {
    fold,
    report: (at: number) =>
      fold('ReplicaReported', at, {
        ...{ epoch: 'e', seq: ++seq, kind: 'full', interval: 300 },
        folders: [[['INBOX'], 5, 5, START]],
      }),
    policies(type: PolicyEvent['type'], at: number, id: string, over: object = {}, staleAfter = 4 * HOUR) {
      const thresholds = { ...DEFAULT_POLICY, stale: { ...DEFAULT_POLICY.stale, warningAfterOnMs: staleAfter } };
      const data = { id, name: id, thresholds, workingHours: null, by: 'eve', version: 1, ...over };
      book = evolvePolicies(book, event(type, at, data) as PolicyEvent);
    },
    judgedBy: () => folded.state.policy.id,
    spans: () => folded.kept.spans.map(({ status, since }) => [status, (since - START) / MINUTE]),
  };
}
const ofServer = (server: string) => ({ scope: { of: 'server', server } });

describe('a replica', () => {
  it('turns to a policy with its next fact, at the moment of the change, and what was due before stays as it was', () => {
    const replica = aReplica();
    for (let at = 0; at <= 3 * HOUR; at += 5 * MINUTE) replica.report(at);
    // Silent at 3:15 by the old one; the new one takes an hour, from 3:40 on.
    const silent = { ...DEFAULT_POLICY.silent, atLeastMs: HOUR };
    replica.policies('PolicyChanged', 3 * HOUR + 40 * MINUTE, 'slow', {
      ...ofServer('imap-1'),
      thresholds: { ...DEFAULT_POLICY, silent },
    });
    expect(replica.judgedBy()).toBe('default');
    replica.fold('DeadlineReached', 3 * HOUR + 50 * MINUTE);
    expect(replica.judgedBy()).toBe('slow');
    expect(replica.spans().slice(-3)).toEqual([
      ['in-step', 0],
      ['silent', 195],
      ['in-step', 220],
    ]);
  });

  it('that moves to another server is judged as others there, from that fact on', () => {
    const replica = aReplica();
    replica.policies('PolicyChanged', MINUTE, 'other', ofServer('imap-2'));
    replica.report(2 * MINUTE);
    expect(replica.judgedBy()).toBe('default');
    replica.fold('ClientFactsReported', 3 * MINUTE, { client: { server: 'IMAP-2' } });
    expect(replica.judgedBy()).toBe('other');
    replica.fold('ClientFactsReported', 4 * MINUTE, { client: { server: 'imap-3' } });
    expect(replica.judgedBy()).toBe('default');
  });

  it('falls back when its policy goes', () => {
    const replica = aReplica();
    replica.policies('PolicyChanged', MINUTE, 'own', ofServer('imap-1'), 10 * MINUTE);
    for (let at = 5 * MINUTE; at <= 2 * HOUR; at += 5 * MINUTE) replica.report(at);
    expect([replica.judgedBy(), replica.spans().at(-1)![0]]).toEqual(['own', 'stale']);
    replica.policies('PolicyRemoved', 2 * HOUR + MINUTE, 'own');
    replica.fold('DeadlineReached', 2 * HOUR + 2 * MINUTE);
    expect([replica.judgedBy(), replica.spans().at(-1)]).toEqual(['default', ['in-step', 121]]);
  });
});
