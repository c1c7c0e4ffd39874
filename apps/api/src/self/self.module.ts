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
import { probes } from './probes.ts';
import { SelfLook } from './self-look.ts';
import { SystemController } from './system.controller.ts';

const EVERY_MS = 30_000;

/** Looks at Lockstep itself where consumers run, one look at a time. */
@Injectable()
export class SelfLookRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly look: SelfLook;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(Database) { pool, store }: Database,
    @Inject(Config) private readonly config: Config,
    @Inject(Log) private readonly log: Log,
  ) {
    const dataFolder = config.databaseUrl === null ? config.dataFolder : null;
    this.look = new SelfLook({ store, probes: probes(pool, dataFolder), clock: Date.now });
  }

  onApplicationBootstrap(): void {
    if (this.config.roles.has('consumers')) this.next();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (!this.timer) return;
    clearTimeout(this.timer);
    await this.running;
    await this.look.release().catch(() => undefined);
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
      for (const { type, data } of await this.look.round()) {
        if (type === 'IllFound') this.log.warn({ ...data }, 'Lockstep itself is ill');
        else this.log.info({ ...data }, 'an ill of Lockstep itself is over');
      }
    } catch (error) {
      this.log.warn({ err: error }, 'could not look at Lockstep itself; trying again');
    }
  }
}

@Module({ controllers: [SystemController], providers: [SelfLookRunner] })
export class SelfModule {}
