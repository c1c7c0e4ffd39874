import type { Unnumbered } from '@lockstep/domain';
import type { Append, EventStore, Json } from '@lockstep/event-store';
import type { Outcome } from '../message.ts';
import { nextAttemptAt } from './back-off.ts';
import type { ClaimedRow } from './claim.ts';
import { notificationStream, type OutcomeEvent } from './outbox-rows.ts';

type NewOutcome = Unnumbered<OutcomeEvent>;

/** The epoch of what the worker says of a message; `seq` is the attempt, so that one attempt has one outcome. */
export const DELIVERY_EPOCH = 'delivery';
const PAGE = 500;

export function outcomeEvent(row: ClaimedRow, outcome: Outcome, now: number, random: () => number): NewOutcome {
  const { key } = row;
  const attempt = row.attempts + 1;
  const { answer } = outcome;
  if (outcome.ok) return { type: 'NotificationDelivered', observedAt: now, data: { key, attempt, answer } };
  const { permanent, retryAfterMs } = outcome;
  const failed = {
    attempt: attempt - row.roundAttempts,
    since: row.roundAt,
    now,
    permanent,
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
  return {
    type: 'NotificationFailed',
    observedAt: now,
    data: { key, attempt, answer, nextAt: nextAttemptAt(failed, random) },
  };
}

/** Said twice, by two workers or after a crash, it is stored once. */
export function appendOfOutcome(event: NewOutcome, attempt: number): Append {
  const { type, observedAt, data } = event;
  return {
    stream: notificationStream(data.key),
    key: { epoch: DELIVERY_EPOCH, seq: attempt },
    events: [{ type, observedAt, data: data as unknown as Json }],
  };
}

/** What became of a message since `after`; the log knows before the row does. */
export async function outcomesSince(
  store: Pick<EventStore, 'readStream'>,
  key: string,
  after: number,
): Promise<OutcomeEvent[]> {
  return (await store.readStream(notificationStream(key), { after, limit: PAGE })) as unknown as OutcomeEvent[];
}

/** In the log, but not folded: what the row should say now. */
export function recorded(event: NewOutcome, position: number, recordedAt: number): OutcomeEvent {
  return { ...event, position, recordedAt } as OutcomeEvent;
}
