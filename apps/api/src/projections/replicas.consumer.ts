import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { startConsumer, type Consumer, type Trouble } from '@lockstep/event-store';
import { Config } from '../config/config.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { Metrics } from '../metrics/metrics.ts';
import { projectionMetrics } from './projection-metrics.ts';
import { readProgress } from './progress.ts';
import { READ_SCHEMA, READ_SHAPE } from './read-tables.ts';
import { rebuildReadModels } from './rebuild-read-models.ts';
import { REPLICAS_CONSUMER } from './replicas-consumer-id.ts';
import { ReplicasProjection } from './replicas.projection.ts';

/** Behind by many events, a batch folds many facts of one replica and writes its rows once; so larger is cheaper, up to a point. */
const BATCH_SIZE = 2_000;

/** Runs the projection where consumers run, and tells this process when the rows have moved. */
@Injectable()
export class ReplicasConsumer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private consumer: Consumer | null = null;
  private beginning: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private readonly listeners = new Set<() => void>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Log) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const { pool } = this.database;
    const measured = projectionMetrics(this.metrics.registry, this.metrics.consumerLagSeconds, pool);
    if (this.config.roles.has('consumers')) this.beginning = this.begin(measured);
  }

  private async begin(measured: ReturnType<typeof projectionMetrics>): Promise<void> {
    const { store } = this.database;
    if (!(await this.haveRowsOfThisShape()) || this.stopping.signal.aborted) return;

    const projection = new ReplicasProjection({ conclude: (appends) => store.appendAll(appends) });
    this.consumer = startConsumer({
      store,
      name: REPLICAS_CONSUMER.consumer,
      batchSize: BATCH_SIZE,
      handle: async (batch, tx) => {
        await measured(batch.length, () => projection.handle(batch, tx));
      },
      onAdvanced: () => {
        for (const listener of this.listeners) listener();
      },
      onTrouble: (trouble) => this.say(trouble),
    });
  }

  /** After each commit. Returns how to stop. */
  onAdvanced(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.beginning;
    await this.consumer?.stop();
  }

  /** Rows that another version of the code made are made anew, beside; meanwhile people read the old ones. */
  private async haveRowsOfThisShape(): Promise<boolean> {
    const { pool, store } = this.database;
    for (;;) {
      try {
        if ((await readProgress(pool, READ_SCHEMA))?.shape === READ_SHAPE) return true;
        this.log.info({}, 'the read models are of another version; rebuilding them beside');
        return await rebuildReadModels({ pool, store, signal: this.stopping.signal });
      } catch (error) {
        this.log.error({ err: error }, 'the read models could not be rebuilt; trying again');
        await pause(5_000, undefined, { signal: this.stopping.signal }).catch(() => undefined);
        if (this.stopping.signal.aborted) return false;
      }
    }
  }

  private say(trouble: Trouble): void {
    if (trouble.kind === 'retrying') {
      this.log.warn({ err: trouble.error, inMs: trouble.inMs }, 'the projection failed; it tries again');
    } else {
      const { position, stream, type } = trouble.event;
      this.log.error(
        { err: trouble.error, position, stream, type },
        'an event could not be projected and is put aside',
      );
    }
  }
}
