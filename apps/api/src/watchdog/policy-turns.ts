import { policyFor, turnedSince, policyVersion, samePolicy, type PolicyBook } from '@lockstep/domain';
import type { Pool } from 'pg';
import { readPolicyBook } from '../projections/read-policies.ts';
import { READ_SCHEMA } from '../projections/read-tables.ts';

type Instant = number;

/** A replica that was judged before the newest change of policies, and by another one than it now has. */
export interface PolicyTurn {
  readonly replica: string;
  /** When the policies changed for it. */
  readonly turnedAt: Instant;
  /** Of the newest fact in its row. */
  readonly position: number;
  /** Its spool is being delivered: the next report turns it. */
  readonly isDelivering: boolean;
}

export interface Delivering {
  readonly heardSince: Instant;
  readonly olderThanMs: number;
}

/** Position of the newest change that the rows know of; 0: none. Cheap, to be asked each round. */
export async function newestPolicyChange(pool: Pool): Promise<number> {
  const { rows } = await pool.query({
    name: 'watchdog-policies',
    text: `SELECT max(position) AS position FROM ${READ_SCHEMA}.policy_change WHERE partition = 0`,
  });
  return Number(rows[0].position ?? 0);
}

/** All of them, page by page, in the order of their ids. A page may be empty and not be the last. */
export async function* policyTurns(pool: Pool, delivering: Delivering, pageSize = 500): AsyncGenerator<PolicyTurn[]> {
  const book = await readPolicyBook(pool);
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const { rows } = await pool.query<Row>({
      name: 'watchdog-policy-turns',
      text: `SELECT replica, mailbox, labels, client_name, client_version, server, policy, policy_version, position,
                    coalesce(heard_at > $3::bigint AND heard_at - last_reported_at > $4::bigint, false) AS is_delivering
             FROM ${READ_SCHEMA}.replica_list
             WHERE partition = 0 AND replica > $1::uuid AND position < $2::bigint ORDER BY replica LIMIT ${pageSize}`,
      values: [after, book.position, delivering.heardSince, delivering.olderThanMs],
    });
    yield rows.flatMap((row) => turnOf(row, book));
    if (rows.length < pageSize) return;
    after = rows.at(-1)!.replica;
  }
}

interface Row {
  readonly replica: string;
  readonly mailbox: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly client_name: string | null;
  readonly client_version: string | null;
  readonly server: string | null;
  readonly policy: string;
  readonly policy_version: number;
  readonly position: string;
  readonly is_delivering: boolean;
}

function turnOf(row: Row, book: PolicyBook): PolicyTurn[] {
  const { replica, mailbox, labels, client_name: name, client_version: version, server } = row;
  const client = {
    ...(name !== null && { name }),
    ...(version !== null && { version }),
    ...(server !== null && { server }),
  };
  const judgedBy = policyVersion(book, row.policy, row.policy_version);
  const found = policyFor(book, { mailbox, labels, client });
  const turnedAt = samePolicy(found, judgedBy) ? null : turnedSince(book, judgedBy, found);
  return turnedAt === null
    ? []
    : [{ replica, turnedAt, position: Number(row.position), isDelivering: row.is_delivering }];
}
