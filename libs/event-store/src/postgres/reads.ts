import type { Pool } from 'pg';
import type { EventStore, ReadStreamOptions } from '../event-store.ts';
import type { RecordedEvent } from '../types.ts';
import type { Upcast } from '../upcast.ts';
import { EVENT_COLUMNS, EVENT_TYPES, toEvent, type EventRow } from './rows.ts';

type Reads = Pick<EventStore, 'readStream' | 'readLog' | 'changedStreams' | 'head' | 'latestKey'>;

export function postgresReads(pool: Pool, upcast: Upcast): Reads {
  async function rowsOf<Row extends unknown[]>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    const { rows } = await pool.query<Row>({ name, text, values, rowMode: 'array', types: EVENT_TYPES });
    return rows;
  }

  async function events(name: string, text: string, values: unknown[]): Promise<RecordedEvent[]> {
    const rows = await rowsOf<EventRow>(name, text, values);
    return rows.map((row) => upcast(toEvent(row)));
  }

  return {
    readStream(stream, options: ReadStreamOptions = {}) {
      const { text, values } = streamQuery(stream, options);
      return events(`log-stream-${shapeOf(options)}`, text, values);
    },

    readLog({ partition = 0, after, limit, upTo, types }) {
      const page = `SELECT ${EVENT_COLUMNS} FROM log.events WHERE partition = $1 AND position > $2`;
      if (upTo === undefined && types === undefined)
        return events('log-page', `${page} ORDER BY position LIMIT $3`, [partition, after, limit]);
      return events(
        'log-page-of-types',
        `${page} AND position <= $4 AND ($5::text[] IS NULL OR type = ANY ($5)) ORDER BY position LIMIT $3`,
        [partition, after, limit, upTo ?? Number.MAX_SAFE_INTEGER, types ?? null],
      );
    },

    async changedStreams({ partition = 0, after, upTo, limit }) {
      const rows = await rowsOf<[string]>(
        'log-changed-streams',
        `SELECT DISTINCT stream FROM log.events WHERE partition = $1 AND position > $2 AND position <= $3 LIMIT $4`,
        [partition, after, upTo, limit],
      );
      return rows.map(([stream]) => stream);
    },

    async head(partition = 0) {
      const rows = await rowsOf<[number, number | null]>(
        'log-head',
        'SELECT position, recorded_at FROM log.head WHERE partition = $1',
        [partition],
      );
      const [position, recordedAt] = rows[0] ?? [0, null];
      return { position, recordedAt };
    },

    async latestKey(stream, { partition = 0, exceptEpochs = [] } = {}) {
      const rows = await rowsOf<[string, number]>('log-latest-key', LATEST_KEY, [partition, stream, exceptEpochs]);
      return rows[0] ? { epoch: rows[0][0], seq: rows[0][1] } : null;
    },
  };
}

// From epoch to epoch by the index, so that it costs as much as the stream has epochs, not as it has keys.
const LATEST_KEY = `
  WITH RECURSIVE epochs AS (
    (SELECT epoch, position FROM log.append_key WHERE partition = $1 AND stream = $2 ORDER BY epoch, seq LIMIT 1)
    UNION ALL
    SELECT later.epoch, later.position FROM epochs, LATERAL (
      SELECT k.epoch, k.position FROM log.append_key k
      WHERE k.partition = $1 AND k.stream = $2 AND k.epoch > epochs.epoch ORDER BY k.epoch, k.seq LIMIT 1) later
  )
  SELECT epochs.epoch, (
    SELECT k.seq FROM log.append_key k
    WHERE k.partition = $1 AND k.stream = $2 AND k.epoch = epochs.epoch ORDER BY k.seq DESC LIMIT 1)
  FROM epochs WHERE epochs.epoch <> ALL ($3::text[]) ORDER BY epochs.position DESC LIMIT 1`;

function streamQuery(stream: string, options: ReadStreamOptions): { text: string; values: unknown[] } {
  const values: unknown[] = [options.partition ?? 0, stream];
  const where = ['partition = $1', 'stream = $2'];
  const condition = (sql: string, value: unknown) => {
    if (value === undefined) return;
    values.push(value);
    where.push(sql.replace('?', `$${values.length}`));
  };
  condition('position > ?', options.after);
  condition('position < ?', options.before);
  condition('observed_at <= ?', options.observedUntil);
  condition('recorded_at <= ?', options.recordedUntil);
  condition('type = ANY (?::text[])', options.types);

  const order = `ORDER BY position ${options.backwards ? 'DESC' : 'ASC'}`;
  values.push(options.limit ?? null);
  return {
    text: `SELECT ${EVENT_COLUMNS} FROM log.events WHERE ${where.join(' AND ')} ${order} LIMIT $${values.length}`,
    values,
  };
}

/** One prepared statement for each combination of options. */
function shapeOf(options: ReadStreamOptions): string {
  const { after, before, observedUntil, recordedUntil, types, backwards } = options;
  return (
    [after, before, observedUntil, recordedUntil, types].map((value) => (value === undefined ? 0 : 1)).join('') +
    (backwards ? 'b' : 'f')
  );
}
