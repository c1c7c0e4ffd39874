import { randomUUID } from 'node:crypto';
import type { ChannelSettings } from '@lockstep/contracts';
import type { ChannelConfigured, NotificationEvent } from '@lockstep/domain';
import { createPostgresStore, migrateStore, type ConsumableStore, type Json } from '@lockstep/event-store';
import { createTestDatabase } from '@lockstep/postgres-server';
import pg, { type Pool, type PoolClient } from 'pg';
import { NOTIFICATIONS, ROUTES } from '../../../projections/streams.ts';
import type { Message } from '../../message.ts';
import { startDelivery, type Delivery, type DeliveryOptions } from '../delivery.ts';
import { notificationStream, queueRows } from '../outbox-rows.ts';
import { createOutboxTables } from '../outbox-tables.ts';

type Queued = Extract<NotificationEvent, { type: 'NotificationQueued' }>;

/** The log and the outbox on a fresh database, without a server around them; time is given. */
export interface Outbox {
  readonly url: string;
  readonly pool: Pool;
  readonly store: ConsumableStore<PoolClient>;
  now: number;
  readonly troubles: unknown[];
  configure(id: string, over?: Partial<ChannelConfigured>): Promise<void>;
  remove(id: string): Promise<void>;
  /** Into the log and the outbox, in this order. Its key is what it answers. */
  queue(channel: string, group: string, key?: string): Promise<string>;
  start(options: Pick<DeliveryOptions, 'channelOf'> & Partial<DeliveryOptions>): Delivery;
  /** What became of a message, oldest first. */
  story(key: string): Promise<string[]>;
  row(key: string): Promise<{ state: string; attempts: number; answer: string | null; nextAt: number | null }>;
  close(): Promise<void>;
}

export async function startOutbox(): Promise<Outbox> {
  const database = await createTestDatabase();
  const pool = new pg.Pool({ connectionString: database.url, max: 10 });
  // Dropping the database ends what still waits.
  pool.on('error', () => undefined);
  await migrateStore(pool);
  const client = await pool.connect();
  await createOutboxTables(client).finally(() => client.release());
  const running: Delivery[] = [];
  const versions = new Map<string, number>();

  const outbox: Outbox = {
    url: database.url,
    pool,
    store: createPostgresStore({ pool }),
    now: Date.parse('2026-11-23T08:00:00.000Z'),
    troubles: [],

    async configure(id, over = {}) {
      const version = (versions.get(id) ?? 0) + 1;
      versions.set(id, version);
      const settings: ChannelSettings = { kind: 'webhook', url: 'http://127.0.0.1:9/' };
      const data = {
        id,
        name: id,
        settings,
        secrets: {},
        enabled: true,
        allowPrivate: true,
        by: 'ada',
        ...over,
        version,
      };
      await append(outbox, ROUTES, 'ChannelConfigured', data);
    },

    remove: async (id) => void (await append(outbox, ROUTES, 'ChannelRemoved', { id, by: 'ada' })),

    async queue(channel, group, key = randomUUID()) {
      const { event, message } = await queueEvent(outbox.store, { channel, group, key, at: outbox.now });
      await queueRows(pool, [{ event, message }]);
      return key;
    },

    start(options) {
      const delivery = startDelivery({
        pool,
        store: outbox.store,
        secretsOf: async () => ({}),
        clock: () => outbox.now,
        random: () => 1,
        pollMs: 10,
        onTrouble: (error) => outbox.troubles.push(error),
        ...options,
      });
      running.push(delivery);
      return delivery;
    },

    async story(key) {
      const events = await outbox.store.readStream(notificationStream(key));
      return events.map(({ type }) => type.replace('Notification', ''));
    },

    async row(key) {
      const { rows } = await pool.query('SELECT * FROM alerts.outbox WHERE key = $1', [key]);
      const { state, attempts, answer, next_at: nextAt } = rows[0];
      return { state, attempts, answer, nextAt: nextAt === null ? null : Number(nextAt) };
    },

    async close() {
      await Promise.all(running.map((delivery) => delivery.stop()));
      await outbox.store.close();
      await pool.end();
      await database.drop();
    },
  };
  return outbox;
}

/** As the consumer of alerts would say it. */
export async function queueEvent(
  store: Pick<ConsumableStore<unknown>, 'append'>,
  { channel, group, key, at }: { channel: string; group: string; key: string; at: number },
): Promise<{ event: Queued; message: Message }> {
  const data = { key, channel, kind: 'firing' as const, group, alerts: ['1'], title: `message ${key}` };
  const position = await append({ store, now: at }, NOTIFICATIONS, 'NotificationQueued', data);
  const event: Queued = { type: 'NotificationQueued', data, position, observedAt: at, recordedAt: at };
  return { event, message: messageOf(event) };
}

/** The words for it, from the event alone. */
export function messageOf({ data, observedAt }: Pick<Queued, 'data' | 'observedAt'>): Message {
  return {
    key: data.key,
    kind: data.kind,
    title: data.title,
    text: '',
    group: { key: data.group, labels: {} },
    severity: 'warning',
    alerts: [],
    more: 0,
    at: observedAt,
    link: 'http://localhost/',
  };
}

async function append(
  { store, now }: { store: Pick<ConsumableStore<unknown>, 'append'>; now: number },
  stream: string,
  type: string,
  data: object,
): Promise<number> {
  const result = await store.append({ stream, events: [{ type, observedAt: now, data: data as Json }] });
  if (result.outcome !== 'stored') throw new Error(`Not stored: ${result.outcome}`);
  return result.position;
}
