import type { NotificationEvent } from '@lockstep/domain';
import type { ClientBase, Pool } from 'pg';
import type { Message } from '../message.ts';
import { ALERTS_SCHEMA } from './outbox-tables.ts';

type Writer = Pick<ClientBase | Pool, 'query'>;
type Queued = Extract<NotificationEvent, { type: 'NotificationQueued' }>;
export type OutcomeEvent = Exclude<NotificationEvent, Queued>;

/** What was decided to be said, and the words for it. */
export interface QueuedMessage {
  readonly event: Queued;
  readonly message: Message;
}

/** The stream of what became of one message. */
export const notificationStream = (key: string): string => `notification-${key}`;

/** Puts messages into the outbox, in the transaction of the consumer that folds them. One that is there already stays as it is. */
export async function queueRows(
  tx: Writer,
  queued: readonly QueuedMessage[],
  schema: string = ALERTS_SCHEMA,
): Promise<void> {
  for (const { event, message } of queued) {
    const { key, channel, group, kind, title, alerts } = event.data;
    await tx.query({
      name: `${schema}-outbox-queue`,
      text: `INSERT INTO ${schema}.outbox (key, channel, group_key, place, kind, title, alerts, message, state, attempts,
               round_attempts, round_at, made_at, next_at, version)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', 0, 0, $9, $9, $9, 0) ON CONFLICT (key) DO NOTHING`,
      values: [key, channel, group, event.position, kind, title, alerts, JSON.stringify(message), event.observedAt],
    });
  }
}

/**
 * Notes what became of messages, in the order of the log. The worker does so as soon as it has said it, and the consumer again when it comes
 * to it: an event that a row knows already changes nothing.
 */
export async function noteOutcomes(
  tx: Writer,
  events: readonly OutcomeEvent[],
  schema: string = ALERTS_SCHEMA,
): Promise<void> {
  for (const event of events) {
    const { set, values } = changeOf(event);
    await tx.query({
      name: `${schema}-outbox-${event.type}`,
      text: `UPDATE ${schema}.outbox SET version = $2, lease_until = NULL, lease_holder = NULL, ${set}
             WHERE key = $1 AND version < $2`,
      values: [event.data.key, event.position, event.observedAt, ...values],
    });
  }
}

/** `$3` is when it was so. */
function changeOf(event: OutcomeEvent): { set: string; values: unknown[] } {
  switch (event.type) {
    case 'NotificationDelivered':
      return {
        set: `state = 'sent', next_at = NULL, ended_at = $3, attempts = $4, answer = $5`,
        values: [event.data.attempt, event.data.answer],
      };
    case 'NotificationFailed':
      return {
        set: `state = CASE WHEN $6::bigint IS NULL THEN 'dead' ELSE 'waiting' END, next_at = $6,
              ended_at = CASE WHEN $6::bigint IS NULL THEN $3::bigint END, attempts = $4, answer = $5, failed_at = $3, failure = $5`,
        values: [event.data.attempt, event.data.answer, event.data.nextAt],
      };
    case 'NotificationDropped':
      return {
        set: `state = 'dropped', next_at = NULL, ended_at = $3, attempts = $4, answer = $5`,
        values: [event.data.attempt, event.data.answer],
      };
    case 'NotificationRetried':
      return {
        set: `state = 'waiting', next_at = $3, ended_at = NULL, round_attempts = attempts, round_at = $3,
              dismissed_at = NULL, dismissed_by = NULL, dismissed_reason = NULL`,
        values: [],
      };
    case 'NotificationDismissed':
      return {
        set: `state = 'dismissed', dismissed_at = $3, dismissed_by = $4, dismissed_reason = $5`,
        values: [event.data.by, event.data.reason],
      };
  }
}
