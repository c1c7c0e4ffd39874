import type { Attempt, ClientFacts, ExpectedBecause, FolderPath } from '@lockstep/contracts';
import type { LoggedTrouble, ReplicaEvent } from '../replica/replica.events.ts';
import { type Agent, MONDAY, newAgent, note, report, stated } from './agent.ts';
import { minutes } from './durations.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { evolve } from '../replica/evolve.ts';
import { gatherEvidence } from '../diagnosis/gather-evidence.ts';
import { initialReplica } from '../replica/replica.state.ts';
import { judge } from '../replica/judge.ts';
import { wireForm } from '../replica/calendar.ts';

export interface LivingFolder {
  server: number | null;
  offline: number | null;
  last: number | null;
  /** What syncs leave out on this side, for whatever reason. */
  lacks: number;
  expected?: number;
  because?: ExpectedBecause;
  troubles: string[];
}

const MBSYNC: ClientFacts = {
  name: 'mbsync',
  version: '1.4.4',
  store: 'maildir',
  storePath: '/home/zoe/Mail',
  storeId: 'maildir-1',
  server: 'imap.example.org',
};

/** The life of a mailbox with an offline copy, told every five minutes and folded for real. Times count from Monday 08:00 UTC. */
export class MailboxLife {
  readonly agent: Agent = newAgent();
  at = 0;
  troubles: string[] = [];
  readonly folders = new Map<string, LivingFolder>();

  constructor(folders: Readonly<Record<string, Partial<LivingFolder>>> = {}, client: ClientFacts = {}) {
    const all = { INBOX: { server: 800 }, Sent: { server: 300 }, Projects: { server: 500 }, ...folders };
    for (const [name, { server = 1_000, offline, last = 0, lacks = 0, ...more }] of Object.entries<
      Partial<LivingFolder>
    >(all)) {
      const held = offline === undefined ? (server ?? 0) - lacks : offline;
      this.folders.set(name, { server, offline: held, last, lacks, troubles: [], ...more });
    }
    this.tell({ client: { ...MBSYNC, ...client } });
  }

  folder(name: string): LivingFolder {
    return this.folders.get(name)!;
  }

  /** Reports for so long; `each` happens before each report. */
  on(ms: number, each: (life: this, round: number) => void = () => {}): this {
    const until = this.at + ms;
    for (let round = 0; this.at + this.agent.intervalMs <= until; round += 1) {
      this.at += this.agent.intervalMs;
      each(this, round);
      this.tell();
    }
    this.at = until;
    return this;
  }

  away(ms: number): this {
    this.at += ms;
    return this;
  }

  then(happens: (life: this) => void): this {
    happens(this);
    return this;
  }

  mail(count = 1, name = 'INBOX'): this {
    const folder = this.folder(name);
    folder.server = (folder.server ?? 0) + count;
    return this;
  }

  /** The folders named, or all of them, are fetched but for what they lack, and dated. */
  synchronize(...names: string[]): this {
    for (const [name, folder] of this.folders) {
      if (names.length > 0 && !names.includes(name)) continue;
      if (folder.server !== null && folder.because !== 'local-only') folder.offline = folder.server - folder.lacks;
      folder.last = this.at;
    }
    return this;
  }

  attempt(outcome: Attempt['outcome'], more: Partial<Attempt> = {}): this {
    const ended = wireForm(MONDAY + this.at);
    return this.tell({
      attempt: {
        startedAt: wireForm(MONDAY + this.at - minutes(1)),
        endedAt: ended,
        trigger: 'schedule',
        outcome,
        ...more,
      },
    });
  }

  clientIs(client: ClientFacts): this {
    return this.tell({ client });
  }

  evidence() {
    return evidenceOf(this.agent.facts, MONDAY + this.at);
  }

  /** The ids of all causes that fit, best first. */
  causes(): string[] {
    return diagnose(this.evidence()).items.map(({ rule }) => rule.id);
  }

  /** Every cause that ever fitted, asked after each fact of the life. */
  causesEver(): string[] {
    const ever = new Set<string>();
    const state = initialReplica();
    for (const fact of this.agent.facts) {
      evolve(state, fact);
      const judgement = judge(state, DEFAULT_POLICY, fact.observedAt);
      const { items } = diagnose(gatherEvidence(state, judgement, fact.observedAt));
      for (const { rule } of items) ever.add(rule.id);
    }
    return [...ever];
  }

  private tell(more: { client?: ClientFacts; attempt?: Attempt } = {}): this {
    report(this.agent, this.at, {
      kind: 'full',
      folders: [...this.folders].map(([name, { lacks: _, ...folder }]) =>
        stated({ path: name.split('/') as FolderPath, ...folder }),
      ),
      troubles: this.troubles.map((code): LoggedTrouble => [code]),
    });
    if (more.client) note(this.agent, 'ClientFactsReported', this.at, { client: more.client });
    if (more.attempt) note(this.agent, 'SyncAttempted', this.at, more.attempt);
    return this;
  }
}

function evidenceOf(facts: readonly ReplicaEvent[], now: number) {
  const state = facts.reduce(evolve, initialReplica());
  return gatherEvidence(state, judge(state, DEFAULT_POLICY, now), now);
}
