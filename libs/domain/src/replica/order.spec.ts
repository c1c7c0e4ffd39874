import { describe, expect, it } from '@jest/globals';
import type { FolderPath } from '@lockstep/contracts';
import { DEFAULT_POLICY, allConditions, evolve, folderFacts, initialReplica, judge, replicaFacts } from '../index.ts';
import type { Reported } from './replica.events.ts';
import { type Agent, MONDAY, newAgent, note, report } from '../testing/agent.ts';
import { minutes } from '../testing/durations.ts';

const INBOX: FolderPath = ['INBOX'];
const SENT: FolderPath = ['Sent'];
const has = (path: FolderPath, items: number) => [path, items, items, null] as const;

/** Each report is told with its number, in the order in which it arrives. */
function arriving(...reports: [seq: number, said: Partial<Reported>][]) {
  const agent: Agent = newAgent();
  for (const [seq, said] of reports) report(agent, minutes(5 * seq), { seq, ...said });
  return known(agent);
}

function known(agent: Agent) {
  const state = agent.facts.reduce(evolve, initialReplica());
  const folders = Object.fromEntries(folderFacts(state).map(({ path, serverItems }) => [path.join('/'), serverItems]));
  return { ...replicaFacts(state), folders };
}

describe('a late report', () => {
  it('never overrides newer news of a folder', () => {
    const { folders } = arriving(
      [1, { kind: 'full', folders: [has(INBOX, 1)] }],
      [3, { folders: [has(INBOX, 3)] }],
      [2, { folders: [has(INBOX, 2)] }],
    );
    expect(folders).toEqual({ INBOX: 3 });
  });

  it('is still news of a folder of which nothing newer was said', () => {
    const { folders } = arriving(
      [1, { kind: 'full', folders: [has(INBOX, 1), has(SENT, 1)] }],
      [3, { folders: [has(INBOX, 3)] }],
      [2, { folders: [has(SENT, 2)] }],
    );
    expect(folders).toEqual({ INBOX: 3, Sent: 2 });
  });

  it('never revives a folder that a newer full left out', () => {
    const { folders } = arriving(
      [1, { folders: [has(SENT, 1)] }],
      [3, { kind: 'full', folders: [has(INBOX, 3)] }],
      [2, { folders: [has(SENT, 2), has(['New'], 2)] }],
    );
    expect(folders).toEqual({ INBOX: 3 });
  });

  it('never revives a folder that a newer delta removed', () => {
    const { folders } = arriving(
      [1, { kind: 'full', folders: [has(INBOX, 1)] }],
      [3, { removed: [SENT] }],
      [2, { folders: [has(SENT, 2)] }],
    );
    expect(folders).toEqual({ INBOX: 1 });
  });

  it('that is full takes away what it leaves out, but not what came after it', () => {
    const { folders } = arriving(
      [1, { folders: [has(['Old'], 1)] }],
      [3, { folders: [has(SENT, 3)] }],
      [2, { kind: 'full', folders: [has(INBOX, 2)] }],
    );
    expect(folders).toEqual({ INBOX: 2, Sent: 3 });
  });

  it('says nothing of troubles that newer reports state or leave out', () => {
    const { troubles } = arriving([1, {}], [3, {}], [2, { troubles: [['server-unreachable']] }]);
    expect(troubles).toEqual([]);
  });

  it('fills the gap that it left', () => {
    expect(arriving([1, {}], [5, {}]).missedReports).toBe(3);
    expect(arriving([1, {}], [5, {}], [3, {}]).missedReports).toBe(2);
    expect(arriving([1, {}], [5, {}], [3, {}], [3, {}], [2, {}], [4, {}]).missedReports).toBe(0);
  });
});

describe('an epoch', () => {
  it('that is first seen later is newer, whatever its numbers', () => {
    const { folders, epoch, seq } = arriving(
      [7, { epoch: 'a', folders: [has(INBOX, 7)] }],
      [1, { epoch: 'b', folders: [has(INBOX, 1)] }],
      [8, { epoch: 'a', folders: [has(INBOX, 8)] }],
    );
    expect({ folders, epoch, seq }).toEqual({ folders: { INBOX: 1 }, epoch: 'b', seq: 1 });
  });

  it('may be made anew on each start, and the state stays small', () => {
    const agent = newAgent();
    for (let start = 0; start < 500; start += 1)
      report(agent, minutes(5 * start), { epoch: `e${start}`, seq: 1, folders: [has(INBOX, start)] });
    const state = agent.facts.reduce(evolve, initialReplica());
    expect(state.order.epochs.length).toBeLessThan(200);
    expect(known(agent).folders).toEqual({ INBOX: 499 });
    // One that was a hundred starts ago is still known to be old.
    report(agent, minutes(5 * 500), { epoch: 'e400', seq: 2, folders: [has(INBOX, 7)] });
    expect(known(agent).folders).toEqual({ INBOX: 499 });
  });
});

describe('client facts', () => {
  it('stay when they are not said, and are replaced when they are', () => {
    const agent = newAgent();
    report(agent, 0);
    note(agent, 'ClientFactsReported', 0, { client: { name: 'mbsync', version: '1' }, profile: { loggedOn: true } });
    report(agent, minutes(5));
    note(agent, 'ClientFactsReported', minutes(5), { client: { name: 'mbsync', version: '2' } });
    expect(known(agent)).toMatchObject({ client: { version: '2' }, profile: { loggedOn: true } });
  });

  it('that come late do not override newer ones', () => {
    const agent = newAgent();
    report(agent, minutes(10), { seq: 3 });
    note(agent, 'ClientFactsReported', minutes(10), { client: { version: '3' } });
    report(agent, minutes(5), { seq: 2 });
    note(agent, 'ClientFactsReported', minutes(5), { client: { version: '2' } });
    expect(known(agent).client).toEqual({ version: '3' });
  });
});

describe('a fact of which this version knows nothing', () => {
  it('changes nothing', () => {
    const state = initialReplica();
    expect(evolve(state, { type: 'FixTried', data: {}, position: 9, observedAt: 0, recordedAt: 0 } as never)).toBe(
      state,
    );
  });
});

describe('a replica that is retired', () => {
  it('has no conditions and no deadline any more', () => {
    const agent = newAgent();
    report(agent, 0, { folders: [has(INBOX, 1)], troubles: [['tls-failed']] });
    note(agent, 'ReplicaRetired', minutes(1), {});
    const state = agent.facts.reduce(evolve, initialReplica());
    const judgement = judge(state, DEFAULT_POLICY, MONDAY + minutes(600));
    expect({ conditions: allConditions(judgement), next: judgement.nextDeadline }).toEqual({
      conditions: [],
      next: null,
    });
  });
});
