import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY, type FolderJudgement, type ReplicaState, evolve, initialReplica, judge } from '../index.ts';
import { MONDAY, newAgent, report, stated } from '../testing/agent.ts';
import { hours, minutes } from '../testing/durations.ts';

/** Judged after each look of ten minutes: a sync completes each hour, or so often, and leaves so many behind. */
function judgedWhere(leaves: (sync: number) => number, forHours: number, every = hours(1)): FolderJudgement[] {
  const agent = newAgent();
  agent.intervalMs = minutes(10);
  let state: ReplicaState = initialReplica();
  let folded = 0;
  const judged: FolderJudgement[] = [];
  for (let at = 0; at <= hours(forHours); at += minutes(10)) {
    const sync = Math.floor(at / every);
    report(agent, at, { folders: [stated({ server: 1_000, offline: 1_000 - leaves(sync), last: sync * every })] });
    for (; folded < agent.facts.length; folded += 1) state = evolve(state, agent.facts[folded]!);
    judged.push(judge(state, DEFAULT_POLICY, MONDAY + at).folders[0]!);
  }
  return judged;
}

const share = (judged: readonly FolderJudgement[], status: string) =>
  judged.filter((one) => one.status === status).length / judged.length;

describe('a difference that goes up and down, and that no sync removes', () => {
  it.each<[string, (hour: number) => number]>([
    ['between 30 and 59', (hour) => 30 + ((hour * 7) % 30)],
    ['between 400 and 440', (hour) => 400 + ((hour * 17) % 40)],
    ['a little up, a little down', (hour) => 60 + (hour % 2) * 4],
  ])('is not catching up for ever: %s', (_, leaves) => {
    const judged = judgedWhere((hour) => (hour < 2 ? 0 : leaves(hour)), 50);
    expect(judged.at(-1)!.status).toBe('mismatched');
    expect(share(judged.slice(36), 'mismatched')).toBeGreaterThan(0.5);
    expect(judged.at(-1)!.conditions.find(({ rule }) => rule === 'mismatch')).toMatchObject({
      kind: 'although-synchronizing',
    });
  });

  it('is catching up all the time where each sync takes a real share of it away', () => {
    const judged = judgedWhere((look) => (look < 2 ? 0 : Math.max(0, 900 - 30 * look)), 6, minutes(10));
    expect(share(judged.slice(3, 29), 'catching-up')).toBe(1);
  });
});
