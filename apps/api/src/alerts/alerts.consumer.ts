import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { startConsumer, type Consumer, type Trouble } from '@lockstep/event-store';
import { baseUrlOf, Config } from '../config/config.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { ALERTS_SHAPE } from './alert-tables.ts';
import { ALERT_TYPES } from './alert-types.ts';
import { ALERTS_CONSUMER } from './alerts-consumer-id.ts';
import { readAlertsProgress } from './alerts-progress.ts';
import { AlertsProjection } from './alerts.projection.ts';
import { rebuildAlerts } from './rebuild-alerts.ts';

/** Many commits a second wake it no more often than this. */
const REST_MS = 50;

/** Runs the consumer `alerts` where consumers run, and tells this process when its rows have moved. */
@Injectable()
export class AlertsConsumer implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private consumer: Consumer | null = null;
  private beginning: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private readonly listeners = new Set<() => void>();

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
    @Inject(Log) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.roles.has('consumers')) this.beginning = this.begin();
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

  private async begin(): Promise<void> {
    const { store } = this.database;
    if (!(await this.haveRowsOfThisShape()) || this.stopping.signal.aborted) return;
    const projection = new AlertsProjection({ store, baseUrl: baseUrlOf(this.config) });
    this.consumer = startConsumer({
      store,
      name: ALERTS_CONSUMER.consumer,
      types: ALERT_TYPES,
      restMs: REST_MS,
      handle: (batch, tx) => projection.handle(batch, tx),
      onAdvanced: () => {
        for (const listener of this.listeners) listener();
      },
      onTrouble: (trouble) => this.say(trouble),
    });
  }

  /** Rows that another version of the code made, or that were lost, are made anew, beside; meanwhile people read the old ones. */
  private async haveRowsOfThisShape(): Promise<boolean> {
    const { pool, store } = this.database;
    for (;;) {
      try {
        if ((await readAlertsProgress(pool, ALERTS_SCHEMA))?.shape === ALERTS_SHAPE) return true;
        this.log.info({}, 'the rows of alerts are of another version; making them anew beside');
        return await rebuildAlerts({ pool, store, baseUrl: baseUrlOf(this.config), signal: this.stopping.signal });
      } catch (error) {
        this.log.error({ err: error }, 'the rows of alerts could not be made anew; trying again');
        await pause(5_000, undefined, { signal: this.stopping.signal }).catch(() => undefined);
        if (this.stopping.signal.aborted) return false;
      }
    }
  }

  private say(trouble: Trouble): void {
    if (trouble.kind === 'retrying') {
      this.log.warn({ err: trouble.error, inMs: trouble.inMs }, 'alerts could not be folded; it tries again');
    } else {
      const { position, stream, type } = trouble.event;
      this.log.error(
        { err: trouble.error, position, stream, type },
        'an event could not be taken by alerts and is put aside',
      );
    }
  }
}
