import { randomUUID } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';

/** The read models live in a schema of their own, so that a rebuild can make them anew beside and switch one name. */
export const READ_SCHEMA = 'read';
export const NEXT_SCHEMA = 'read_next';

/** Raised when a row would now say something else of the same log: then the tables must be rebuilt. */
export const READ_SHAPE = 10;

/** Instants are milliseconds; "still so" is a moment that never comes, which an index can hold and null cannot. */
export const FOREVER = 8_640_000_000_000_000;

/** The order matters to nobody but the reader: how far, one light row a replica, its heavy half, its past. */
export const READ_TABLES = [
  'progress',
  'fleet_count',
  'value_count',
  'mailbox',
  'status_step',
  'report_minute',
  'replica_list',
  'replica_search',
  'replica_state',
  'replica_snapshot',
  'status_span',
  'fix_life',
  'incident_group',
  'incident_affected',
  'incident',
  'incident_member',
  'policy_change',
] as const;

/** Makes the read models if they are missing. Every row in them is a function of the log alone, so they may be dropped at any time. */
export async function createReadTables(client: ClientBase, schema: string = READ_SCHEMA): Promise<void> {
  const { rows } = await client.query(`SELECT to_regclass($1) IS NOT NULL AS there`, [`${schema}.progress`]);
  if (rows[0].there) return;

  const lz4 = await canCompressWithLz4(client);
  const trigrams = await canSeekByTrigram(client);
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  for (const statement of definitions(schema, { lz4, trigrams })) await client.query(statement);
  await client.query(
    `INSERT INTO ${schema}.progress (partition, generation, shape, position, last_reported_at) VALUES (0, $1, $2, 0, NULL)`,
    [randomUUID(), READ_SHAPE],
  );
}

/** May be run by every process at every start. */
export async function migrateReadTables(pool: Pool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    // Two processes that start together would both find nothing and both create it: one waits for the other here.
    await client.query(`SELECT pg_advisory_xact_lock(hashtext('lockstep read models'))`);
    await createReadTables(client);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

function definitions(schema: string, may: { lz4: boolean; trigrams: boolean }): string[] {
  const heavy = may.lz4 ? 'text STORAGE main COMPRESSION lz4' : 'text STORAGE main';
  return [
    // Moves in the same transaction as the rows: it names the position that they are true of.
    `CREATE TABLE ${schema}.progress (
       partition int PRIMARY KEY, generation uuid NOT NULL, shape int NOT NULL, position bigint NOT NULL, last_reported_at bigint)`,

    // The fleet's counters, kept by differences: six rows answer, however many replicas there are.
    `CREATE TABLE ${schema}.fleet_count (
       partition int NOT NULL, status smallint NOT NULL, silence text NOT NULL, replicas int NOT NULL,
       PRIMARY KEY (partition, status, silence))`,

    // The same for each value that a list can be narrowed by: groups and choices are read from a few hundred rows.
    `CREATE TABLE ${schema}.value_count (
       partition int NOT NULL, kind text NOT NULL, name text NOT NULL, value text NOT NULL, status smallint NOT NULL, replicas int NOT NULL,
       PRIMARY KEY (partition, kind, name, value, status)) WITH (fillfactor = 70)`,

    // Each mailbox that some replica has. It changes when one is enrolled or retired, and so is counted from its index alone.
    `CREATE TABLE ${schema}.mailbox (
       partition int NOT NULL, mailbox text NOT NULL, replicas int NOT NULL, PRIMARY KEY (partition, mailbox))`,

    // Steps of the live spans below, summed: how many had a status at a moment is told without looking at every span.
    `CREATE TABLE ${schema}.status_step (
       partition int NOT NULL, width int NOT NULL, slot bigint NOT NULL, status smallint NOT NULL, change int NOT NULL,
       PRIMARY KEY (partition, width, slot, status)) WITH (fillfactor = 90)`,

    // The newest report of each minute that had one: when the last one had come at a moment of the past.
    `CREATE TABLE ${schema}.report_minute (
       partition int NOT NULL, minute bigint NOT NULL, last_at bigint NOT NULL, PRIMARY KEY (partition, minute))`,

    // Light, for lists. Columns that move with a report (due_at, last_reported_at, items_behind, …) are not indexed: such updates stay in
    // their page (HOT), and sorting by them reads the table. What is indexed below stays as it is while a replica keeps its status.
    // Numbers stand before texts, for PostgreSQL must walk over each text to find what stands behind it: so counting and sorting a whole
    // fleet hardly looks at more than the beginnings of rows.
    `CREATE TABLE ${schema}.replica_list (
       partition int NOT NULL, status smallint NOT NULL, replica uuid NOT NULL,
       since bigint NOT NULL, judged_at bigint NOT NULL, position bigint NOT NULL, items_only_offline bigint NOT NULL,
       folders int NOT NULL, folders_out int NOT NULL, accepted_folders int NOT NULL, policy_version int NOT NULL,
       last_reported_at bigint, last_synchronized_at bigint, items_behind bigint, heard_at bigint, due_at bigint,
       policy text NOT NULL, client_name text, server text, client_version text, mailbox text NOT NULL, device text NOT NULL,
       silence text, rules jsonb NOT NULL, labels jsonb NOT NULL,
       PRIMARY KEY (partition, replica)) WITH (fillfactor = 70)`,
    `CREATE INDEX replica_list_status ON ${schema}.replica_list (partition, status, mailbox, replica)`,
    `CREATE INDEX replica_list_mailbox ON ${schema}.replica_list (partition, mailbox, replica)`,
    `CREATE INDEX replica_list_server ON ${schema}.replica_list (partition, (coalesce(server, '')), mailbox, replica)`,
    `CREATE INDEX replica_list_device ON ${schema}.replica_list (partition, device, replica)`,
    `CREATE INDEX replica_list_client ON ${schema}.replica_list (partition, (coalesce(client_name, '')), (coalesce(client_version, '')), mailbox, replica)`,
    `CREATE INDEX replica_list_since ON ${schema}.replica_list (partition, since, replica)`,
    `CREATE INDEX replica_list_labels ON ${schema}.replica_list USING gin (labels jsonb_path_ops)`,
    `CREATE INDEX replica_list_rules ON ${schema}.replica_list USING gin (rules)`,

    // An accepted difference is rare, and stays for weeks.
    `CREATE INDEX replica_list_accepted ON ${schema}.replica_list (partition, replica) WHERE accepted_folders > 0`,

    // What people seek by, apart, because it hardly ever changes; with the status, for each word that is typed is counted by it.
    `CREATE TABLE ${schema}.replica_search (
       partition int NOT NULL, status smallint NOT NULL, replica uuid NOT NULL, names text NOT NULL, words text NOT NULL,
       PRIMARY KEY (partition, replica)) WITH (fillfactor = 90)`,
    ...(may.trigrams
      ? [`CREATE INDEX replica_search_words ON ${schema}.replica_search USING gin (words gin_trgm_ops)`]
      : []),

    // Heavy: a replica with all its folders as the fold holds it. Found by key only, so a change stays in its page.
    `CREATE TABLE ${schema}.replica_state (
       partition int NOT NULL, replica uuid NOT NULL, position bigint NOT NULL,
       kept ${heavy} NOT NULL, state ${heavy} NOT NULL,
       PRIMARY KEY (partition, replica)) WITH (fillfactor = 50)`,

    // The state before each day's first fact: "as of" begins here instead of at the beginning.
    `CREATE TABLE ${schema}.replica_snapshot (
       partition int NOT NULL, replica uuid NOT NULL, position bigint NOT NULL,
       max_observed_at bigint NOT NULL, max_recorded_at bigint NOT NULL, state ${heavy} NOT NULL,
       PRIMARY KEY (partition, replica, position))`,

    // One status of one replica from \`since\` to \`until\`, as was known from \`known_from\` to \`known_to\`:
    // a spool that arrives late rewrites the past, and what we thought before stays readable.
    `CREATE TABLE ${schema}.status_span (
       partition int NOT NULL, replica uuid NOT NULL, position bigint NOT NULL,
       since bigint NOT NULL, until bigint NOT NULL, known_from bigint NOT NULL, known_to bigint NOT NULL,
       status smallint NOT NULL, silence text, before smallint, text text NOT NULL,
       PRIMARY KEY (partition, replica, position, since))`,
    `CREATE INDEX status_span_until ON ${schema}.status_span (partition, until)`,
    `CREATE INDEX status_span_since ON ${schema}.status_span (partition, since)`,
    // Those that are over, by status: when one that nobody has any more was last there.
    `CREATE INDEX status_span_over ON ${schema}.status_span (partition, status, until) WHERE known_to = ${FOREVER} AND until < ${FOREVER}`,
    `CREATE INDEX status_span_position ON ${schema}.status_span (partition, position)`,

    // The stream of policies as far as it is folded: by which policies the rows beside it were judged.
    `CREATE TABLE ${schema}.policy_change (
       partition int NOT NULL, position bigint NOT NULL, at bigint NOT NULL, recorded_at bigint NOT NULL,
       type text NOT NULL, data text NOT NULL, PRIMARY KEY (partition, position))`,

    // Each life of each fix on each replica; few, and counted whole: how a fix fares is a question about all of them.
    // The client is the one on which it was tried, or while it was not, suggested. \`position\`: of the fact that gave it its status.
    `CREATE TABLE ${schema}.fix_life (
       partition int NOT NULL, replica uuid NOT NULL, fix text NOT NULL, number int NOT NULL,
       status text NOT NULL, suggested_at bigint, tried_at bigint, tried_by text, tried_position bigint,
       confirmed_at bigint, turned_at bigint, client_name text, client_version text, position bigint NOT NULL,
       PRIMARY KEY (partition, replica, fix, number))`,

    // How many replicas each server, site and client version has, and which of all have symptoms: what the fold needs to tell the next
    // incident.
    `CREATE TABLE ${schema}.incident_group (
       partition int NOT NULL, scope text NOT NULL, name text NOT NULL, replicas int NOT NULL,
       PRIMARY KEY (partition, scope, name))`,
    `CREATE TABLE ${schema}.incident_affected (
       partition int NOT NULL, replica uuid NOT NULL, mailbox text NOT NULL, server text, site text, client text,
       symptoms text NOT NULL, PRIMARY KEY (partition, replica))`,

    // What was so (\`_at\`) and when we learned it (\`_known\`), so that both "as it was" and "as we knew it" can be asked.
    `CREATE TABLE ${schema}.incident (
       partition int NOT NULL, id text NOT NULL, scope text NOT NULL, name text NOT NULL, family text NOT NULL, symptom text NOT NULL,
       since bigint NOT NULL, newest_since bigint NOT NULL, opened_at bigint NOT NULL, opened_known bigint NOT NULL,
       critical_at bigint NOT NULL, critical_known bigint NOT NULL, closed_at bigint NOT NULL, closed_known bigint NOT NULL,
       merged_into text, at bigint NOT NULL, replicas int NOT NULL, users int NOT NULL, total int NOT NULL, most int NOT NULL,
       growth text NOT NULL, PRIMARY KEY (partition, id))`,
    `CREATE INDEX incident_closed ON ${schema}.incident (partition, closed_at)`,
    `CREATE TABLE ${schema}.incident_member (
       partition int NOT NULL, incident text NOT NULL, replica uuid NOT NULL, position bigint NOT NULL, mailbox text NOT NULL,
       since bigint NOT NULL, joined_at bigint NOT NULL, joined_known bigint NOT NULL, left_at bigint NOT NULL, left_known bigint NOT NULL,
       PRIMARY KEY (partition, incident, replica, position))`,
    `CREATE INDEX incident_member_replica ON ${schema}.incident_member (partition, replica, left_at)`,
    `CREATE INDEX incident_member_left ON ${schema}.incident_member (partition, left_at)`,
  ];
}

async function canCompressWithLz4(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query(
    `SELECT 'lz4' = ANY (enumvals) AS yes FROM pg_settings WHERE name = 'default_toast_compression'`,
  );
  return rows[0]?.yes === true;
}

/** Without the extension a search reads every row of a narrow table, which is slower and right all the same. */
async function canSeekByTrigram(client: ClientBase): Promise<boolean> {
  const { rows } = await client.query(`SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'`);
  if (rows.length === 0) return false;
  await client.query('SAVEPOINT trigrams');
  try {
    await client.query('CREATE EXTENSION IF NOT EXISTS pg_trgm');
    await client.query('RELEASE SAVEPOINT trigrams');
    return true;
  } catch {
    // A role without the right to create extensions.
    await client.query('ROLLBACK TO SAVEPOINT trigrams');
    return false;
  }
}
