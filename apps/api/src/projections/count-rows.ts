import { int8Array, textArray } from './binary-array.ts';
import type { Statement } from './upsert.ts';
import type { ChangedRows } from './write-rows.ts';

/** A counter that comes down to nothing goes: the tables must not tell by what way they came to be so. */
export function countChange(schema: string, counts: ChangedRows['counts']): Statement[] {
  const moved = counts.filter(({ change }) => change !== 0);
  if (moved.length === 0) return [];
  const changed = {
    name: `${schema}-fleet_count`,
    text: `INSERT INTO ${schema}.fleet_count AS known (partition, status, silence, replicas)
           SELECT 0, row.status::smallint, row.silence, row.change::int
           FROM unnest($1::bigint[], $2::text[], $3::bigint[]) AS row (status, silence, change)
           ON CONFLICT (partition, status, silence) DO UPDATE SET replicas = known.replicas + excluded.replicas`,
    values: [
      int8Array(moved.map(({ status }) => status)),
      textArray(moved.map(({ silence }) => silence)),
      int8Array(moved.map(({ change }) => change)),
    ],
  };
  const gone = {
    name: `${schema}-fleet_count-gone`,
    text: `DELETE FROM ${schema}.fleet_count WHERE partition = 0 AND replicas = 0`,
    values: [],
  };
  return moved.some(({ change }) => change < 0) ? [changed, gone] : [changed];
}

/** As above, of each mailbox that got or lost a replica. */
export function mailboxChange(schema: string, changes: ChangedRows['mailboxes']): Statement[] {
  if (changes.length === 0) return [];
  const changed = {
    name: `${schema}-mailbox`,
    text: `INSERT INTO ${schema}.mailbox AS known (partition, mailbox, replicas)
           SELECT 0, row.mailbox, row.change::int FROM unnest($1::text[], $2::bigint[]) AS row (mailbox, change)
           ON CONFLICT (partition, mailbox) DO UPDATE SET replicas = known.replicas + excluded.replicas`,
    values: [textArray(changes.map(({ mailbox }) => mailbox)), int8Array(changes.map(({ change }) => change))],
  };
  const fewer = changes.filter(({ change }) => change < 0).map(({ mailbox }) => mailbox);
  const gone = {
    name: `${schema}-mailbox-gone`,
    text: `DELETE FROM ${schema}.mailbox WHERE partition = 0 AND mailbox = ANY ($1::text[]) AND replicas = 0`,
    values: [textArray(fewer)],
  };
  return fewer.length > 0 ? [changed, gone] : [changed];
}

/** As above; there may be as many as there are labels, so those that came down to nothing are looked for by their keys. */
export function valueChange(schema: string, changes: ChangedRows['values']): Statement[] {
  const keysOf = (some: ChangedRows['values']) => [
    textArray(some.map(({ kind }) => kind)),
    textArray(some.map(({ name }) => name)),
    textArray(some.map(({ value }) => value)),
    int8Array(some.map(({ status }) => status)),
  ];
  const fewer = changes.filter(({ change }) => change < 0);
  const changed = {
    name: `${schema}-value_count`,
    text: `INSERT INTO ${schema}.value_count AS known (partition, kind, name, value, status, replicas)
           SELECT 0, row.kind, row.name, row.value, row.status::smallint, row.change::int
           FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bigint[]) AS row (kind, name, value, status, change)
           ON CONFLICT (partition, kind, name, value, status) DO UPDATE SET replicas = known.replicas + excluded.replicas`,
    values: [...keysOf(changes), int8Array(changes.map(({ change }) => change))],
  };
  const gone = {
    name: `${schema}-value_count-gone`,
    text: `DELETE FROM ${schema}.value_count known USING unnest($1::text[], $2::text[], $3::text[], $4::bigint[]) AS row (kind, name, value, status)
           WHERE known.partition = 0 AND known.kind = row.kind AND known.name = row.name AND known.value = row.value
             AND known.status = row.status::smallint AND known.replicas = 0`,
    values: keysOf(fewer),
  };
  return [...(changes.length > 0 ? [changed] : []), ...(fewer.length > 0 ? [gone] : [])];
}

/** Whether one comes down to nothing cannot be told from its change: each may. */
export function stepChange(schema: string, steps: ChangedRows['steps']): Statement[] {
  if (steps.length === 0) return [];
  const keys = [
    int8Array(steps.map(({ width }) => width)),
    int8Array(steps.map(({ slot }) => slot)),
    int8Array(steps.map(({ status }) => status)),
  ];
  const changed = {
    name: `${schema}-status_step`,
    text: `INSERT INTO ${schema}.status_step AS known (partition, width, slot, status, change)
           SELECT 0, row.width::int, row.slot, row.status::smallint, row.change::int
           FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[]) AS row (width, slot, status, change)
           ON CONFLICT (partition, width, slot, status) DO UPDATE SET change = known.change + excluded.change`,
    values: [...keys, int8Array(steps.map(({ change }) => change))],
  };
  const gone = {
    name: `${schema}-status_step-gone`,
    text: `DELETE FROM ${schema}.status_step known USING unnest($1::bigint[], $2::bigint[], $3::bigint[]) AS row (width, slot, status)
           WHERE known.partition = 0 AND known.width = row.width::int AND known.slot = row.slot AND known.status = row.status::smallint
             AND known.change = 0`,
    values: keys,
  };
  return [changed, gone];
}

/** What came before in the same minute may be newer: reports do not come in the order in which they were observed. */
export function minuteChange(schema: string, minutes: ChangedRows['reportMinutes']): Statement[] {
  if (minutes.length === 0) return [];
  const text = `INSERT INTO ${schema}.report_minute AS known (partition, minute, last_at)
           SELECT 0, row.minute, row.last_at FROM unnest($1::bigint[], $2::bigint[]) AS row (minute, last_at)
           ON CONFLICT (partition, minute) DO UPDATE SET last_at = excluded.last_at WHERE excluded.last_at > known.last_at`;
  const values = [int8Array(minutes.map(({ minute }) => minute)), int8Array(minutes.map(({ lastAt }) => lastAt))];
  return [{ name: `${schema}-report_minute`, text, values }];
}
