import type { EventStore, RecordedEvent } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { conclude, groupId, type Conclusion } from './alert-conclusions.ts';
import { AlertFolding, UNDECIDED, type Decided } from './alert-folding.ts';
import { lockAlertsProgress, moveAlertsProgress } from './alerts-progress.ts';
import { ALERT_TYPES } from './alert-types.ts';
import { inAppends, withWholeLast } from './whole-appends.ts';
import { writeAlertRows } from './write-alert-rows.ts';

export interface AlertsProjectionOptions {
  readonly store: Pick<EventStore, 'appendAll' | 'readStream' | 'readLog'>;
  readonly baseUrl: string;
}

/**
 * The consumer `alerts`: folds news of replicas and incidents, people's words and time into alerts, and decides on the way what becomes of
 * them and what is said to whom. In one transaction:
 * 1. locks the progress row: it names the position that the rows are true of, and holds off a rebuild about to switch;
 * 2. loads what is not in memory;
 * 3. folds and decides append by append, in the order of the log;
 * 4. appends what was decided, under the position of what it follows from, so that doing it again is a duplicate;
 * 5. writes the changed rows, the messages for the outbox among them, and moves the progress.
 * Where the log has another conclusion from the same cause, that one holds, and the batch is folded anew with it.
 */
export class AlertsProjection {
  readonly #options: AlertsProjectionOptions;
  readonly #folding: AlertFolding;
  /** Which rows the memory mirrors: of which tables, at which position. */
  #mirrored = '';

  constructor(options: AlertsProjectionOptions) {
    this.#options = options;
    this.#folding = new AlertFolding({ schema: ALERTS_SCHEMA, baseUrl: options.baseUrl });
  }

  async handle(batch: readonly RecordedEvent[], tx: ClientBase): Promise<void> {
    const { store } = this.#options;
    const progress = await lockAlertsProgress(tx, ALERTS_SCHEMA);
    // A commit that failed, another process that folded, a rebuild that switched: the rows are not what the memory thinks.
    if (this.#mirrored !== `${progress.generation} ${progress.position}`) this.#folding.clear();
    this.#mirrored = '';

    const events = (await withWholeLast(store, batch, ALERT_TYPES)).filter(
      ({ position }) => position > progress.position,
    );
    const changes = await this.#foldAndConclude(events, tx);
    await writeAlertRows(tx, this.#folding, changes, ALERTS_SCHEMA);
    const position = Math.max(progress.position, events.at(-1)?.position ?? 0);
    await moveAlertsProgress(tx, ALERTS_SCHEMA, position, this.#folding.dueAt);

    this.#folding.shrink();
    this.#mirrored = `${progress.generation} ${position}`;
  }

  async #foldAndConclude(events: readonly RecordedEvent[], tx: ClientBase) {
    const logged = new Map<string, readonly Conclusion[]>();
    for (;;) {
      await this.#folding.load(events, tx);
      const decided = insteadOf(logged);
      for (const append of inAppends(events)) this.#folding.fold(append, decided);
      const changes = this.#folding.take();
      const otherwise = await conclude(this.#options.store, changes.conclusions);
      if (otherwise.size === 0) return changes;
      for (const [id, conclusions] of otherwise) logged.set(id, conclusions);
      this.#folding.clear();
    }
  }
}

/** What the log has otherwise takes the place of what was decided, once. */
function insteadOf(logged: ReadonlyMap<string, readonly Conclusion[]>): Decided {
  if (logged.size === 0) return UNDECIDED;
  const replaced = new Set<string>();
  return {
    given: () => null,
    instead: (decided) =>
      decided.flatMap((one) => {
        const id = groupId(one);
        const found = logged.get(id);
        if (!found) return [one];
        if (replaced.has(id)) return [];
        replaced.add(id);
        return found;
      }),
  };
}
