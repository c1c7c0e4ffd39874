import type { DeliveryView } from '@lockstep/contracts';
import { toCsv } from '../figures/csv.ts';

/** Messages, newest first, each with what became of it. */
export const deliveriesCsv = (deliveries: readonly DeliveryView[]): string =>
  toCsv(
    [
      'delivery',
      'channel',
      'kind',
      'title',
      'alerts',
      'state',
      'attempts',
      'madeAt',
      'nextAt',
      'endedAt',
      'answer',
      'dismissedBy',
      'dismissedBecause',
      'key',
    ],
    deliveries.map((delivery) => [
      delivery.id,
      delivery.channelName,
      delivery.kind,
      delivery.title,
      delivery.alerts.join(' '),
      delivery.state,
      delivery.attempts,
      delivery.madeAt,
      delivery.nextAt,
      delivery.endedAt,
      delivery.answer,
      delivery.dismissed?.by ?? null,
      delivery.dismissed?.reason ?? null,
      delivery.key,
    ]),
  );
