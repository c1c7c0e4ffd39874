import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import { ALERTS_SCHEMA, createOutboxTables } from '../notify/delivery/outbox-tables.ts';
import { ALERTS_CONSUMER } from './alerts-consumer-id.ts';

export const NEXT_ALERTS_SCHEMA = 'alerts_next';

/** Raised when a row would now say something else of the same log: then the tables are made anew. */
export const ALERTS_SHAPE = 8;

/** All tables of the consumer `alerts`; the outbox is made by those who send it. */
export const ALERT_TABLES = [
  'progress',
  'kept',
  'replica',
  'incident',
  'at_rest',
  'alert',
  'told',
  'silence',
  'maintenance',
  'outbox',
] as const;

/** Makes the tables if they are missing. Every row is a function of the log alone, so they may be dropped at any time. Instants are milliseconds. */
export async function createAlertTables(
  client: ClientBase,
  schema: string = ALERTS_SCHEMA,
  shape = ALERTS_SHAPE,
): Promise<void> {
  await createOutboxTables(client, schema);
  const { rows } = await client.query(`SELECT to_regclass($1) IS NOT NULL AS there`, [`${schema}.progress`]);
  // Of another shape they are made anew by the consumer, beside.
  if (rows[0].there) return void (await client.query(indexOfIncidents(schema)));
  for (const statement of definitions(schema)) await client.query(statement);
  await client.query(
    `INSERT INTO ${schema}.progress (partition, generation, shape, position, due_at) VALUES (0, $1, $2, 0, NULL)
     ON CONFLICT DO NOTHING`,
    [randomUUID(), shape],
  );
}

/** May be run by every process at every start. */
export async function migrateAlertTables(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // Two processes that start together would both find nothing and both create it: one waits for the other here.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('lockstep alerts'))`);
    await createAlertTables(client, ALERTS_SCHEMA, (await hasBegun(client)) ? LOST_SHAPE : ALERTS_SHAPE);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

/** Of tables that were made while the log had been read already: what they should hold must be folded again. */
const LOST_SHAPE = 0;

async function hasBegun(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT 1 FROM log.checkpoint WHERE partition = $1 AND consumer = $2 AND source = $3 AND position > 0`,
    [ALERTS_CONSUMER.partition, ALERTS_CONSUMER.consumer, ALERTS_CONSUMER.source],
  );
  return rows.length > 0;
}

/** Not of the first tables: those that are there get it at the next start. Few alerts are of an incident. */
const indexOfIncidents = (schema: string) =>
  `CREATE INDEX IF NOT EXISTS alert_incident ON ${schema}.alert (incident, since) WHERE incident IS NOT NULL`;

function definitions(schema: string): string[] {
  return [
    // Moves in the same transaction as the rows. `due_at`: when, with no news, there is something to decide.
    `CREATE TABLE IF NOT EXISTS ${schema}.progress (
       partition int PRIMARY KEY, generation uuid NOT NULL, shape int NOT NULL, position bigint NOT NULL, due_at bigint)`,

    // What the fold remembers whole: how far time and numbers have come, what was told, channels and routes.
    `CREATE TABLE IF NOT EXISTS ${schema}.kept (name text PRIMARY KEY, value text NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS ${schema}.replica (id uuid PRIMARY KEY, mirror text NOT NULL) WITH (fillfactor = 70)`,
    `CREATE TABLE IF NOT EXISTS ${schema}.incident (id text PRIMARY KEY, mirror text NOT NULL) WITH (fillfactor = 70)`,
    // Alerts that are open or were resolved within a day, for the fold to begin with.
    `CREATE TABLE IF NOT EXISTS ${schema}.at_rest (id text PRIMARY KEY, stored text NOT NULL) WITH (fillfactor = 70)`,

    // Each alert as it was from \`since\` to \`until\`: what holds now is what holds for ever, and "as it was" is the same question.
    // The first columns are the order of lists; \`state\` is all there is to say.
    `CREATE TABLE IF NOT EXISTS ${schema}.alert (
       id text NOT NULL, since bigint NOT NULL, until bigint NOT NULL, position bigint NOT NULL,
       rank smallint NOT NULL, weight smallint NOT NULL, age bigint NOT NULL, number bigint NOT NULL,
       status text NOT NULL, severity text, taken boolean NOT NULL, suppressed boolean NOT NULL,
       rule text NOT NULL, fingerprint text NOT NULL, replica uuid, incident text, mailbox text, server text,
       assignee text, acknowledged_by text, resolved_at bigint, maintained boolean NOT NULL, words text NOT NULL, state text NOT NULL,
       PRIMARY KEY (id, since))`,
    `CREATE INDEX IF NOT EXISTS alert_list ON ${schema}.alert (rank, weight, age, number) WHERE until = 8640000000000000`,
    `CREATE INDEX IF NOT EXISTS alert_until ON ${schema}.alert (until, since)`,
    `CREATE INDEX IF NOT EXISTS alert_position ON ${schema}.alert (position) WHERE until = 8640000000000000`,
    `CREATE INDEX IF NOT EXISTS alert_replica ON ${schema}.alert (replica) WHERE until = 8640000000000000`,
    // What is in maintenance now, counted without a look at the alerts themselves.
    `CREATE INDEX IF NOT EXISTS alert_maintained ON ${schema}.alert (rule, status) WHERE until = 8640000000000000 AND maintained`,
    `CREATE INDEX IF NOT EXISTS alert_fingerprint ON ${schema}.alert (fingerprint) WHERE until = 8640000000000000`,
    indexOfIncidents(schema),

    // Which messages told of which alert. `place`: of the message in the log; `position`: of what it followed from.
    `CREATE TABLE IF NOT EXISTS ${schema}.told (
       alert text NOT NULL, place bigint NOT NULL, position bigint NOT NULL, key text NOT NULL, at bigint NOT NULL, channel text NOT NULL,
       kind text NOT NULL, title text NOT NULL, PRIMARY KEY (alert, place))`,
    `CREATE INDEX IF NOT EXISTS told_position ON ${schema}.told (position)`,

    `CREATE TABLE IF NOT EXISTS ${schema}.silence (
       id text PRIMARY KEY, at bigint NOT NULL, until bigint NOT NULL, ended_at bigint, ended_by text, data text NOT NULL)`,
    `CREATE TABLE IF NOT EXISTS ${schema}.maintenance (
       id text PRIMARY KEY, at bigint NOT NULL, cancelled_at bigint, data text NOT NULL)`,
  ];
}
