import { expect } from '@jest/globals';
import type { FolderPath, Status } from '@lockstep/contracts';
import type { Condition } from '../condition/condition.ts';
import type { ReplicaJudgement, FolderJudgement } from '../replica/judgement.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { evolve } from '../replica/evolve.ts';
import { allConditions, judge } from '../replica/judge.ts';
import { initialReplica } from '../replica/replica.state.ts';
import { type Agent, FOLDER, INBOX, MONDAY, type Statement, newAgent, report, stated } from './agent.ts';
import { minutes } from './durations.ts';

/** One step of a story: what happens next, from `at` on; it answers when the next step begins. */
export type Step = (agent: Agent, story: Story) => void;

interface Story {
  at: number;
  folder: Statement;
  troubles: readonly string[];
}

/**
 * A story of one folder, told by an agent that reports every five minutes:
 * `given(counted(1000, 800), synchronized()).at(minutes(40)).expectStatus('mismatched', 'although-synchronizing')`.
 */
export function given(...steps: Step[]) {
  const agent = newAgent();
  const story: Story = { at: 0, folder: { server: null, offline: null }, troubles: [] };
  for (const step of steps) step(agent, story);
  return {
    /** The agent goes on reporting until then, that nothing changed. */
    at: (at: number) => {
      waiting(agent, story, at);
      return outcome(agent, story, at);
    },
    /** Nothing more is heard. */
    silentUntil: (at: number) => outcome(agent, story, at),
    now: () => outcome(agent, story, story.at),
  };
}

/** The folder now holds so many; the first time with a date of just before. */
export function counted(server: number | null, offline: number | null, more: Partial<Statement> = {}): Step {
  return (agent, story) => {
    const last = story.folder.last === undefined ? story.at - minutes(1) : story.folder.last;
    story.folder = { ...story.folder, last, ...more, server, offline };
    tell(agent, story);
  };
}

export const inbox =
  (server: number | null, offline: number | null, more: Partial<Statement> = {}): Step =>
  (agent, story) =>
    counted(server, offline, { path: INBOX, ...more })(agent, story);

/** Five minutes later a sync has just completed, and the counts are what they were. */
export const synchronized = (): Step => (agent, story) => {
  story.at += minutes(5);
  story.folder = { ...story.folder, last: story.at - minutes(1) };
  tell(agent, story);
};

/** The agent goes on reporting that nothing changed. */
export const meanwhile =
  (ms: number): Step =>
  (agent, story) =>
    waiting(agent, story, story.at + ms);

/** Nothing is heard for so long. */
export const away =
  (ms: number): Step =>
  (_agent, story) => {
    story.at += ms;
  };

export const troubled =
  (...troubles: string[]): Step =>
  (agent, story) => {
    story.troubles = troubles;
    tell(agent, story);
  };

function tell(agent: Agent, story: Story): void {
  report(agent, story.at, { folders: [stated(story.folder)], troubles: story.troubles.map((code) => [code] as const) });
}

function waiting(agent: Agent, story: Story, until: number): void {
  const troubles = story.troubles.map((code) => [code] as const);
  while (story.at + agent.intervalMs <= until) {
    story.at += agent.intervalMs;
    report(agent, story.at, { troubles });
  }
  story.at = until;
}

function outcome(agent: Agent, story: Story, at: number) {
  const state = agent.facts.reduce(evolve, initialReplica());
  const judgement = judge(state, DEFAULT_POLICY, MONDAY + at);
  const path: FolderPath = story.folder.path ?? FOLDER;
  const folder = judgement.folders.find((one) => one.path.join() === path.join());
  return new Outcome(judgement, folder);
}

class Outcome {
  constructor(
    readonly judgement: ReplicaJudgement,
    readonly folder: FolderJudgement | undefined,
  ) {}

  expectStatus(status: Status, kind?: string): this {
    expect(this.folder?.status).toBe(status);
    if (kind !== undefined) expect(this.condition('mismatch')?.kind).toBe(kind);
    return this;
  }

  expectReplica(status: Status): this {
    expect(this.judgement.status).toBe(status);
    return this;
  }

  /** `at` as in the story: 0 is its beginning. */
  expectSince(at: number): this {
    expect(this.folder!.since - MONDAY).toBe(at);
    return this;
  }

  expectDifference(difference: number | null): this {
    expect(this.folder?.difference).toBe(difference);
    return this;
  }

  /** Null: it is there, and nobody is told of it. */
  expectSeverity(rule: Condition['rule'], severity: Condition['severity']): this {
    expect(this.condition(rule)).toMatchObject({ severity });
    return this;
  }

  expectNo(rule: Condition['rule']): this {
    expect(this.condition(rule)).toBeUndefined();
    return this;
  }

  expectNextDeadline(at: number | null): this {
    const { nextDeadline } = this.judgement;
    expect(nextDeadline === null ? null : nextDeadline - MONDAY).toBe(at);
    return this;
  }

  private condition(rule: Condition['rule']): Condition | undefined {
    return allConditions(this.judgement).find((condition) => condition.rule === rule);
  }
}
