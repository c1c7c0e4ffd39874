import type { ChannelEntry } from '@lockstep/domain';
import type { Pool } from 'pg';
import { Counter, Gauge, type Registry } from 'prom-client';
import { countWaiting } from './health.query.ts';
import type { OutcomeEvent } from './outbox-rows.ts';

/** Counts attempts by channel and what became of them; how many messages wait is looked up when it is asked for. */
export function deliveryMetrics(
  registry: Registry,
  pool: Pool,
): (event: OutcomeEvent, channel: Pick<ChannelEntry, 'name'> | null) => void {
  const attempts = new Counter({
    name: 'lockstep_notifications_total',
    help: 'Attempts to send messages, by channel and outcome: delivered, failed (to be tried again), dead, dropped',
    labelNames: ['channel', 'outcome'] as const,
    registers: [registry],
  });
  new Gauge({
    name: 'lockstep_notifications_waiting',
    help: 'Messages that wait to be sent',
    registers: [registry],
    async collect() {
      // A scrape answers even while the database does not.
      const waiting = await countWaiting(pool).catch(() => null);
      if (waiting === null) this.reset();
      else this.set(waiting);
    },
  });
  return (event, channel) => attempts.inc({ channel: channel?.name ?? 'removed', outcome: outcomeOf(event) });
}

function outcomeOf(event: OutcomeEvent): string {
  switch (event.type) {
    case 'NotificationDelivered':
      return 'delivered';
    case 'NotificationFailed':
      return event.data.nextAt === null ? 'dead' : 'failed';
    case 'NotificationDropped':
      return 'dropped';
    case 'NotificationRetried':
      return 'retried';
    case 'NotificationDismissed':
      return 'dismissed';
  }
}
