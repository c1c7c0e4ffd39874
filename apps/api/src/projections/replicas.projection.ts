import type { Append, RecordedEvent } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { Folding } from './folding.ts';
import { lockProgress, moveProgress } from './progress.ts';
import { READ_SCHEMA } from './read-tables.ts';
import { writeRows } from './write-rows.ts';

export interface ProjectionOptions {
  /** Appends what judgement concluded. */
  readonly conclude: (appends: readonly Append[]) => Promise<unknown>;
  readonly mostFolders?: number;
}

/**
 * The consumer `replicas`: folds facts into rows and judges on the way. In one transaction:
 * 1. locks the progress row: it names the position that the rows are true of, and holds off a rebuild about to switch;
 * 2. loads the replicas that are not in memory;
 * 3. folds and judges fact by fact, in the order of the log;
 * 4. appends what was concluded, under the position of the fact it follows from, so that doing it again is a duplicate;
 * 5. writes each changed row once, and moves the progress.
 */
export class ReplicasProjection {
  readonly #conclude: ProjectionOptions['conclude'];
  readonly #folding: Folding;
  /** Which rows the memory mirrors: of which tables, at which position. */
  #mirrored = '';

  constructor({ conclude, mostFolders = 150_000 }: ProjectionOptions) {
    this.#conclude = conclude;
    this.#folding = new Folding({ schema: READ_SCHEMA, mostFolders });
  }

  async handle(batch: readonly RecordedEvent[], tx: ClientBase): Promise<void> {
    const progress = await lockProgress(tx, READ_SCHEMA);
    // A commit that failed, another process that folded, a rebuild that switched: the rows are not what the memory thinks.
    if (this.#mirrored !== `${progress.generation} ${progress.position}`) this.#folding.clear();
    this.#mirrored = '';

    await this.#folding.load(batch, tx);
    for (const fact of batch) this.#folding.fold(fact);
    const { rows, conclusions, lastReportedAt } = this.#folding.take();
    const position = Math.max(progress.position, batch.at(-1)?.position ?? 0);

    // Both go on at once; the rows are committed only when the conclusions are stored.
    const write = async () => {
      await writeRows(tx, rows, READ_SCHEMA);
      await moveProgress(tx, READ_SCHEMA, position, lastReportedAt);
    };
    await bothOrThrow(conclusions.length > 0 ? this.#conclude(conclusions) : undefined, write());

    this.#folding.touch(batch);
    this.#folding.shrink();
    this.#mirrored = `${progress.generation} ${position}`;
  }
}

/** Waits for both even if one fails: a transaction must not be rolled back under a statement that still runs. */
async function bothOrThrow(...work: (Promise<unknown> | undefined)[]): Promise<void> {
  for (const done of await Promise.allSettled(work)) if (done.status === 'rejected') throw done.reason;
}
