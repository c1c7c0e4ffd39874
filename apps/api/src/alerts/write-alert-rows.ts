import { isTaken, serializeAlert, type AlertState } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { noteOutcomes, queueRows, type QueuedMessage } from '../notify/delivery/outbox-rows.ts';
import { FOREVER } from '../projections/read-tables.ts';
import type { AlertChanges, AlertVersion, QueuedConclusion } from './alert-changes.ts';
import type { AlertFolding } from './alert-folding.ts';
import { keptValues } from './load-alerts.ts';
import { storedIncident } from './mirrored-incident.ts';

/** Writes what has changed, each row once. What was concluded has its place in the log. */
export async function writeAlertRows(
  tx: ClientBase,
  folding: AlertFolding,
  changes: AlertChanges,
  schema: string,
): Promise<void> {
  const rows = new Rows(tx, schema);
  await writeVersions(rows, changes.versions);
  await writeAtRest(rows, folding, changes.versions);
  await rows.upsert(
    'replica',
    ['id'],
    { id: 'uuid', mirror: 'text' },
    toMirrors(changes.replicas, folding.replica, JSON.stringify),
  );
  const incidents = toMirrors(changes.incidents, folding.incident, storedIncident);
  await rows.upsert('incident', ['id'], { id: 'text', mirror: 'text' }, incidents);
  await rows.remove(
    'incident',
    [...changes.incidents].filter((id) => folding.incident(id)?.closed),
  );
  await writeSilences(rows, changes);
  await writeQueued(rows, tx, changes.queued, schema);
  await noteOutcomes(tx, changes.outcomes, schema);
  const kept = keptValues(folding.kept, changes);
  await rows.upsert(
    'kept',
    ['name'],
    { name: 'text', value: 'text' },
    kept.map(([name, value]) => ({ name, value })),
  );
}

type Types = Readonly<Record<string, 'text' | 'uuid' | 'bigint' | 'smallint' | 'boolean'>>;
type Row = Readonly<Record<string, string | number | boolean | null>>;

class Rows {
  readonly #tx: ClientBase;
  readonly schema: string;

  constructor(tx: ClientBase, schema: string) {
    this.#tx = tx;
    this.schema = schema;
  }

  async upsert(table: string, key: readonly string[], types: Types, rows: readonly Row[]): Promise<void> {
    if (rows.length === 0) return;
    const names = Object.keys(types);
    const set = names.filter((name) => !key.includes(name)).map((name) => `${name} = excluded.${name}`);
    await this.#tx.query({
      name: `${this.schema}-${table}-put`,
      text: `INSERT INTO ${this.schema}.${table} (${names.join(', ')})
             SELECT ${names.join(', ')} FROM json_to_recordset($1::json) AS row (${names.map((name) => `${name} ${types[name]}`).join(', ')})
             ON CONFLICT (${key.join(', ')}) DO ${set.length === 0 ? 'NOTHING' : `UPDATE SET ${set.join(', ')}`}`,
      values: [JSON.stringify(rows)],
    });
  }

  async remove(table: string, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.#tx.query({
      name: `${this.schema}-${table}-gone`,
      text: `DELETE FROM ${this.schema}.${table} WHERE id = ANY ($1)`,
      values: [ids],
    });
  }

  run(name: string, text: string, rows: readonly Row[]): Promise<unknown> {
    return this.#tx.query({ name: `${this.schema}-${name}`, text, values: [JSON.stringify(rows)] });
  }
}

const VERSION: Types = {
  id: 'text',
  since: 'bigint',
  until: 'bigint',
  position: 'bigint',
  rank: 'smallint',
  weight: 'smallint',
  age: 'bigint',
  number: 'bigint',
  status: 'text',
  severity: 'text',
  taken: 'boolean',
  suppressed: 'boolean',
  rule: 'text',
  fingerprint: 'text',
  replica: 'uuid',
  incident: 'text',
  mailbox: 'text',
  server: 'text',
  assignee: 'text',
  acknowledged_by: 'text',
  resolved_at: 'bigint',
  maintained: 'boolean',
  words: 'text',
  state: 'text',
};

/**
 * The version that held until now ends where the first of these begins; of several at one moment the last holds. Where the clock was set
 * back, what was so at moments that have not come was never so.
 */
async function writeVersions(rows: Rows, versions: readonly AlertVersion[]): Promise<void> {
  if (versions.length === 0) return;
  const byAlert = new Map<string, AlertVersion[]>();
  for (const version of versions) {
    const all = byAlert.get(version.id) ?? [];
    byAlert.set(version.id, [...all.filter(({ since }) => since < version.since), version]);
  }
  await rows.run(
    'alert-end',
    `WITH row AS (SELECT id, since FROM json_to_recordset($1::json) AS row (id text, since bigint)),
     never AS (DELETE FROM ${rows.schema}.alert AS a USING row WHERE a.id = row.id AND a.since > row.since)
     UPDATE ${rows.schema}.alert AS a SET until = row.since
     FROM row WHERE a.id = row.id AND a.until > row.since AND a.since < row.since`,
    [...byAlert].map(([id, [first]]) => ({ id, since: first!.since })),
  );
  const written = [...byAlert.values()].flatMap((all) =>
    all.map((version, index) => versionRow(version, all[index + 1]?.since ?? FOREVER)),
  );
  await rows.upsert('alert', ['id', 'since'], VERSION, written);
}

function versionRow({ id, since, position, state }: AlertVersion, until: number): Row {
  const { status, severity, rule, fingerprint, replica, incident, mailbox, server, assignee, resolvedAt } = state;
  const { rank, weight, age } = placeOf(state);
  return {
    id,
    since,
    until,
    position,
    rank,
    weight,
    age,
    number: Number(id),
    status,
    severity,
    taken: isTaken(state),
    suppressed: state.suppressed.length > 0,
    rule,
    fingerprint,
    replica,
    incident,
    mailbox,
    server,
    assignee,
    acknowledged_by: state.acknowledged?.by ?? null,
    resolved_at: resolvedAt,
    maintained: state.suppressed.some(({ by }) => by === 'maintenance'),
    words: [id, state.title, state.text, mailbox, server, ...Object.values(state.labels)].join('\n').toLowerCase(),
    state: JSON.stringify(state),
  };
}

/** Firing and nobody's first, then by severity and age; what is resolved last, the newest first. */
function placeOf(state: AlertState): { rank: number; weight: number; age: number } {
  const { status, severity, since, firedAt, resolvedAt } = state;
  if (status === 'resolved') return { rank: 9, weight: 0, age: -(resolvedAt ?? since) };
  const isQuiet = state.suppressed.length > 0;
  const rank = { firing: isTaken(state) ? 1 : isQuiet ? 2 : 0, recovering: 3, pending: 4 }[status];
  return { rank, weight: severity === 'critical' ? 0 : severity === 'warning' ? 1 : 2, age: firedAt ?? since };
}

/** What the fold begins with after a restart; alerts that it has forgotten are no part of it. */
async function writeAtRest(rows: Rows, folding: AlertFolding, versions: readonly AlertVersion[]): Promise<void> {
  const { state, atRest } = folding.kept;
  const changed = [...new Set(versions.map(({ id }) => id))].filter((id) => state.alerts.has(id));
  for (const id of changed) atRest.add(id);
  const gone = atRest.size === state.alerts.size ? [] : [...atRest].filter((id) => !state.alerts.has(id));
  for (const id of gone) atRest.delete(id);
  await rows.upsert(
    'at_rest',
    ['id'],
    { id: 'text', stored: 'text' },
    changed.map((id) => ({ id, stored: serializeAlert(state, id) })),
  );
  await rows.remove('at_rest', gone);
}

async function writeSilences(rows: Rows, { silences, maintenance }: AlertChanges): Promise<void> {
  const made = [...silences.values()].flatMap(({ silence }) => silence ?? []);
  await rows.upsert(
    'silence',
    ['id'],
    { id: 'text', at: 'bigint', until: 'bigint', data: 'text' },
    made.map((silence) => ({ id: silence.id, at: silence.at, until: silence.until, data: JSON.stringify(silence) })),
  );
  const ended = [...silences].flatMap(([id, { ended: end }]) =>
    end ? [{ id, ended_at: end.at, ended_by: end.by }] : [],
  );
  if (ended.length > 0)
    await rows.run(
      'silence-end',
      `UPDATE ${rows.schema}.silence AS s SET ended_at = row.ended_at, ended_by = row.ended_by
       FROM json_to_recordset($1::json) AS row (id text, ended_at bigint, ended_by text) WHERE s.id = row.id`,
      ended,
    );
  const planned = [...maintenance.values()].flatMap(({ maintenance: window, at }) => (window ? [{ window, at }] : []));
  await rows.upsert(
    'maintenance',
    ['id'],
    { id: 'text', at: 'bigint', data: 'text' },
    planned.map(({ window, at }) => ({ id: window.id, at, data: JSON.stringify(window) })),
  );
  const cancelled = [...maintenance].flatMap(([id, row]) =>
    row.cancelledAt === null ? [] : [{ id, cancelled_at: row.cancelledAt }],
  );
  if (cancelled.length > 0)
    await rows.run(
      'maintenance-end',
      `UPDATE ${rows.schema}.maintenance AS m SET cancelled_at = row.cancelled_at
       FROM json_to_recordset($1::json) AS row (id text, cancelled_at bigint) WHERE m.id = row.id`,
      cancelled,
    );
}

/** The outbox, and which alerts each message tells of. */
async function writeQueued(
  rows: Rows,
  tx: ClientBase,
  queued: readonly QueuedConclusion[],
  schema: string,
): Promise<void> {
  const messages = queued.map(({ conclusion: { event, position }, message }) => {
    if (position === null) throw new Error('A message has no place in the log, and cannot be queued.');
    return { event: { ...event, position, recordedAt: event.observedAt }, message } as QueuedMessage;
  });
  const causes = new Map(queued.map(({ conclusion: { position, seq } }) => [position, seq]));
  await queueRows(tx, messages, schema);
  await rows.upsert(
    'told',
    ['alert', 'place'],
    {
      alert: 'text',
      place: 'bigint',
      position: 'bigint',
      key: 'text',
      at: 'bigint',
      channel: 'text',
      kind: 'text',
      title: 'text',
    },
    // A digest names alerts and tells of none.
    messages.flatMap(({ event: { position, observedAt, data } }) =>
      (data.kind === 'digest' ? [] : data.alerts).map((alert) => ({
        alert,
        place: position,
        position: causes.get(position)!,
        key: data.key,
        at: observedAt,
        channel: data.channel,
        kind: data.kind,
        title: data.title,
      })),
    ),
  );
}

function toMirrors<Mirror>(
  ids: ReadonlySet<string>,
  mirrorOf: (id: string) => Mirror | undefined,
  toText: (mirror: Mirror) => string,
): Row[] {
  return [...ids].flatMap((id) => {
    const mirror = mirrorOf(id);
    return mirror === undefined ? [] : [{ id, mirror: toText(mirror) }];
  });
}
