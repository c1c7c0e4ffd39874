import type { Attempt, ClientFacts, FolderPath, Profile } from '@lockstep/contracts';
import { type Agent, MONDAY, newAgent, note, report, stated } from './agent.ts';
import { minutes } from './durations.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { diagnose } from '../diagnosis/diagnose.ts';
import { evolve } from '../replica/evolve.ts';
import { gatherEvidence } from '../diagnosis/gather-evidence.ts';
import { initialReplica } from '../replica/replica.state.ts';
import { judge } from '../replica/judge.ts';
import { wireForm } from '../replica/calendar.ts';

interface Counts {
  server: number | null;
  offline: number | null;
  last: number | null;
}

/**
 * The life of an Outlook with an offline store, told report by report and folded for real. Times count from Monday 08:00 UTC.
 * It synchronizes only when the story says so.
 */
export class Outlook {
  readonly agent: Agent = { ...newAgent(), intervalMs: minutes(15) };
  at = 0;
  troubles: string[] = [];
  readonly folders = new Map<string, Counts>([
    ['INBOX', { server: 800, offline: 800, last: 0 }],
    ['Sent Items', { server: 300, offline: 300, last: 0 }],
    ['Projects', { server: 500, offline: 500, last: 0 }],
    ['Archive', { server: 2_000, offline: 2_000, last: 0 }],
  ]);
  private client: ClientFacts = {
    name: 'Outlook',
    version: '9.0.2711',
    store: 'ost',
    storePath: 'C:\\mail\\zoe.ost',
    storeId: 'store-1',
    server: 'ex1.example.org',
  };
  private profile: Profile = {};

  constructor() {
    this.tell({ client: this.client });
  }

  folder(name: string): Counts {
    return this.folders.get(name)!;
  }

  profiled(profile: Profile): this {
    this.profile = { ...this.profile, ...profile };
    return this.tell({ profile: this.profile });
  }

  clientIs(client: ClientFacts): this {
    this.client = { ...this.client, ...client };
    return this.tell({ client: this.client });
  }

  /** Reports every quarter of an hour for so long; `each` happens before each of them. */
  on(ms: number, each: (outlook: this) => void = () => {}): this {
    const until = this.at + ms;
    while (this.at + this.agent.intervalMs <= until) {
      this.at += this.agent.intervalMs;
      each(this);
      this.tell();
    }
    this.at = until;
    return this;
  }

  report(): this {
    return this.tell();
  }

  away(ms: number): this {
    this.at += ms;
    return this;
  }

  mail(count = 1, folder = 'INBOX'): this {
    const counts = this.folder(folder);
    counts.server = (counts.server ?? 0) + count;
    return this;
  }

  /** The folders named, or all of them, are equal and dated. */
  synchronize(...names: string[]): this {
    for (const [name, counts] of this.folders) {
      if (names.length > 0 && !names.includes(name)) continue;
      counts.offline = counts.server;
      counts.last = this.at;
    }
    return this;
  }

  attempt(outcome: Attempt['outcome'], more: Partial<Attempt> = {}): this {
    return this.tell({
      attempt: {
        startedAt: wireForm(MONDAY + this.at),
        endedAt: wireForm(MONDAY + this.at + minutes(1)),
        trigger: 'manual',
        outcome,
        ...more,
      },
    });
  }

  tried(fix: string): this {
    note(this.agent, 'FixTried', this.at, { fix, by: 'helpdesk' });
    return this;
  }

  private tell(more: { client?: ClientFacts; profile?: Profile; attempt?: Attempt } = {}): this {
    report(this.agent, this.at, {
      kind: 'full',
      folders: [...this.folders].map(([name, counts]) => stated({ path: [name] as FolderPath, ...counts })),
      troubles: this.troubles.map((code) => [code] as const),
    });
    const { client, profile, attempt } = more;
    if (client || profile)
      note(this.agent, 'ClientFactsReported', this.at, { ...(client && { client }), ...(profile && { profile }) });
    if (attempt) note(this.agent, 'SyncAttempted', this.at, attempt);
    return this;
  }

  evidence() {
    const state = this.agent.facts.reduce(evolve, initialReplica());
    const now = MONDAY + this.at;
    return gatherEvidence(state, judge(state, DEFAULT_POLICY, now), now);
  }

  diagnoses() {
    return diagnose(this.evidence());
  }

  /** Every row that ever fitted, asked after each fact of the life. */
  rowsEver(): string[] {
    const ever = new Set<string>();
    const state = initialReplica();
    for (const fact of this.agent.facts) {
      evolve(state, fact);
      const now = fact.observedAt;
      const evidence = gatherEvidence(state, judge(state, DEFAULT_POLICY, now), now);
      for (const { rule } of diagnose(evidence).items) if (/^K\d+$/.test(rule.id)) ever.add(rule.id);
    }
    return [...ever];
  }

  /** The id of the diagnosis that leads, of either family. */
  first(): string | undefined {
    return this.diagnoses().items[0]?.rule.id;
  }

  /** The ids of the article's rows that fit, best first. */
  rows(): string[] {
    return this.diagnoses()
      .items.map(({ rule }) => rule.id)
      .filter((id) => /^K\d+$/.test(id));
  }
}
