import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { Config } from '../config/config.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { AlertClock } from './alert-clock.ts';

const AFTER_TROUBLE_MS = 1_000;

/** Runs the clock of alerts where consumers run: once a second, and at the moment when something falls due. */
@Injectable()
export class AlertClockRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly clock: AlertClock;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(Database) database: Database,
    @Inject(Config) private readonly config: Config,
    @Inject(Log) private readonly log: Log,
  ) {
    this.clock = new AlertClock({ pool: database.pool, store: database.store, clock: Date.now });
  }

  onApplicationBootstrap(): void {
    if (this.config.roles.has('consumers')) this.next(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (!this.timer) return;
    clearTimeout(this.timer);
    await this.running;
    await this.clock.release().catch(() => undefined);
  }

  private next(inMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.clock.round().then(
        (after) => this.next(after),
        (error: unknown) => {
          this.log.warn({ err: error }, 'the clock of alerts could not look; it tries again');
          this.next(AFTER_TROUBLE_MS);
        },
      );
    }, inMs);
  }
}
