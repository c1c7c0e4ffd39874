import { randomUUID } from 'node:crypto';
import { startConsumer, type Consumer, type Json } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { AlertClock } from '../alerts/alert-clock.ts';
import { ALERT_TABLES, migrateAlertTables } from '../alerts/alert-tables.ts';
import { ALERT_TYPES } from '../alerts/alert-types.ts';
import { ALERTS_CONSUMER } from '../alerts/alerts-consumer-id.ts';
import { AlertsProjection } from '../alerts/alerts.projection.ts';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { FOREVER } from '../projections/read-tables.ts';
import { eventually } from './eventually.ts';
import { startReadModels, type ReadModels } from './read-models.ts';

/** The log and the rows of alerts, without a server around them; time is given. */
export interface TestAlerts {
  readonly models: ReadModels;
  /** Whether what is said arrives, while time passes: nothing is said to be over of which nobody has heard. */
  arrives: boolean;
  start(batchSize?: number): Consumer;
  /** What one append says of a replica. */
  say(replica: string, ...events: readonly { type: string; data: object }[]): Promise<void>;
  enrol(server?: string): Promise<string>;
  caughtUp(): Promise<void>;
  /** Time passes, and is told whenever something falls due on the way, as by a clock that never sleeps. */
  pass(ms: number): Promise<void>;
  alerts(): Promise<TestAlert[]>;
  messages(): Promise<{ kind: string; title: string; alerts: string[]; key: string; state: string }[]>;
  rows(): Promise<Record<string, string[]>>;
}

export interface TestAlert {
  readonly id: string;
  readonly status: string;
  readonly severity: string | null;
  readonly suppressed: boolean;
  readonly taken: boolean;
  readonly state: Record<string, unknown>;
}

export const MAILBOX_CHANNEL = 'help-desk';

export async function startTestAlerts(): Promise<TestAlerts> {
  const models = await startReadModels();
  await migrateAlertTables(models.pool);
  const clock = new AlertClock({ pool: models.pool, store: models.store, clock: () => models.now });
  let people = 0;

  const append = async (stream: string, events: readonly { type: string; data: object }[]) => {
    await models.store.append({
      stream,
      key: { epoch: randomUUID(), seq: 1 },
      events: events.map(({ type, data }) => ({ type, observedAt: models.now, data: data as Json })),
    });
  };
  const dueAt = async () => {
    const { rows } = await models.pool.query(`SELECT due_at FROM ${ALERTS_SCHEMA}.progress`);
    return rows[0].due_at === null ? Infinity : Number(rows[0].due_at);
  };

  const arrive = async () => {
    await alerts.caughtUp();
    for (const { key, state } of alerts.arrives ? await alerts.messages() : [])
      if (state === 'waiting')
        await append(`notification-${key}`, [
          { type: 'NotificationDelivered', data: { key, attempt: 1, answer: '200' } },
        ]);
  };

  const alerts: TestAlerts = {
    models,
    arrives: false,
    start(batchSize = 50) {
      const projection = new AlertsProjection({ store: models.store, baseUrl: 'https://lockstep.example.org' });
      return startConsumer({
        store: models.store,
        name: ALERTS_CONSUMER.consumer,
        types: ALERT_TYPES,
        batchSize,
        leaseMs: 1_000,
        pollMs: 20,
        onTrouble: ({ error }) => models.troubles.push(error),
        handle: (batch, tx) => projection.handle(batch, tx),
      });
    },
    say: (replica, ...events) => append(replica, events),
    async enrol(server = 'imap-03') {
      const replica = randomUUID();
      people += 1;
      await append(replica, [
        {
          type: 'ReplicaEnrolled',
          data: { mailbox: `user${people}@example.org`, device: 'laptop', client: { server } },
        },
      ]);
      return replica;
    },
    caughtUp: () =>
      eventually(async () => {
        const wanted = await models.store.readLog({ after: 0, limit: 100_000, types: ALERT_TYPES });
        const { rows } = await models.pool.query(`SELECT position FROM ${ALERTS_SCHEMA}.progress`);
        const last = wanted.at(-1)?.position ?? 0;
        if (Number(rows[0].position) < last)
          throw new Error(`The rows stand at ${rows[0].position} of ${last}.`, { cause: models.troubles.at(-1) });
      }, 20_000),
    async pass(ms) {
      const end = models.now + ms;
      // Where time was set back, it sees that.
      await alerts.caughtUp();
      await clock.round();
      for (let rounds = 0; rounds < 500; rounds++) {
        await alerts.caughtUp();
        const due = Math.max(models.now, await dueAt());
        if (due > end) break;
        models.now = due;
        await clock.round();
        await arrive();
      }
      models.now = end;
      await alerts.caughtUp();
    },
    async alerts() {
      await alerts.caughtUp();
      const { rows } = await models.pool.query(
        `SELECT id, status, severity, suppressed, taken, state FROM ${ALERTS_SCHEMA}.alert WHERE until = ${FOREVER} ORDER BY number`,
      );
      return rows.map((row) => ({ ...row, state: JSON.parse(row.state) }));
    },
    async messages() {
      await alerts.caughtUp();
      const { rows } = await models.pool.query(
        `SELECT kind, title, alerts, key, state FROM ${ALERTS_SCHEMA}.outbox ORDER BY place`,
      );
      return rows;
    },
    rows: () => alertRows(models.pool),
  };
  return alerts;
}

/** All rows as text, but for what names the making of the tables, and who is sending. */
export async function alertRows(pool: Pool): Promise<Record<string, string[]>> {
  const all: Record<string, string[]> = {};
  for (const table of ALERT_TABLES) {
    const { rows } = await pool.query(`SELECT to_jsonb(t) AS row FROM ${ALERTS_SCHEMA}.${table} t ORDER BY t::text`);
    all[table] = rows.map(({ row: { generation: _g, lease_until: _u, lease_holder: _h, ...row } }) =>
      JSON.stringify(row),
    );
  }
  return all;
}

/** A channel that is on, and the route that everything takes to it. */
export const ROUTED: readonly { type: string; data: object }[] = [
  {
    type: 'ChannelConfigured',
    data: {
      id: MAILBOX_CHANNEL,
      name: 'Help desk',
      settings: { kind: 'webhook', url: 'http://127.0.0.1:9/hook' },
      secrets: {},
      enabled: true,
      allowPrivate: true,
      version: 1,
      by: 'admin',
    },
  },
  {
    type: 'RouteConfigured',
    data: {
      id: 'everything',
      name: 'Everything',
      matchers: [],
      channels: [MAILBOX_CHANNEL],
      hours: null,
      continue: false,
      groupWaitMs: 30_000,
      groupIntervalMs: 300_000,
      repeatCriticalMs: 4 * 3_600_000,
      repeatWarningMs: 12 * 3_600_000,
      escalation: [],
      version: 2,
      by: 'admin',
    },
  },
];
