import {
  Inject,
  Injectable,
  Module,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Config } from '../config/config.ts';
import { Database } from '../database/database.ts';
import { Log } from '../logging/log.ts';
import { Watchdog } from './watchdog.ts';

const EVERY_MS = 3_000;

/** Runs the watchdog where consumers run. One round at a time; a round that fails is tried again by the next. */
@Injectable()
export class WatchdogRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly watchdog: Watchdog;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(Database) database: Database,
    @Inject(Config) private readonly config: Config,
    @Inject(Log) private readonly log: Log,
  ) {
    this.watchdog = new Watchdog({ pool: database.pool, store: database.store, clock: Date.now });
  }

  onApplicationBootstrap(): void {
    if (this.config.roles.has('consumers')) this.next();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (!this.timer) return;
    clearTimeout(this.timer);
    await this.running;
    await this.watchdog.release().catch(() => undefined);
  }

  private next(): void {
    this.timer = setTimeout(() => {
      this.running = this.round().finally(() => {
        if (!this.stopped) this.next();
      });
    }, EVERY_MS);
  }

  private async round(): Promise<void> {
    try {
      const said = await this.watchdog.round();
      if (said > 0) this.log.debug({ said }, 'deadlines passed with no news');
    } catch (error) {
      this.log.warn({ err: error }, 'the watchdog could not look; it tries again');
    }
  }
}

@Module({ providers: [WatchdogRunner] })
export class WatchdogModule {}
