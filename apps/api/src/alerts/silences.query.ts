import type { MaintenanceView, SilenceView } from '@lockstep/contracts';
import { nextWindow, type MaintenanceState, type SilenceState } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { ALERTS_SCHEMA as SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { FOREVER } from '../projections/read-tables.ts';
import { iso, isoOrNull } from '../queries/instants.ts';

type Reader = Pick<ClientBase, 'query'>;

const MOST = 500;

/** Those in force first, the one that ends next before the others; then those that ended, the newest first. */
export async function listSilences(client: Reader): Promise<SilenceView[]> {
  const { rows } = await client.query(
    `SELECT data, ended_at, (${QUIET}) AS alerts FROM ${SCHEMA}.silence s
     ORDER BY ended_at IS NOT NULL, CASE WHEN ended_at IS NULL THEN until ELSE -ended_at END, id LIMIT ${MOST}`,
  );
  return rows.map(toSilenceView);
}

export async function oneSilence(client: Reader, id: string): Promise<SilenceView | null> {
  const { rows } = await client.query({
    name: 'silence',
    text: `SELECT data, ended_at, (${QUIET}) AS alerts FROM ${SCHEMA}.silence s WHERE id = $1`,
    values: [id],
  });
  return rows[0] ? toSilenceView(rows[0]) : null;
}

/** How many open alerts name it among what keeps them quiet. */
const QUIET = `SELECT count(*)::int FROM ${SCHEMA}.alert a
  WHERE a.until = ${FOREVER} AND a.rank < 9 AND a.suppressed AND EXISTS (
    SELECT 1 FROM json_array_elements(a.state::json -> 'suppressed') by WHERE by ->> 'id' = s.id AND by ->> 'by' = 'silence')`;

function toSilenceView(row: { data: string; ended_at: string | null; alerts: number }): SilenceView {
  const { id, matchers, comment, by, at, until, endsOnResolve } = JSON.parse(row.data) as SilenceState;
  return {
    id,
    matchers,
    comment,
    by,
    at: iso(at),
    until: iso(until),
    endsOnResolve,
    endedAt: isoOrNull(row.ended_at),
    alerts: row.alerts,
  };
}

/** All that were not cancelled; the open ones first, then by when they open next. */
export async function listMaintenance(client: Reader, now: number): Promise<MaintenanceView[]> {
  const { rows } = await client.query<{ data: string }>(
    `SELECT data FROM ${SCHEMA}.maintenance WHERE cancelled_at IS NULL ORDER BY at DESC, id LIMIT ${MOST}`,
  );
  const views = rows.map(({ data }) => toMaintenanceView(JSON.parse(data) as MaintenanceState, now));
  const opensAt = ({ open, nextFrom }: MaintenanceView) => (open ? '' : (nextFrom ?? '~'));
  return views.sort((a, b) => (opensAt(a) < opensAt(b) ? -1 : opensAt(a) > opensAt(b) ? 1 : 0));
}

export async function oneMaintenance(client: Reader, id: string, now: number): Promise<MaintenanceView | null> {
  const { rows } = await client.query<{ data: string }>({
    name: 'maintenance',
    text: `SELECT data FROM ${SCHEMA}.maintenance WHERE id = $1 AND cancelled_at IS NULL`,
    values: [id],
  });
  return rows[0] ? toMaintenanceView(JSON.parse(rows[0].data) as MaintenanceState, now) : null;
}

export function toMaintenanceView({ id, by, input }: MaintenanceState, now: number): MaintenanceView {
  const window = nextWindow(input, now);
  return {
    ...input,
    id,
    by,
    open: window !== null && window.from <= now,
    nextFrom: window && iso(window.from),
    nextTo: window && iso(window.to),
  };
}
