import { describe, expect, it } from '@jest/globals';
import type { Attempt } from '@lockstep/contracts';
import { evolve, gatherEvidence, initialReplica, judge } from '../index.ts';
import type { ReplicaEvent } from '../replica/replica.events.ts';
import { type Agent, FOLDER, INBOX, MONDAY, newAgent, note, report, stated } from '../testing/agent.ts';
import { hours, minutes } from '../testing/durations.ts';
import { seeded } from '../testing/seeded.ts';

function evidence(facts: readonly ReplicaEvent[], at: number) {
  const state = facts.reduce(evolve, initialReplica());
  return gatherEvidence(state, judge(state, state.policy, MONDAY + at), MONDAY + at);
}

const counts = (serverItems: number, offlineItems: number) => ({ serverItems, offlineItems });
const says = (agent: Agent, at: number, server: number | null, offline: number | null, last: number | null = null) =>
  report(agent, at, { folders: [stated({ server, offline, last })] });
const folderOf = (agent: Agent, at: number) => evidence(agent.facts, at).folders[0]!;

describe('the evidence of a folder', () => {
  it('says how its difference began, and how it went since', () => {
    const agent = newAgent();
    says(agent, 0, 100, 100, -minutes(1));
    says(agent, minutes(5), 120, 100, -minutes(1));
    says(agent, minutes(10), 125, 102, minutes(8));
    says(agent, minutes(15), 123, 102, minutes(8));
    says(agent, minutes(20), 124, 103, minutes(18));
    const { first, differs, serverMoved, offlineMoved } = folderOf(agent, minutes(20));
    expect(first).toEqual({ at: MONDAY, position: 2, ...counts(100, 100) });
    expect(differs).toEqual({
      since: MONDAY + minutes(5),
      position: 3,
      before: counts(100, 100),
      began: counts(120, 100),
      steadySince: MONDAY + minutes(15),
      least: 20,
      most: 23,
      syncs: 2,
      leap: 2,
      serverUp: 6,
      serverDown: 2,
      offlineUp: 3,
      offlineDown: 0,
    });
    expect({ serverMoved, offlineMoved }).toEqual({
      serverMoved: { at: MONDAY + minutes(20), by: 1 },
      offlineMoved: { at: MONDAY + minutes(20), by: 1 },
    });
  });

  it('knows when a difference was there from the first count on, and when a side never moved', () => {
    const agent = newAgent();
    says(agent, 0, null, 100);
    says(agent, minutes(5), 120, 100);
    says(agent, minutes(10), 121, 100);
    const { first, differs, serverMoved, offlineMoved } = folderOf(agent, minutes(10));
    expect(first).toMatchObject({ position: 3, ...counts(120, 100) });
    expect(differs).toMatchObject({ before: null, began: counts(120, 100), serverUp: 1 });
    expect({ serverMoved, offlineMoved }).toEqual({
      serverMoved: { at: MONDAY + minutes(10), by: 1 },
      offlineMoved: null,
    });
  });

  it('says nothing of a difference that is gone, and of counts that were never known', () => {
    const agent = newAgent();
    says(agent, 0, 120, 100);
    says(agent, minutes(5), 120, 120);
    expect(folderOf(agent, minutes(5))).toMatchObject({ differs: null, offlineMoved: { by: 20 } });
    const other = newAgent();
    says(other, 0, null, 100);
    expect(folderOf(other, 0)).toMatchObject({ first: null, differs: null, serverMoved: null });
  });

  it('leaves what a person accepted out of the difference, and shows it once that has expired', () => {
    const agent = newAgent();
    says(agent, 0, 100, 100);
    says(agent, minutes(5), 150, 100);
    const until = MONDAY + hours(1);
    note(agent, 'DifferenceAccepted', minutes(6), { path: FOLDER, items: 50, reason: 'known', by: 'admin', until });
    expect(folderOf(agent, minutes(10))).toMatchObject({ difference: 0, differs: null, accepted: { items: 50 } });
    for (let at = minutes(10); at < hours(1); at += minutes(5)) report(agent, at);
    expect(folderOf(agent, hours(1))).toMatchObject({
      difference: 50,
      accepted: null,
      differs: { since: MONDAY + minutes(5), before: counts(100, 100), most: 50 },
    });
  });
});

describe('the evidence of a replica', () => {
  it('says what of the client changed, but not what was stated for the first time, left out, or came late', () => {
    const agent = newAgent();
    const client = (at: number, seq: number, said: object) => {
      report(agent, at, { seq });
      note(agent, 'ClientFactsReported', at, { client: said });
    };
    client(0, 1, { version: '1', storeId: 'a' });
    client(minutes(5), 2, { version: '1' });
    client(minutes(15), 4, { version: '2', storeId: 'b', server: 'imap-1' });
    client(minutes(10), 3, { version: '9', storeId: 'z' });
    expect(evidence(agent.facts, minutes(20)).changes).toEqual({
      storeId: { from: 'a', to: 'b', at: MONDAY + minutes(15), position: 7, unseenMs: minutes(10) },
      storePath: null,
      server: null,
      clientVersion: { from: '1', to: '2', at: MONDAY + minutes(15), position: 7, unseenMs: minutes(10) },
    });
  });

  it('has the newest attempts, in their own order, once each, whatever order they came in', () => {
    const attempts = Array.from({ length: 24 }, (_, index): [number, Attempt] => [
      minutes(5 * index),
      {
        startedAt: new Date(MONDAY + minutes(5 * index) - 60_000).toISOString(),
        outcome: index % 3 === 0 ? 'failed' : 'succeeded',
        ...(index % 2 === 0 && { endedAt: new Date(MONDAY + minutes(5 * index)).toISOString() }),
      },
    ]);
    const seen = (order: readonly [number, Attempt][]) => {
      const agent = newAgent();
      report(agent, 0);
      for (const [at, attempt] of order) note(agent, 'SyncAttempted', at, attempt);
      return evidence(agent.facts, hours(3)).attempts.map(({ startedAt }) => startedAt);
    };
    const newest = attempts.map(([, { startedAt }]) => startedAt).reverse();
    expect(seen(attempts)).toEqual(newest.slice(0, 16));
    expect(seen(seeded(7).shuffle([...attempts, ...attempts.slice(3, 9)]))).toEqual(newest.slice(0, 16));
  });

  it('says of each exit whether a sync belongs to it, and waits an hour before it says no', () => {
    const agent = newAgent();
    const exits = (at: number, exitAt: number) => {
      report(agent, at);
      note(agent, 'ClientFactsReported', at, { profile: { lastExitAt: new Date(MONDAY + exitAt).toISOString() } });
    };
    says(agent, 0, 10, 10, -minutes(30));
    exits(minutes(5), minutes(4));
    expect(evidence(agent.facts, minutes(10)).exits).toMatchObject([{ at: MONDAY + minutes(4), synchronized: null }]);
    report(agent, minutes(70));
    expect(evidence(agent.facts, minutes(70)).exits).toMatchObject([{ synchronized: false }]);

    exits(hours(3), hours(3) - minutes(1));
    says(agent, hours(3) + minutes(5), 10, 10, hours(3));
    expect(evidence(agent.facts, hours(4)).exits).toMatchObject([{ synchronized: true }, { synchronized: false }]);

    // The attempt of an exit and the profile's word of it are one exit.
    note(agent, 'SyncAttempted', hours(6), {
      startedAt: new Date(MONDAY + hours(6) - minutes(2)).toISOString(),
      endedAt: new Date(MONDAY + hours(6)).toISOString(),
      trigger: 'exit',
      outcome: 'failed',
    });
    exits(hours(6) + minutes(5), hours(6) + minutes(1));
    expect(evidence(agent.facts, hours(6) + minutes(10)).exits.map(({ synchronized }) => synchronized)).toEqual([
      null,
      true,
      false,
    ]);
  });

  it('does not count an exit while the server cannot be reached', () => {
    const agent = newAgent();
    report(agent, 0, { troubles: [['server-unreachable']] });
    note(agent, 'ClientFactsReported', 0, { profile: { lastExitAt: new Date(MONDAY - minutes(1)).toISOString() } });
    expect(evidence(agent.facts, 0).exits).toEqual([]);
  });

  it('knows the newest silence, the newest sync, and what was tried', () => {
    const agent = newAgent();
    report(agent, 0, { folders: [stated({ path: INBOX, server: 1, offline: 1, last: -minutes(3) })] });
    report(agent, hours(14));
    note(agent, 'FixTried', hours(14), { fix: 'K8', by: 'admin' });
    note(agent, 'FixTried', hours(15), { fix: 'K11', by: null });
    expect(evidence(agent.facts, hours(15))).toMatchObject({
      newestSilence: { from: MONDAY, to: MONDAY + hours(14) },
      lastSyncAt: MONDAY - minutes(3),
      tries: [
        { fix: 'K11', by: null, at: MONDAY + hours(15) },
        { fix: 'K8', by: 'admin' },
      ],
    });
  });

  it.each([
    [{ store: 'ost' }, {}, true],
    [{ storePath: 'C:\\Outlook\\zoe.PST' }, {}, true],
    [{ store: 'maildir' }, {}, false],
    [{}, { offlineAccess: false }, true],
    [{}, { lastExitAt: null }, false],
  ])('is of an Exchange type by its store or its profile: %j %j', (client, profile, expected) => {
    const agent = newAgent();
    report(agent, 0);
    note(agent, 'ClientFactsReported', 0, { client, profile });
    expect(evidence(agent.facts, 0).exchangeType).toBe(expected);
  });
});
