import { STATUSES, type FleetChangeView, type Status } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { rankOf } from '../projections/status-rank.ts';
import { statusesAt } from './fleet-history.query.ts';
import { iso, isoOrNull } from './instants.ts';

type Reader = Pick<ClientBase, 'query'>;

/** How far back a status that nobody has is sought: beyond that, "long ago" is all there is to say. */
const SOUGHT_MS = 7 * 86_400_000;

/** What the fleet was at `from`, and when the statuses that nobody has at `at` were last there. */
export async function fleetChange(client: Reader, from: number, at: number): Promise<FleetChangeView> {
  const [then] = await statusesAt(client, [from]);
  const [now] = await statusesAt(client, [at]);
  const lastSeen = {} as Record<Status, string | null>;
  for (const status of STATUSES) lastSeen[status] = now![status] > 0 ? null : await lastTurn(client, status, at);
  const known = STATUSES.some((status) => then![status] > 0);
  return { from: iso(from), statuses: known ? then! : null, lastSeen };
}

/** Along the ends of its spans, newest first. */
async function lastTurn(client: Reader, status: Status, at: number): Promise<string | null> {
  const { rows } = await client.query<{ until: string }>({
    name: 'last-turn',
    text: `SELECT until FROM ${READ_SCHEMA}.status_span
           WHERE partition = 0 AND status = $3 AND until <= $1 AND until > $2 AND known_to = ${FOREVER} AND until < ${FOREVER}
           ORDER BY until DESC LIMIT 1`,
    values: [at, at - SOUGHT_MS, rankOf(status)],
  });
  return isoOrNull(rows[0]?.until ?? null);
}
