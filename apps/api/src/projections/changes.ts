import { catchUp, folderFacts, replicaFacts, serializeReplica, type PolicyEvent } from '@lockstep/domain';
import type { Append, RecordedEvent } from '@lockstep/event-store';
import { conclusionsOf } from './conclusions.ts';
import type { IncidentRows } from './incident-rows.ts';
import { listRow } from './list-row.ts';
import { ValueChanges, valuesOf } from './list-values.ts';
import type { TurnedLife } from './kept-fixes.ts';
import type { FoldChanges, FoldedReplica, Snapshot } from './replica-fold.ts';
import { searchRow, searchMark } from './search-words.ts';
import { StepChanges } from './step-changes.ts';
import { rankOf } from './status-rank.ts';
import type { StatusSpan } from './status-spans.ts';
import type { ChangedRows } from './write-rows.ts';

const MINUTE_MS = 60_000;

export interface Taken {
  readonly rows: ChangedRows;
  readonly conclusions: readonly Append[];
  /** The newest report among them; null when there was none. */
  readonly lastReportedAt: number | null;
}

/** How a replica is counted: by its status and the kind of its silence, as one text, and by its mailbox; null while it is not counted. */
export type Counted = { readonly as: string; readonly mailbox: string } | null;

export function countedAs({ kept, state }: FoldedReplica): Counted {
  const holds = kept.spans.at(-1);
  if (!holds || state.retiredAt !== null) return null;
  return { as: `${rankOf(holds.status)} ${holds.silence ?? ''}`, mailbox: state.mailbox };
}

/** Gathers what facts changed, until somebody writes it: a row that changed ten times is written once. */
export class Changes {
  readonly #replicas = new Map<FoldedReplica, Counted>();
  readonly #spans = new Map<string, { replica: string; span: StatusSpan }>();
  readonly #steps = new StepChanges();
  readonly #snapshots: ({ replica: string } & Snapshot)[] = [];
  readonly #lives = new Map<string, { replica: string } & TurnedLife>();
  readonly #policies: PolicyEvent[] = [];
  readonly #conclusions: Append[] = [];
  /** The newest report of each minute that had one. */
  readonly #reportMinutes = new Map<number, number>();
  #lastReportedAt: number | null = null;

  add(folded: FoldedReplica, before: Counted, fact: RecordedEvent, changes: FoldChanges): void {
    const { replica, state } = folded;
    const { spans, steps, conditions, fixes, lives, snapshot } = changes;
    if (!this.#replicas.has(folded)) this.#replicas.set(folded, before);
    for (const span of spans) this.#spans.set(`${replica} ${span.position} ${span.since}`, { replica, span });
    for (const step of steps) this.#steps.add(step);
    if (snapshot) this.#snapshots.push({ replica, ...snapshot });
    for (const turned of lives)
      this.#lives.set(`${replica} ${turned.life.fix} ${turned.life.number}`, { replica, ...turned });
    if (conditions.length > 0 || fixes.length > 0) this.#conclusions.push(conclusionsOf(fact, conditions, fixes));
    if (fact.type === 'ReplicaReported') {
      const minute = Math.floor(fact.observedAt / MINUTE_MS);
      this.#reportMinutes.set(minute, Math.max(fact.observedAt, this.#reportMinutes.get(minute) ?? 0));
    }
    if (
      state.lastReportedAt !== null &&
      (this.#lastReportedAt === null || state.lastReportedAt > this.#lastReportedAt)
    ) {
      this.#lastReportedAt = state.lastReportedAt;
    }
  }

  addPolicy(event: PolicyEvent): void {
    this.#policies.push(event);
  }

  conclude(append: Append | null): void {
    if (append !== null) this.#conclusions.push(append);
  }

  take(incidents: IncidentRows): Taken {
    const list: ChangedRows['list'][number][] = [];
    const gone: string[] = [];
    const words: ChangedRows['words'][number][] = [];
    const states: ChangedRows['states'][number][] = [];
    const values = new ValueChanges();
    for (const folded of this.#replicas.keys()) {
      const { replica, state, kept, judgement } = folded;
      const countedBefore = kept.values;
      if (state.retiredAt !== null) {
        gone.push(replica);
        // Its words go with it, whether or not they were ever written.
        kept.wordsMark = '';
        kept.values = [];
      } else {
        const facts = replicaFacts(state);
        const folders = folderFacts(state);
        const row = listRow(folded, facts, folders, judgement!);
        list.push(row);
        kept.values = valuesOf(row, catchUp(state, judgement!, kept.judgedAt).replica?.eta?.at ?? null);
        const sought = searchRow(replica, facts, folders, judgement!.status);
        const mark = searchMark(sought);
        if (mark !== kept.wordsMark) words.push(sought);
        kept.wordsMark = mark;
      }
      values.turn(countedBefore, kept.values);
      states.push({ replica, position: kept.position, kept: JSON.stringify(kept), state: serializeReplica(state) });
    }
    return {
      rows: {
        list,
        gone,
        words,
        states,
        snapshots: this.#snapshots,
        spans: [...this.#spans.values()],
        lives: [...this.#lives.values()],
        incidents,
        policies: this.#policies,
        reportMinutes: [...this.#reportMinutes].map(([minute, lastAt]) => ({ minute, lastAt })),
        counts: this.#counts(),
        mailboxes: this.#mailboxes(),
        values: values.take(),
        steps: this.#steps.take(),
      },
      conclusions: this.#conclusions,
      lastReportedAt: this.#lastReportedAt,
    };
  }

  #counts(): ChangedRows['counts'] {
    return [...this.#countedBy(({ as }) => as)].map(([as, change]) => {
      const [status, silence] = as.split(' ');
      return { status: Number(status), silence: silence!, change };
    });
  }

  #mailboxes(): ChangedRows['mailboxes'] {
    const changes = [...this.#countedBy(({ mailbox }) => mailbox)].map(([mailbox, change]) => ({ mailbox, change }));
    return changes.filter(({ change }) => change !== 0);
  }

  /** How many more, or fewer, are counted so. */
  #countedBy(nameOf: (counted: NonNullable<Counted>) => string): ReadonlyMap<string, number> {
    const counts = new Map<string, number>();
    const count = (counted: Counted, change: number) =>
      counted !== null && counts.set(nameOf(counted), (counts.get(nameOf(counted)) ?? 0) + change);
    for (const [folded, before] of this.#replicas) {
      count(before, -1);
      count(countedAs(folded), 1);
    }
    return counts;
  }
}
