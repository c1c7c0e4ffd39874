import type { ClientBase } from 'pg';

/** Where the rows of the consumer `alerts` live, the outbox among them. */
export const ALERTS_SCHEMA = 'alerts';

/**
 * Makes the outbox if it is missing: one row for each message to one channel. All of a row but its lease is a function of the log, so it
 * may be dropped at any time, and is made again by folding. Instants are milliseconds.
 */
export async function createOutboxTables(client: Pick<ClientBase, 'query'>, schema = ALERTS_SCHEMA): Promise<void> {
  await client.query(`CREATE SCHEMA IF NOT EXISTS ${schema}`);
  for (const statement of definitions(schema)) await client.query(statement);
}

function definitions(schema: string): string[] {
  return [
    // `place`: the position of NotificationQueued; names the row outside, and is the order within (channel, group_key).
    // `version`: position of the newest event of the stream `notification-<key>` that the row knows; 0 while there is none.
    // `attempts` counts all; `round_attempts` is how many of them came before a person put it back, at `round_at`.
    // `next_at`: null once it has ended. `failed_at` and `failure`: of the newest attempt that failed, sent since or not.
    // `dismissed_…`: who said of a dead one that it need not be sent; it ended when it was given up all the same.
    `CREATE TABLE IF NOT EXISTS ${schema}.outbox (
       key text COLLATE "C" PRIMARY KEY, channel text COLLATE "C" NOT NULL, group_key text COLLATE "C" NOT NULL,
       place bigint NOT NULL, kind text NOT NULL, title text NOT NULL, alerts text[] NOT NULL, message json NOT NULL,
       state text NOT NULL CHECK (state IN ('waiting', 'sent', 'dead', 'dropped', 'dismissed')),
       attempts int NOT NULL, round_attempts int NOT NULL, round_at bigint NOT NULL,
       made_at bigint NOT NULL, next_at bigint, ended_at bigint, answer text, failed_at bigint, failure text,
       dismissed_at bigint, dismissed_by text, dismissed_reason text,
       version bigint NOT NULL, lease_until bigint, lease_holder uuid) WITH (fillfactor = 70)`,
    `CREATE UNIQUE INDEX IF NOT EXISTS outbox_place ON ${schema}.outbox (place)`,
    `CREATE INDEX IF NOT EXISTS outbox_waiting ON ${schema}.outbox (channel, place) WHERE state = 'waiting'`,
    `CREATE INDEX IF NOT EXISTS outbox_order ON ${schema}.outbox (channel, group_key, place) WHERE state = 'waiting'`,
    `CREATE INDEX IF NOT EXISTS outbox_ended ON ${schema}.outbox (channel, state, ended_at)`,
    `CREATE INDEX IF NOT EXISTS outbox_failed ON ${schema}.outbox (channel, failed_at) WHERE failed_at IS NOT NULL`,
  ];
}
