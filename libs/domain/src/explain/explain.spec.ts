import { describe, expect, it } from '@jest/globals';
import {
  DEFAULT_POLICY,
  evolve,
  explainFolder,
  explainReplica,
  folderFacts,
  initialReplica,
  judge,
  replicaFacts,
} from '../index.ts';
import type { Reported } from '../replica/replica.events.ts';
import { MONDAY, newAgent, report } from '../testing/agent.ts';
import { hours, minutes } from '../testing/durations.ts';

/** What is said of a replica after an hour of the same report. */
function said(after: number, told: Partial<Reported>, until = after) {
  const agent = newAgent();
  for (let at = 0; at <= after; at += minutes(5))
    report(agent, at, at === 0 ? told : { troubles: told.troubles ?? [] });
  const state = agent.facts.reduce(evolve, initialReplica());
  const judgement = judge(state, DEFAULT_POLICY, MONDAY + until);
  const facts = folderFacts(state);
  return {
    replica: explainReplica(replicaFacts(state), facts, judgement),
    folders: facts.map((folder, index) => explainFolder(folder, judgement.folders[index]!)),
  };
}

const synced = MONDAY - minutes(2);

describe('why', () => {
  it('names the folder that lacks items, how many, and since when it does not synchronize', () => {
    const { replica } = said(hours(1), {
      kind: 'full',
      folders: [
        [['INBOX'], 12_846, 11_902, synced],
        [['Sent'], 5, 5, synced],
        [['Drafts'], 5, 5, synced],
      ],
    });
    expect(replica).toBe(
      'The Inbox lacks 944 of 12,846 items and has not completed a sync since 23 Nov 07:58 UTC. 2 other folders are in step.',
    );
  });

  it('says what is only on this device', () => {
    const { folders } = said(hours(1), { kind: 'full', folders: [[['Drafts'], 14, 117, synced]] });
    expect(folders[0]).toContain('Drafts holds 103 items that the server does not have');
  });

  it('says that there is nothing to do while it catches up, and claims no more than is known', () => {
    expect(said(0, { kind: 'full', folders: [[['INBOX'], 500, 100, synced]] }).replica).toBe(
      '400 items behind in 1 folder: new, shrinking, or in the hands of a sync. Nothing to do unless it stays.',
    );
  });

  it('says which side could not be counted, and leads with the trouble', () => {
    expect(said(0, { kind: 'full', folders: [[['INBOX'], null, 100, synced]] }).folders[0]).toBe(
      'The Inbox cannot be judged: the server folder could not be counted.',
    );
    expect(
      said(0, { kind: 'full', folders: [[['INBOX'], null, 100, synced]], troubles: [['server-unreachable']] }).replica,
    ).toBe('It cannot be judged: the server cannot be reached.');
  });

  it('says in few words that all is well, and what is too little to count', () => {
    const one = (...folder: Reported['folders']) => said(hours(1), { kind: 'full', folders: folder }).replica;
    expect(one([['A'], 1000, 998, synced])).toBe('The one folder is in step; it differs by too few items to count.');
    expect(one([['Outbox'], null, 50, null, { because: 'local-only' }])).toBe(
      'It holds local folders only, which nothing on the server need match.',
    );
    expect(one()).toBe('The store is empty, and in step.');
  });

  it('adds what stops synchronization to a status that rests on numbers', () => {
    expect(
      said(0, { kind: 'full', folders: [[['INBOX'], 1, 1, synced]], troubles: [['credentials-rejected']] }).replica,
    ).toBe('The one folder is in step. The server rejects the password.');
  });

  it('says of a silent agent since when, and that its numbers are old', () => {
    expect(said(0, { kind: 'full', folders: [[['INBOX'], 1, 1, synced]] }, hours(2)).replica).toBe(
      'The agent has not reported since 23 Nov 08:00 UTC; the numbers are as last known.',
    );
  });

  it('shows a difference that is too small to count, and one that is expected', () => {
    expect(said(0, { kind: 'full', folders: [[['INBOX'], 1_000, 998, synced]] }).folders[0]).toBe(
      'The Inbox lacks 2 of 1,000 items, too few to count yet; in step since 23 Nov 08:00 UTC.',
    );
    expect(
      said(0, { kind: 'full', folders: [[['A'], 10, 4, synced, { expected: 6, because: 'window' }]] }).folders[0],
    ).toBe('A is in step: 6 items fewer offline, as expected.');
  });
});
