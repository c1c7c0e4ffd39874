import { describe, expect, it } from '@jest/globals';
import type { FolderPath } from '@lockstep/contracts';
import { acceptanceHeld, allConditions, evolve, explainFolder, folderFacts, initialReplica, judge } from '../index.ts';
import { type Agent, FOLDER, INBOX, MONDAY, newAgent, note, report, stated } from '../testing/agent.ts';
import { hours, minutes } from '../testing/durations.ts';

/** An agent that reports a folder every five minutes, and people who say what they accept of it. */
function aFolder(path: FolderPath = FOLDER) {
  const agent: Agent = newAgent();
  let at = -minutes(5);
  const story = {
    agent,
    /** So it is from the next report on, for so long. */
    is(server: number | null, offline: number | null, forMs = minutes(5), last: number | null = null) {
      const until = at + forMs;
      for (let first = true; at < until; first = false) {
        at += minutes(5);
        report(agent, at, first ? { folders: [stated({ path, server, offline, last })] } : {});
      }
      return story;
    },
    gone() {
      at += minutes(5);
      report(agent, at, { removed: [path] });
      return story;
    },
    accepted(items: number, untilMs = hours(1000), of = path) {
      note(agent, 'DifferenceAccepted', at + 1, {
        path: of,
        items,
        reason: 'A cache of a year.',
        by: 'admin',
        until: MONDAY + untilMs,
      });
      return story;
    },
    withdrawn() {
      note(agent, 'DifferenceAcceptanceWithdrawn', at + 1, { path, by: 'admin' });
      return story;
    },
    now: (later = 0) => {
      const state = agent.facts.reduce(evolve, initialReplica());
      const judgement = judge(state, state.policy, MONDAY + at + later);
      const [folder] = judgement.folders;
      return {
        state,
        judgement,
        ...folder!,
        why: folder && explainFolder(folderFacts(state)[0]!, folder),
        rules: allConditions(judgement).map(({ rule }) => rule),
      };
    },
    at: () => at,
  };
  return story;
}

describe('a difference that a person accepted', () => {
  it('is in step at once, with no condition left, and the folder says who and why', () => {
    const { status, difference, rules, why } = aFolder().is(1_000, 700, hours(2)).accepted(300).now();
    expect({ status, difference, rules }).toEqual({ status: 'in-step', difference: 0, rules: [] });
    expect(why).toContain('300 items fewer offline, accepted by admin until');
    expect(why).toContain('A cache of a year.');
    expect(why).not.toContain('..');
  });

  it('counts where it goes beyond, and only there', () => {
    const story = aFolder().is(1_000, 700, hours(2)).accepted(280);
    expect(story.now()).toMatchObject({ status: 'mismatched', difference: 20 });
    expect(story.now().why).toContain('lacks 20 of 1,000 items beyond the 280 that admin accepted');
  });

  it('covers the same sign only: less is in step, and never the opposite', () => {
    expect(aFolder().accepted(300).is(1_000, 900, hours(2)).now()).toMatchObject({ status: 'in-step', difference: 0 });
    expect(aFolder().accepted(300).is(900, 1_000, hours(2)).now()).toMatchObject({
      status: 'mismatched',
      difference: -100,
    });
    expect(aFolder().accepted(-300).is(900, 1_000, hours(2)).now()).toMatchObject({ status: 'in-step', difference: 0 });
  });

  it('gives what comes beyond it its own time, also in the Inbox', () => {
    const story = aFolder(INBOX).is(1_000, 994, hours(3)).accepted(6).is(1_001, 994, minutes(10));
    expect(story.now()).toMatchObject({ status: 'in-step', difference: 1 });
    expect(story.now().rules).toEqual([]);
    // Mail that comes and is fetched, on top of what is missing for good.
    for (let mail = 1; mail < 30; mail += 1) story.is(1_001 + mail, 994 + mail);
    expect(story.now().rules).toEqual([]);
  });

  it('is mismatched again once it is taken back, since it was before', () => {
    const before = aFolder().is(1_000, 700, hours(2));
    const { since } = before.now();
    const story = before.accepted(300).is(1_000, 700, hours(1));
    expect(story.now().since).toBeGreaterThan(since);
    story.withdrawn();
    expect(story.now()).toMatchObject({ status: 'mismatched', difference: 300, since });
    expect(story.now().judgement).toMatchObject({ status: 'mismatched', since });
    const course = folderFacts(story.now().state)[0] as never as { differsSince: number };
    expect(course.differsSince).toBe(MONDAY);
  });

  it('that was stale as well is stale while it is accepted, since no sync came through and not since the acceptance', () => {
    const story = aFolder().is(1_000, 700, hours(6), 0);
    const { status, conditions } = story.now();
    const { since } = conditions.find(({ rule }) => rule === 'stale')!;
    expect(status).toBe('mismatched');
    story.accepted(300);
    expect(story.now()).toMatchObject({ status: 'stale', since, judgement: { status: 'stale', since } });
  });

  it('is no younger for having been accepted: the mismatch goes on at its own age, as severe as that makes it', () => {
    const mismatch = ({ judgement }: ReturnType<ReturnType<typeof aFolder>['now']>) =>
      judgement.folders[0]!.conditions.find(({ rule }) => rule === 'mismatch');
    const before = aFolder().is(1_000, 700, hours(2));
    const { since, severity } = mismatch(before.now())!;
    expect(severity).not.toBeNull();
    const taken = before.accepted(300).is(1_000, 700, hours(1));
    expect(mismatch(taken.now())).toBeUndefined();
    expect(mismatch(taken.withdrawn().now())).toMatchObject({ since, severity });
    const expired = aFolder().is(1_000, 700, hours(2)).accepted(300, hours(4)).is(1_000, 700, hours(3));
    expect(mismatch(expired.now())).toMatchObject({ since, severity });
  });

  it('that has become small meanwhile is no mismatch when the acceptance is taken back', () => {
    const story = aFolder().is(1_000, 700, hours(2)).accepted(300).is(1_000, 998, hours(1)).withdrawn();
    expect(story.now()).toMatchObject({ status: 'in-step', difference: 2, rules: [] });
  });

  it('expires at its moment, which is a deadline of the replica', () => {
    const story = aFolder().is(1_000, 700, hours(2)).accepted(300, hours(4)).is(1_000, 700, hours(1));
    const { since } = aFolder().is(1_000, 700, hours(2)).now();
    const { nextDeadline } = story.now().judgement;
    expect(nextDeadline).toBeLessThanOrEqual(MONDAY + hours(4));
    story.is(1_000, 700, hours(1) - minutes(10));
    const left = MONDAY + hours(4) - (MONDAY + story.at());
    expect(story.now(left - 1)).toMatchObject({ status: 'in-step', difference: 0 });
    expect(story.now(left)).toMatchObject({ status: 'mismatched', difference: 300, since });
    expect(story.now(left).why).not.toContain('accepted');
    expect(acceptanceHeld(story.now().state, FOLDER, MONDAY + hours(4))).toBeNull();
  });

  it('is kept for a folder that is not there yet, and through its absence', () => {
    const story = aFolder().accepted(300).is(1_000, 700, hours(2));
    expect(story.now()).toMatchObject({ status: 'in-step', difference: 0 });
    story.gone();
    expect(acceptanceHeld(story.now().state, FOLDER, MONDAY + story.at())).toMatchObject({ items: 300 });
    expect(story.is(1_000, 700, hours(2)).now()).toMatchObject({ status: 'in-step', difference: 0 });
  });

  it('is replaced by a newer word, and goes on through counts that are not known', () => {
    const story = aFolder().is(1_000, 700, hours(2)).accepted(300).accepted(250);
    expect(story.now()).toMatchObject({ status: 'mismatched', difference: 50 });
    story.is(null, 700, hours(1)).accepted(300);
    expect(story.now()).toMatchObject({ status: 'unknown', difference: null });
    expect(story.is(1_000, 700, minutes(10)).now()).toMatchObject({ status: 'in-step', difference: 0 });
  });

  it('comes on top of what the client declares', () => {
    const agent = newAgent();
    report(agent, 0, { folders: [stated({ server: 1_000, offline: 700, expected: 200, because: 'window' })] });
    note(agent, 'DifferenceAccepted', 1, { path: FOLDER, items: 100, reason: 'known', by: 'admin', until: MONDAY * 2 });
    const state = agent.facts.reduce(evolve, initialReplica());
    expect(judge(state, state.policy, MONDAY).folders[0]).toMatchObject({ status: 'in-step', difference: 0 });
  });
});
