import {
  evolvePolicies,
  initialReplica,
  parseReplica,
  policyFor,
  policyVersion,
  type PolicyBook,
  type PolicyEvent,
  type ReplicaEvent,
} from '@lockstep/domain';
import type { RecordedEvent } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { Changes, countedAs, type Taken } from './changes.ts';
import { readPolicyBook } from './read-policies.ts';
import { IncidentFolding } from './incident-folding.ts';
import { isOfReplica, POLICIES } from './streams.ts';
import { foldFact, newReplica, type FoldedReplica, type Kept } from './replica-fold.ts';

export interface FoldingOptions {
  /** Of the tables to load from. */
  readonly schema: string;
  /** Replicas stay in memory up to this many folders, at roughly a kilobyte each. */
  readonly mostFolders: number;
}

/**
 * Replicas in memory, facts folded into them, and what has changed since the rows were last taken. The consumer takes them after each
 * batch; a rebuild folds many pages first and writes each row once.
 */
export class Folding {
  readonly #options: FoldingOptions;
  /** The one that was asked for last stands last. */
  readonly #replicas = new Map<string, FoldedReplica>();
  #folders = 0;
  /** As of the last fact that was folded; null: not read yet. */
  #book: PolicyBook | null = null;
  readonly #incidents: IncidentFolding;
  #changes = new Changes();

  constructor(options: FoldingOptions) {
    this.#options = options;
    this.#incidents = new IncidentFolding(options.schema);
  }

  /** Brings the policies and the replicas of these facts into memory, from their rows or as new ones. */
  async load(facts: readonly RecordedEvent[], client: ClientBase): Promise<void> {
    const book = (this.#book ??= await readPolicyBook(client, this.#options.schema));
    await this.#incidents.load(client);
    const missing = [...new Set(facts.filter(isOfReplica).map((fact) => fact.stream))].filter(
      (replica) => !this.#replicas.has(replica),
    );
    if (missing.length === 0) return;
    const { rows } = await client.query<[string, string, string]>({
      name: `${this.#options.schema}-load`,
      text: `SELECT replica, kept, state FROM ${this.#options.schema}.replica_state WHERE partition = 0 AND replica = ANY ($1::uuid[])`,
      values: [missing],
      rowMode: 'array',
    });
    for (const [replica, kept, state] of rows) {
      this.#put({
        replica,
        state: parseReplica(state, (id, version) => policyVersion(book, id, version)),
        sought: null,
        kept: JSON.parse(kept) as Kept,
        judgement: null,
      });
    }
    for (const replica of missing) {
      if (!this.#replicas.has(replica)) this.#put(newReplica(replica, initialReplica(policyFor(book, NOBODY))));
    }
  }

  /** Folds one fact; its replica, if it is one's, is loaded. */
  fold(event: RecordedEvent): void {
    if (event.stream === POLICIES) this.#foldPolicy(event as unknown as PolicyEvent);
    if (!isOfReplica(event)) return;
    const folded = this.#replicas.get(event.stream)!;
    const before = countedAs(folded);
    const foldersBefore = folded.state.folders.size;

    const changes = foldFact(folded, event as unknown as ReplicaEvent, this.#book!);
    if (changes === null) return;

    this.#folders += folded.state.folders.size - foldersBefore;
    this.#changes.add(folded, before, event, changes);
    this.#changes.conclude(this.#incidents.fold(folded, event, changes.conditions.length > 0, this.#book!));
  }

  /** How much is in memory, in the measure of `mostFolders`. */
  get weight(): number {
    return this.#folders;
  }

  /** What has changed since the last time: each row as it now is, and what was concluded on the way. */
  take(): Taken {
    const taken = this.#changes.take(this.#incidents.take());
    this.#changes = new Changes();
    return taken;
  }

  /** Lets go of those not asked for longest. Not while their changes have not been taken. */
  shrink(): void {
    for (const [replica, folded] of this.#replicas) {
      if (this.#folders <= this.#options.mostFolders) return;
      this.#replicas.delete(replica);
      this.#folders -= weightOf(folded);
    }
  }

  /** Forgets everything: the rows are not what this memory thinks. */
  clear(): void {
    this.#replicas.clear();
    this.#folders = 0;
    this.#book = null;
    this.#incidents.clear();
    this.#changes = new Changes();
  }

  /** Moves the replicas of these facts behind all others, so that they are the last to go. */
  touch(facts: readonly RecordedEvent[]): void {
    for (const { stream } of facts) {
      const folded = this.#replicas.get(stream);
      if (!folded) continue;
      this.#replicas.delete(stream);
      this.#replicas.set(stream, folded);
    }
  }

  /** From this position on; each replica turns to it with its next fact, for which the watchdog sees. */
  #foldPolicy(event: PolicyEvent): void {
    if (event.position <= this.#book!.position) return;
    this.#book = evolvePolicies(this.#book!, event);
    this.#changes.addPolicy(event);
  }

  #put(folded: FoldedReplica): void {
    this.#replicas.set(folded.replica, folded);
    this.#folders += weightOf(folded);
  }
}

/** Of whom nothing is known yet. */
const NOBODY = { mailbox: '', labels: {}, client: {} };

function weightOf(folded: FoldedReplica): number {
  return 1 + folded.state.folders.size;
}
