import type { IncidentDetail, IncidentView } from '@lockstep/contracts';
import {
  CATALOGUE,
  growthPoints,
  incidentCause,
  incidentTitle,
  type Growth,
  type IncidentFacts,
} from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { FOREVER, READ_SCHEMA } from '../projections/read-tables.ts';
import { alertsOfIncidents, incidentsBefore } from './incident-alerts.query.ts';
import { iso } from './instants.ts';
import type { AsOf } from './parameters.ts';

type Reader = Pick<ClientBase, 'query'>;

const MOST_MEMBERS = 1_000;
const MOST_POINTS = 120;
/** More than this at once are no incidents any more. */
const MOST_OPEN = 100;

export interface IncidentsAsked extends AsOf {
  readonly open?: boolean | undefined;
  readonly limit: number;
}

/** Newest first. What became part of another one is not told beside it. */
export async function listIncidents(client: Reader, { open, limit, ...asOf }: IncidentsAsked): Promise<IncidentView[]> {
  const { values, incidents, isOpen } = question(asOf);
  const which = open === undefined ? '' : `AND ${open ? isOpen('i') : `NOT ${isOpen('i')}`}`;
  const { rows } = await client.query<IncidentRow>(
    `${incidents} ${which} ORDER BY i.opened_at DESC, i.id::bigint DESC LIMIT ${limit}`,
    values,
  );
  const alerts = await alertsOfIncidents(
    client,
    rows.map(({ id }) => id),
    asOf,
  );
  return rows.map((row) => ({ ...toIncidentView(row), alert: alerts.get(row.id)?.id ?? null }));
}

export const openIncidents = (client: Reader, asOf: AsOf = {}): Promise<IncidentView[]> =>
  listIncidents(client, { open: true, limit: MOST_OPEN, ...asOf });

/** One of them with its replicas; of one that became part of another, that other one. Null: there is none, or was none yet. */
export async function incidentDetail(client: Reader, id: string, asOf: AsOf): Promise<IncidentDetail | null> {
  const { values, value, incidents, holds, knows } = question(asOf);
  const found = await client.query<IncidentRow>(
    `${incidents} AND i.id = (SELECT coalesce(merged_into, id) FROM ${READ_SCHEMA}.incident WHERE partition = 0 AND id = ${value(id)})`,
    values,
  );
  const row = found.rows[0];
  if (!row) return null;
  values[values.length - 1] = row.id;
  const members = await client.query(
    `SELECT stay.*, coalesce(l.device, '') AS device FROM (
       SELECT DISTINCT ON (m.replica) m.replica, m.mailbox, m.since, m.joined_at, ${holds('m')} AS affected, m.left_at
       FROM ${READ_SCHEMA}.incident_member m
       WHERE m.partition = 0 AND m.incident = $${values.length} AND ${knows('m')} ORDER BY m.replica, m.position DESC) stay
     LEFT JOIN ${READ_SCHEMA}.replica_list l ON l.partition = 0 AND l.replica = stay.replica
     ORDER BY stay.affected DESC, stay.since / 60000, stay.mailbox, stay.replica LIMIT ${MOST_MEMBERS}`,
    values,
  );
  const alerts = await alertsOfIncidents(client, [row.id], asOf);
  return {
    ...toIncidentView(row),
    alert: alerts.get(row.id)?.id ?? null,
    before: await incidentsBefore(client, row, asOf),
    members: members.rows.map((member) => ({
      replica: member.replica,
      mailbox: member.mailbox,
      device: member.device,
      since: iso(member.since),
      joinedAt: iso(member.joined_at),
      leftAt: member.affected ? null : iso(member.left_at),
    })),
  };
}

/** The open incident that explains a replica, now or as it was then; null: none does. */
export async function incidentOf(
  client: Reader,
  replica: string,
  at?: number,
  knownAt?: number,
): Promise<IncidentFacts | null> {
  const { values, value, incidents, isOpen, holds } = question({ at, knownAt });
  const { rows } = await client.query<IncidentRow>(
    `${incidents} AND ${isOpen('i')} AND i.id IN (SELECT m.incident FROM ${READ_SCHEMA}.incident_member m
       WHERE m.partition = 0 AND m.replica = ${value(replica)} AND ${holds('m')}) ORDER BY i.opened_at LIMIT 1`,
    values,
  );
  if (!rows[0]) return null;
  const { id, cause, name, title, replicas, share } = toIncidentView(rows[0]);
  return { id, cause, name, title, since: Number(rows[0].since), replicas, share };
}

interface IncidentRow {
  readonly id: string;
  readonly scope: IncidentView['scope'];
  readonly name: string;
  readonly symptom: string;
  readonly since: string;
  readonly opened_at: string;
  readonly closed_at: string;
  readonly is_critical: boolean;
  readonly is_open: boolean;
  readonly replicas: number;
  readonly users: number;
  readonly total: number;
  readonly most: number;
  readonly growth: string;
  /** The moment in the past that is asked for; null: now. */
  readonly until: string | null;
}

/** The parts of a question about now or about then, with one list of values. */
function question(asOf: AsOf) {
  const values: unknown[] = [];
  const value = (of: unknown) => `$${values.push(of)}`;
  const parts = clauses(asOf, value);
  const { holds, isOpen, isPast, until } = parts;
  const members = `${READ_SCHEMA}.incident_member m WHERE m.partition = 0 AND m.incident = i.id AND ${holds('m')}`;
  const counted = isPast
    ? `(SELECT count(*)::int FROM ${members}) AS replicas, (SELECT count(DISTINCT m.mailbox)::int FROM ${members}) AS users`
    : 'i.replicas, i.users';
  const { at, known } = parts;
  const incidents = `SELECT i.id, i.scope, i.name, i.symptom, i.since, i.opened_at, i.closed_at, ${counted}, i.total, i.most, i.growth,
      (i.critical_at <= ${at} AND i.critical_known <= ${known}) AS is_critical, ${isOpen('i')} AS is_open, ${until} AS until
    FROM ${READ_SCHEMA}.incident i
    WHERE i.partition = 0 AND i.opened_at <= ${at} AND i.opened_known <= ${known} AND (i.merged_into IS NULL OR i.closed_known > ${known})`;
  return { values, value, incidents, ...parts };
}

/** What holds at a moment by what was known then; neither said: what holds now. */
export function clauses({ at, knownAt }: AsOf, value: (of: unknown) => string) {
  const isPast = at !== undefined || knownAt !== undefined;
  const then = at ?? (knownAt === undefined ? undefined : FOREVER - 1);
  const atSql = then === undefined ? String(FOREVER - 1) : `${value(then)}::bigint`;
  const known = knownAt === undefined ? String(FOREVER - 1) : `${value(knownAt)}::bigint`;
  return {
    isPast,
    at: atSql,
    known,
    until: isPast ? `least(${atSql}, i.at)` : 'NULL::bigint',
    isOpen: (of: string) => `(${of}.closed_at > ${atSql} OR ${of}.closed_known > ${known})`,
    /** Of a stay: it had begun, as far as was known. */
    knows: (of: string) => `${of}.joined_at <= ${atSql} AND ${of}.joined_known <= ${known}`,
    /** Of a stay: the replica is in. */
    holds: (of: string) =>
      `(${of}.joined_at <= ${atSql} AND ${of}.joined_known <= ${known} AND (${of}.left_at > ${atSql} OR ${of}.left_known > ${known}))`,
  };
}

function toIncidentView(row: IncidentRow): Omit<IncidentView, 'alert'> {
  const { id, scope, name, symptom, replicas, users, total } = row;
  const told = growthUntil(row);
  return {
    id,
    cause: incidentCause(scope),
    server: scope === 'server' ? name : null,
    since: iso(row.since),
    replicas,
    share: total === 0 ? 0 : Math.min(1, replicas / total),
    scope,
    name,
    title: incidentTitle({ scope, name, symptom }),
    symptom,
    severity: row.is_critical ? 'critical' : 'warning',
    users,
    total,
    most: row.until === null ? row.most : Math.max(...told.map(([, count]) => count)),
    closedAt: row.is_open ? null : iso(row.closed_at),
    firstFix: firstFix(scope, name),
    growth: told,
  };
}

/** Of a past moment nothing later is told: its newest stretch would tell how it ended. */
function growthUntil({ growth, opened_at: openedAt, until, replicas }: IncidentRow): [number, number][] {
  const all = JSON.parse(growth) as Growth;
  const points = growthPoints(all, Number(openedAt), MOST_POINTS - 1);
  if (until === null) return points;
  const before = points.filter(([at]) => at + all.widthMs <= Number(until));
  return [...before, [Math.max(Number(openedAt), Number(until)), replicas]];
}

/** What the catalogue says to do first; null while it does not know the cause. */
function firstFix(scope: IncidentView['scope'], name: string): IncidentView['firstFix'] {
  const rule = CATALOGUE.find(({ id }) => id === incidentCause(scope));
  if (!rule?.fix) return null;
  // Of a site's incident there is no one server to name: what cannot be filled in is left to the reader.
  const fill = (step: string) =>
    step.replaceAll(/\{(\w+)\}/g, (_, part: string) => (part === scope || part === 'name' ? name : `<${part}>`));
  return { title: rule.title, steps: rule.fix.steps.map(fill) };
}
