import type { AlertCounts, AlertList, AlertView } from '@lockstep/contracts';
import type { AlertState, MaintenanceState, SilenceState } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { ALERTS_SCHEMA as SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { FOREVER } from '../projections/read-tables.ts';
import { incidentCauses } from '../queries/incident-members.ts';
import { decodePlace, encodePlace, type AlertsAsked } from './alert-parameters.ts';
import { toAlertView, type AlertRow, type Quieting } from './alert-view.ts';
import { withFiresAt } from './fires-at.ts';
import { diagnosisOf } from './first-fix.ts';

type Reader = Pick<ClientBase, 'query'>;

const DAY_MS = 86_400_000;

/** `at` null: as it is. */
export interface Moment {
  readonly at: number | null;
  readonly now: number;
}

/** A question about the alerts as they are or were, one value after another. */
class Asking {
  readonly values: unknown[] = [];
  readonly where: string[];
  readonly #at: string | null;

  constructor(at: number | null) {
    this.#at = at === null ? null : this.value(at);
    this.where = [this.#at === null ? `a.until = ${FOREVER}` : `a.since <= ${this.#at} AND a.until > ${this.#at}`];
  }

  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  /** The rows, and how often each was told of by then: what did not arrive told nobody. */
  rows(which: string): string {
    const by = this.#at === null ? '' : `AND t.at <= ${this.#at}`;
    const lost = `o.state IN ('dead', 'dropped', 'dismissed')${this.#at === null ? '' : ` AND o.ended_at <= ${this.#at}`}`;
    return `SELECT a.id, greatest(a.position, told.position) AS position, a.rank, a.weight, a.age, a.number, a.state, told.told, told.last_told_at
            FROM ${SCHEMA}.alert a CROSS JOIN LATERAL (
              SELECT count(*) FILTER (WHERE (${lost}) IS NOT TRUE)::int AS told,
                max(t.at) FILTER (WHERE (${lost}) IS NOT TRUE) AS last_told_at, max(t.position) AS position
              FROM ${SCHEMA}.told t LEFT JOIN ${SCHEMA}.outbox o USING (key) WHERE t.alert = a.id ${by}) told
            WHERE ${this.where.join(' AND ')} ${which}`;
  }
}

const ORDER = 'a.rank, a.weight, a.age, a.number';

export async function listAlerts(client: Reader, asked: AlertsAsked, user: string, moment: Moment): Promise<AlertList> {
  const { cursor, limit } = asked;
  const asking = filtered(asked, user, moment.at);
  const total = await client.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM ${SCHEMA}.alert a WHERE ${asking.where.join(' AND ')}`,
    asking.values,
  );
  if (cursor !== undefined) {
    const place = decodePlace(cursor).map((part) => `${asking.value(part)}::bigint`);
    asking.where.push(`(${ORDER}) > (${place.join(', ')})`);
  }
  const { rows } = await client.query<AlertRow>(asking.rows(`ORDER BY ${ORDER} LIMIT ${limit + 1}`), asking.values);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await toViews(client, page, moment),
    nextCursor:
      rows.length > limit && last ? encodePlace([last.rank, last.weight, Number(last.age), Number(last.number)]) : null,
    total: total.rows[0]!.total,
    counts: await countAlerts(client, user, moment),
  };
}

function filtered(asked: AlertsAsked, user: string, at: number | null): Asking {
  const asking = new Asking(at);
  const { where } = asking;
  const { status, rule, severity, taken, suppressed, mine, server, replica, incident, q, resolvedSince } = asked;
  if (status) where.push(`a.status = ANY (${asking.value(status)})`);
  if (rule) where.push(`a.rule = ANY (${asking.value(rule)})`);
  if (severity) where.push(`a.severity = ANY (${asking.value(severity)})`);
  if (taken !== undefined) where.push(`a.taken = ${asking.value(taken)}`);
  if (suppressed !== undefined) where.push(`a.suppressed = ${asking.value(suppressed)}`);
  if (mine !== undefined) where.push(`${mine ? '' : 'NOT '}${isOf(asking.value(user))}`);
  if (server !== undefined) where.push(`a.server = ${asking.value(server)}`);
  if (replica !== undefined) where.push(`a.replica = ANY (${asking.value(replica)}::uuid[])`);
  if (resolvedSince !== undefined)
    where.push(`(a.resolved_at IS NULL OR a.resolved_at > ${asking.value(resolvedSince)})`);
  if (incident !== undefined) where.push(`a.incident = ${asking.value(incident)}`);
  for (const word of (q ?? '').toLowerCase().split(/\s+/).filter(Boolean))
    where.push(`strpos(a.words, ${asking.value(word.replace(/^#/, ''))}) > 0`);
  return asking;
}

const isOf = (user: string) =>
  `(coalesce(a.assignee = ${user}, false) OR coalesce(a.acknowledged_by = ${user}, false))`;

export async function countAlerts(client: Reader, user: string | null, { at, now }: Moment): Promise<AlertCounts> {
  const asking = new Asking(at);
  const me = asking.value(user ?? '');
  const yesterday = asking.value((at ?? now) - DAY_MS);
  const { rows } = await client.query(
    `SELECT count(*) FILTER (WHERE status <> 'resolved')::int AS open,
            count(*) FILTER (WHERE status = 'firing' AND NOT taken AND NOT suppressed)::int AS not_taken,
            count(*) FILTER (WHERE status <> 'resolved' AND ${isOf(me)})::int AS mine,
            count(*) FILTER (WHERE status = 'pending')::int AS pending,
            count(*) FILTER (WHERE status = 'recovering')::int AS recovering,
            count(*) FILTER (WHERE status <> 'resolved' AND suppressed)::int AS suppressed,
            count(*) FILTER (WHERE status = 'resolved')::int AS resolved
     FROM ${SCHEMA}.alert a
     WHERE ${asking.where.join(' AND ')} AND (a.rank < 9 OR a.resolved_at > ${yesterday})`,
    asking.values,
  );
  const { not_taken: notTaken, ...counts } = rows[0];
  return { ...counts, notTaken };
}

/** Null: there is none, or was none yet. */
export async function oneAlert(
  client: Reader,
  id: string,
  moment: Moment,
): Promise<{ view: AlertView; state: AlertState } | null> {
  const asking = new Asking(moment.at);
  asking.where.push(`a.id = ${asking.value(id)}`);
  const { rows } = await client.query<AlertRow>(asking.rows(''), asking.values);
  if (!rows[0]) return null;
  const [view] = await toViews(client, rows, moment);
  return { view: view!, state: JSON.parse(rows[0].state) as AlertState };
}

/** Those that changed, or were told of, after a position, in the order in which they did; at most `limit`. */
export async function alertsChangedSince(
  client: Reader,
  since: number,
  limit: number,
  now: number,
): Promise<AlertView[]> {
  const asking = new Asking(null);
  const after = asking.value(since);
  asking.where.push(
    `(a.position > ${after} OR a.id IN (SELECT t.alert FROM ${SCHEMA}.told t WHERE t.position > ${after}))`,
  );
  const { rows } = await client.query<AlertRow>(asking.rows(`ORDER BY 2 LIMIT ${limit}`), asking.values);
  return toViews(client, rows, { at: null, now });
}

/** The states of the alerts with these ids, as they are; those that are not there are left out. */
export async function alertStates(client: Reader, ids: readonly string[]): Promise<Map<string, AlertState>> {
  const { rows } = await client.query<{ id: string; state: string }>({
    name: 'alert-states',
    text: `SELECT id, state FROM ${SCHEMA}.alert WHERE id = ANY ($1) AND until = ${FOREVER}`,
    values: [ids],
  });
  return new Map(rows.map(({ id, state }) => [id, JSON.parse(state) as AlertState]));
}

/** Open ones, as they are. */
export async function openAlertStates(client: Reader): Promise<AlertState[]> {
  const { rows } = await client.query<{ state: string }>({
    name: 'alert-open-states',
    text: `SELECT state FROM ${SCHEMA}.alert WHERE until = ${FOREVER} AND rank < 9`,
  });
  return rows.map(({ state }) => JSON.parse(state) as AlertState);
}

const HEARD = `until = ${FOREVER} AND rank < 9 AND status = 'firing' AND NOT suppressed`;

/** Those that fire and that nothing keeps quiet. */
export async function heardAlertStates(client: Reader): Promise<AlertState[]> {
  const { rows } = await client.query<{ state: string }>({
    name: 'alert-heard-states',
    text: `SELECT state FROM ${SCHEMA}.alert WHERE ${HEARD}`,
  });
  return rows.map(({ state }) => JSON.parse(state) as AlertState);
}

export async function countHeardAlerts(client: Reader): Promise<number> {
  const { rows } = await client.query<{ heard: number }>({
    name: 'alert-heard-count',
    text: `SELECT count(*)::int AS heard FROM ${SCHEMA}.alert WHERE ${HEARD}`,
  });
  return rows[0]!.heard;
}

/** Earlier alerts of the same cause, the newest first. */
export async function sameBefore(client: Reader, { fingerprint, id }: AlertState): Promise<AlertState[]> {
  const { rows } = await client.query<{ state: string }>({
    name: 'alert-before',
    text: `SELECT state FROM ${SCHEMA}.alert WHERE fingerprint = $1 AND until = ${FOREVER} AND number < $2
           ORDER BY number DESC LIMIT 20`,
    values: [fingerprint, Number(id)],
  });
  return rows.map(({ state }) => JSON.parse(state) as AlertState);
}

async function toViews(client: Reader, rows: readonly AlertRow[], { at, now }: Moment): Promise<AlertView[]> {
  const quieting = await quietingOf(client, rows);
  const views = rows.map((row) => toAlertView(row, quieting, at ?? now));
  return at === null ? withFiresAt(client, await underIncidents(client, views)) : views;
}

/** What an incident explains has its cause, as on the page of the replica. */
async function underIncidents(client: Reader, views: readonly AlertView[]): Promise<AlertView[]> {
  const open = views.flatMap(({ replica, status }) => (replica !== null && status !== 'resolved' ? [replica] : []));
  const causes = await incidentCauses(client, [...new Set(open)]);
  return views.map((view) => {
    const cause = view.status === 'resolved' ? null : diagnosisOf(causes.get(view.replica ?? ''));
    return cause ? { ...view, diagnosis: cause } : view;
  });
}

async function quietingOf(client: Reader, rows: readonly AlertRow[]): Promise<Quieting> {
  const all = rows.flatMap(({ state }) => (JSON.parse(state) as AlertState).suppressed);
  const ids = (by: string) => [...new Set(all.filter((one) => one.by === by).map(({ id }) => id))];
  const causes = await alertStates(client, ids('inhibition'));
  return {
    silences: await dataOf<SilenceState>(client, 'silence', ids('silence')),
    maintenance: await dataOf<MaintenanceState>(client, 'maintenance', ids('maintenance')),
    causes: new Map([...causes].map(([id, { title }]) => [id, title])),
  };
}

async function dataOf<Data>(client: Reader, table: string, ids: readonly string[]): Promise<Map<string, Data>> {
  if (ids.length === 0) return new Map();
  const { rows } = await client.query<{ id: string; data: string }>(
    `SELECT id, data FROM ${SCHEMA}.${table} WHERE id = ANY ($1)`,
    [ids],
  );
  return new Map(rows.map(({ id, data }) => [id, JSON.parse(data) as Data]));
}
