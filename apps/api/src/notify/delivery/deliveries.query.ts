import type { DeliveryList, DeliveryView } from '@lockstep/contracts';
import type { NotifyBook } from '@lockstep/domain';
import type { Pool } from 'pg';
import { ALERTS_SCHEMA } from './outbox-tables.ts';

export const DELIVERY_STATES = ['waiting', 'sent', 'dead', 'dropped', 'dismissed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface DeliveriesQuestion {
  readonly state?: DeliveryState | undefined;
  readonly channel?: string | undefined;
  readonly limit: number;
  /** Only those before this place. */
  readonly before?: number | undefined;
}

interface Row {
  key: string;
  channel: string;
  place: string;
  kind: DeliveryView['kind'];
  title: string;
  alerts: string[];
  state: DeliveryState;
  attempts: number;
  made_at: string;
  next_at: string | null;
  ended_at: string | null;
  answer: string | null;
  dismissed_at: string | null;
  dismissed_by: string | null;
  dismissed_reason: string | null;
  version: string;
}

const COLUMNS =
  'key, channel, place, kind, title, alerts, state, attempts, made_at, next_at, ended_at, answer, dismissed_at, dismissed_by, dismissed_reason, version';

/** Newest first. */
export async function deliveries(pool: Pool, asked: DeliveriesQuestion, book: NotifyBook): Promise<DeliveryList> {
  const { state = null, channel = null, before = null, limit } = asked;
  const { rows } = await pool.query<Row>({
    name: 'outbox-deliveries',
    text: `SELECT ${COLUMNS} FROM ${ALERTS_SCHEMA}.outbox
           WHERE ($1::text IS NULL OR state = $1) AND ($2::text IS NULL OR channel = $2) AND ($3::bigint IS NULL OR place < $3)
           ORDER BY place DESC LIMIT $4`,
    values: [state, channel, before, limit + 1],
  });
  const page = rows.slice(0, limit);
  const nextCursor = rows.length > limit ? page.at(-1)!.place : null;
  return { items: page.map((row) => toView(row, book)), nextCursor };
}

/** Null: there is none. `version`: of its stream, as far as the row knows. */
export async function delivery(
  pool: Pool,
  id: string,
  book: NotifyBook,
): Promise<{ view: DeliveryView; version: number } | null> {
  const { rows } = await pool.query<Row>({
    name: 'outbox-delivery',
    text: `SELECT ${COLUMNS} FROM ${ALERTS_SCHEMA}.outbox WHERE place = $1`,
    values: [id],
  });
  return rows[0] ? { view: toView(rows[0], book), version: Number(rows[0].version) } : null;
}

function toView(row: Row, book: NotifyBook): DeliveryView {
  const { key, channel, place, kind, title, alerts, state, attempts, answer } = row;
  return {
    id: place,
    key,
    channel,
    channelName: book.channels.get(channel)?.name ?? 'a channel that was removed',
    kind,
    title,
    alerts,
    state,
    attempts,
    madeAt: iso(row.made_at)!,
    nextAt: iso(row.next_at),
    endedAt: iso(row.ended_at),
    answer,
    dismissed:
      row.dismissed_at === null
        ? null
        : { by: row.dismissed_by!, at: iso(row.dismissed_at)!, reason: row.dismissed_reason! },
  };
}

const iso = (at: string | null): string | null => (at === null ? null : new Date(Number(at)).toISOString());
