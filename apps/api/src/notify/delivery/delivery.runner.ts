import { Inject, Injectable, type BeforeApplicationShutdown, type OnApplicationBootstrap } from '@nestjs/common';
import { AlertsConsumer } from '../../alerts/alerts.consumer.ts';
import { baseUrlOf, Config } from '../../config/config.ts';
import { Database } from '../../database/database.ts';
import { Log } from '../../logging/log.ts';
import { Metrics } from '../../metrics/metrics.ts';
import { resendEveryMs } from '../channels.ts';
import { Senders } from '../senders.ts';
import { readNotifyBook } from '../routing/notify-log.ts';
import { ChannelSecrets } from '../secrets/channel-secrets.ts';
import { startDelivery, type Delivery } from './delivery.ts';
import { deliveryMetrics } from './delivery-metrics.ts';
import { Resender } from './resend.ts';

const RESENDING_FAILED = 'what still fires could not be said again to an Alertmanager; it tries again in a minute';

/** Runs the delivery where consumers run, and says again what must be said again and again. */
@Injectable()
export class DeliveryRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private delivery: Delivery | null = null;
  private resender: Resender | null = null;
  private timer: NodeJS.Timeout | null = null;
  private resending: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private stopFollowing: () => void = () => undefined;

  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Config) private readonly config: Config,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(Senders) private readonly senders: Senders,
    @Inject(AlertsConsumer) private readonly alerts: AlertsConsumer,
    @Inject(ChannelSecrets) private readonly secrets: ChannelSecrets,
    @Inject(Log) private readonly log: Log,
  ) {}

  onApplicationBootstrap(): void {
    const { pool, store } = this.database;
    const count = deliveryMetrics(this.metrics.registry, pool);
    if (!this.config.roles.has('consumers')) return;
    this.delivery = startDelivery({
      pool,
      store,
      channelOf: (kind) => this.senders.of(kind),
      secretsOf: (channel) => this.secrets.of(channel),
      onOutcome: (event, channel) => {
        count(event, channel);
        if (event.type === 'NotificationFailed') this.sayFailed(event.data, channel?.name);
      },
      onTrouble: (error) => this.log.warn({ err: error }, 'messages could not be delivered; it tries again'),
    });
    this.stopFollowing = this.alerts.onAdvanced(() => this.wake());
    this.resender = new Resender(
      {
        pool,
        store,
        channelOf: (kind) => this.senders.of(kind),
        secretsOf: (channel) => this.secrets.of(channel),
        baseUrl: baseUrlOf(this.config),
        clock: Date.now,
        onTrouble: (err, channel) => this.log.warn({ err, channel: channel?.name }, RESENDING_FAILED),
      },
      resendEveryMs,
    );
    this.timer = setInterval(() => void this.resend(), resendEveryMs);
    void this.warnIfNobodyIsTold();
  }

  /** There may be something to send. */
  wake(): void {
    this.delivery?.wake();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopFollowing();
    if (this.timer) clearInterval(this.timer);
    this.stopping.abort();
    await this.resending;
    await this.resender?.release().catch(() => undefined);
    await this.delivery?.stop();
  }

  /** Alerts are kept and shown all the same; a fresh server is such a one. */
  private async warnIfNobodyIsTold(): Promise<void> {
    const book = await readNotifyBook(this.database.store).catch(() => null);
    const leads = book?.routes.some(({ channels }) => channels.some((id) => book.channels.get(id)?.enabled));
    if (leads === false) this.log.warn({}, 'alerts are told to nobody: no route leads to a channel that is on');
  }

  /** What still fires is said again. One round at a time; one that fails is made good by the next. Answers when it is over. */
  resend(): Promise<void> {
    this.resending = this.resending.then(async () => {
      await this.resender
        ?.round(this.stopping.signal)
        .catch((error: unknown) => this.log.warn({ err: error }, RESENDING_FAILED));
    });
    return this.resending;
  }

  private sayFailed(
    { key, attempt, answer, nextAt }: { key: string; attempt: number; answer: string; nextAt: number | null },
    channel: string | undefined,
  ): void {
    if (nextAt !== null)
      this.log.warn({ channel, key, attempt, answer }, 'a message could not be sent; it tries again');
    else this.log.error({ channel, key, attempt, answer }, 'a message could not be sent, and is given up');
  }
}
