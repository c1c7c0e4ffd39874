import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { baseUrlOf, Config } from '../../config/config.ts';
import { Database } from '../../database/database.ts';
import { Log } from '../../logging/log.ts';
import { probes } from '../../self/probes.ts';
import { ChannelSecrets } from '../secrets/channel-secrets.ts';
import { WatchdogCall } from './watchdog-call.ts';

const AFTER_TROUBLE_MS = 5_000;

/** Runs the watchdog call where consumers run, one round at a time. */
@Injectable()
export class WatchdogCallRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly call: WatchdogCall;
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> = Promise.resolve();
  private stopped = false;

  constructor(
    @Inject(Database) { pool, store }: Database,
    @Inject(Config) private readonly config: Config,
    @Inject(ChannelSecrets) secrets: ChannelSecrets,
    @Inject(Log) private readonly log: Log,
  ) {
    const { consumers, overdue } = probes(pool, null);
    const link = `${baseUrlOf(config)}/`;
    this.call = new WatchdogCall({ pool, store, secrets, consumers, overdue, log, clock: Date.now, link });
  }

  onApplicationBootstrap(): void {
    if (this.config.roles.has('consumers')) this.next(0);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (!this.timer) return;
    clearTimeout(this.timer);
    await this.running;
    await this.call.release().catch(() => undefined);
  }

  private next(inMs: number): void {
    if (this.stopped) return;
    this.timer = setTimeout(() => {
      this.running = this.call.round().then(
        (after) => this.next(after),
        (error: unknown) => {
          this.log.warn({ err: error }, 'the watchdog call could not look whether Lockstep works; it tries again');
          this.next(AFTER_TROUBLE_MS);
        },
      );
    }, inMs);
  }
}
