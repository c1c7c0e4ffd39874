import type { Client, QueryResult } from 'pg';
import type { AcceptedAppend } from '../accept.ts';
import { WriterFencedError } from '../errors.ts';
import { keyId, planBatch, type Known, type Plan } from '../plan.ts';
import type { Instant } from '../types.ts';
import { BinaryCopy, CopyRows } from './binary-copy.ts';

/** Who writes, and the how-manieth batch this is of it. */
export interface BatchName {
  readonly partition: number;
  readonly writer: string;
  readonly batch: number;
  readonly epoch: number;
}

/**
 * The one transaction that appends, in two round trips:
 * 1. take the head row (from here to the end nobody else appends), with positions for all of the batch;
 * 2. seek the duplicates, which nobody can add to any more;
 * 3. give back the positions that duplicates do not need, so that there are no gaps;
 * 4. write events, keys and the batch's name; commit.
 */
export async function writeBatch(
  client: Client,
  name: BatchName,
  appends: readonly AcceptedAppend[],
  now: Instant,
  /** Told just before the COMMIT is sent: if an error follows, the outcome is not known. */
  onCommitting: (plan: Plan) => void,
): Promise<Plan> {
  const wanted = appends.reduce((sum, { events }) => sum + events.length, 0);
  const [head, keys, versions] = await together([
    client.query('BEGIN ISOLATION LEVEL READ COMMITTED'),
    client.query({ ...TAKE_HEAD, values: [name.partition, name.epoch, wanted, now] }),
    findKeys(client, name.partition, appends),
    findVersions(client, name.partition, appends),
  ]).then(([, ...found]) => found);

  const taken = (head as QueryResult<[string, string]>).rows[0];
  if (!taken) {
    await client.query('ROLLBACK');
    throw new WriterFencedError(name.partition);
  }
  const [end, recordedAt] = taken.map(Number) as [number, number];
  const known = { keys: keys as Known['keys'], versions: versions as Known['versions'] };
  const plan = planBatch(appends, known, end - wanted, recordedAt);

  if (plan.fresh.length === 0) {
    await client.query('ROLLBACK');
    return plan;
  }
  onCommitting(plan);
  await together([
    plan.position === end ? null : client.query({ ...GIVE_BACK, values: [name.partition, plan.position] }),
    copy(client, EVENTS, encodeEvents(plan, recordedAt)),
    copy(client, KEYS, encodeKeys(plan)),
    client.query({ ...NAME_BATCH, values: [name.partition, name.writer, name.batch, now] }),
    client.query('COMMIT'),
  ]);
  return plan;
}

/** Did this batch commit? Waits for the head row first, so a transaction that was cut off has ended one way or the other. */
export async function wasCommitted(client: Client, { partition, writer, batch }: BatchName): Promise<boolean> {
  const [, , found] = await together([
    client.query('BEGIN ISOLATION LEVEL READ COMMITTED'),
    client.query('SELECT 1 FROM log.head WHERE partition = $1 FOR UPDATE', [partition]),
    client.query('SELECT 1 FROM log.writer WHERE partition = $1 AND writer = $2 AND batch = $3', [
      partition,
      writer,
      batch,
    ]),
    client.query('ROLLBACK'),
  ]);
  return (found as QueryResult).rows.length > 0;
}

const TAKE_HEAD = {
  name: 'log-take-head',
  rowMode: 'array',
  text: `UPDATE log.head SET position = position + $3::bigint, recorded_at = GREATEST(recorded_at, $4::bigint)
         WHERE partition = $1 AND epoch = $2 RETURNING position, recorded_at`,
};
const GIVE_BACK = {
  name: 'log-give-back',
  text: 'UPDATE log.head SET position = $2 WHERE partition = $1',
};
const NAME_BATCH = {
  name: 'log-name-batch',
  text: `INSERT INTO log.writer (partition, writer, batch, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (partition, writer) DO UPDATE SET batch = EXCLUDED.batch, at = EXCLUDED.at`,
};
// LATERAL … LIMIT 1 keeps the planner to one look into the index for each key, whatever it believes of the table's size.
const FIND_KEYS = {
  name: 'log-find-keys',
  rowMode: 'array',
  text: `SELECT q.stream, q.epoch, q.seq, k.position, k.content_hash
         FROM unnest($2::text[], $3::text[], $4::bigint[]) AS q(stream, epoch, seq),
         LATERAL (SELECT position, content_hash FROM log.append_key k
                  WHERE k.partition = $1 AND k.stream = q.stream AND k.epoch = q.epoch AND k.seq = q.seq LIMIT 1) k`,
};
const FIND_VERSIONS = {
  name: 'log-find-versions',
  rowMode: 'array',
  text: `SELECT q.stream, e.position FROM unnest($2::text[]) AS q(stream),
         LATERAL (SELECT position FROM log.events e WHERE e.partition = $1 AND e.stream = q.stream
                  ORDER BY position DESC LIMIT 1) e`,
};
const EVENTS = `COPY log.events (partition, position, stream, type, version, observed_at, recorded_at, epoch, seq, data)
                FROM STDIN (FORMAT binary)`;
const KEYS = 'COPY log.append_key (partition, stream, epoch, seq, position, content_hash) FROM STDIN (FORMAT binary)';

async function findKeys(client: Client, partition: number, appends: readonly AcceptedAppend[]): Promise<Known['keys']> {
  const keyed = appends.filter(({ key }) => key);
  if (keyed.length === 0) return new Map();
  const streams = keyed.map(({ stream }) => stream);
  const values = [partition, streams, keyed.map(({ key }) => key!.epoch), keyed.map(({ key }) => key!.seq)];
  const { rows } = await client.query<[string, string, string, string, string | null]>({ ...FIND_KEYS, values });
  return new Map(
    rows.map(([stream, epoch, seq, position, contentHash]) => [
      keyId(stream, epoch, Number(seq)),
      { position: Number(position), contentHash },
    ]),
  );
}

async function findVersions(
  client: Client,
  partition: number,
  appends: readonly AcceptedAppend[],
): Promise<Known['versions']> {
  const streams = appends.filter(({ expectedVersion }) => expectedVersion !== null).map(({ stream }) => stream);
  if (streams.length === 0) return new Map();
  const { rows } = await client.query<[string, string]>({
    ...FIND_VERSIONS,
    values: [partition, [...new Set(streams)]],
  });
  return new Map(rows.map(([stream, position]) => [stream, Number(position)]));
}

function encodeEvents({ fresh }: Plan, recordedAt: Instant): Buffer {
  const rows = new CopyRows(
    fresh.reduce((sum, { append }) => sum + append.bytes * 1.1 + append.events.length * 256, 256),
  );
  for (const { append, firstPosition } of fresh) {
    append.events.forEach((event, index) => {
      rows.row(10);
      rows.int4(append.partition);
      rows.int8(firstPosition + index);
      rows.text(append.stream);
      rows.text(event.type);
      rows.int2(event.version);
      rows.int8(event.observedAt);
      rows.int8(recordedAt);
      rows.text(append.key && append.key.epoch);
      rows.int8(append.key && append.key.seq);
      rows.text(event.json);
    });
  }
  return rows.finish();
}

function encodeKeys({ fresh }: Plan): Buffer | null {
  const keyed = fresh.filter(({ append }) => append.key);
  if (keyed.length === 0) return null;
  const rows = new CopyRows(keyed.length * 256);
  for (const { append, firstPosition } of keyed) {
    rows.row(6);
    rows.int4(append.partition);
    rows.text(append.stream);
    rows.text(append.key!.epoch);
    rows.int8(append.key!.seq);
    rows.int8(firstPosition + append.events.length - 1);
    rows.text(append.contentHash);
  }
  return rows.finish();
}

function copy(client: Client, statement: string, rows: Buffer | null): Promise<unknown> | null {
  if (!rows) return null;
  return new Promise((resolve, reject) => {
    const query = new BinaryCopy(statement, rows, (error) => (error ? reject(error) : resolve(undefined)));
    client.query(query);
  });
}

/** Sends a pipeline in one write, and waits until all of it is answered: only then may the connection be used again. */
async function together(queries: readonly (Promise<unknown> | null)[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(queries);
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
  return settled.map((result) => (result as PromiseFulfilledResult<unknown>).value);
}
