import type { PolicyEvent } from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { countChange, mailboxChange, minuteChange, stepChange, valueChange } from './count-rows.ts';
import type { TurnedLife } from './kept-fixes.ts';
import { incidentStatements, type IncidentRows } from './incident-rows.ts';
import type { ListRow } from './list-row.ts';
import type { ListValue } from './list-values.ts';
import { READ_SCHEMA } from './read-tables.ts';
import type { Snapshot } from './replica-fold.ts';
import type { SearchRow } from './search-words.ts';
import { rankOf } from './status-rank.ts';
import type { StepChange } from './step-changes.ts';
import type { StatusSpan } from './status-spans.ts';
import { removal, upsert, type Column } from './upsert.ts';

/** Everything that one batch of facts changed: each row once, however many facts changed it. */
export interface ChangedRows {
  readonly list: readonly ListRow[];
  readonly gone: readonly string[];
  readonly words: readonly SearchRow[];
  readonly states: readonly {
    readonly replica: string;
    readonly position: number;
    readonly kept: string;
    readonly state: string;
  }[];
  readonly snapshots: readonly ({ readonly replica: string } & Snapshot)[];
  readonly spans: readonly { readonly replica: string; readonly span: StatusSpan }[];
  readonly incidents: IncidentRows;
  readonly lives: readonly ({ readonly replica: string } & TurnedLife)[];
  readonly policies: readonly PolicyEvent[];
  readonly reportMinutes: readonly { readonly minute: number; readonly lastAt: number }[];
  readonly counts: readonly { readonly status: number; readonly silence: string; readonly change: number }[];
  readonly mailboxes: readonly { readonly mailbox: string; readonly change: number }[];
  readonly values: readonly (ListValue & { readonly change: number })[];
  readonly steps: readonly StepChange[];
}

/** One statement a table, whatever the number of rows. */
export async function writeRows(client: ClientBase, rows: ChangedRows, schema = READ_SCHEMA): Promise<void> {
  const statements = [
    upsert(schema, 'replica_state', 2, stateColumns(rows.states)),
    upsert(schema, 'replica_list', 2, listColumns(rows.list)),
    upsert(schema, 'replica_search', 2, wordColumns(rows.words)),
    upsert(schema, 'replica_snapshot', 3, snapshotColumns(rows.snapshots)),
    upsert(schema, 'status_span', 4, spanColumns(rows.spans)),
    upsert(schema, 'policy_change', 2, policyColumns(rows.policies)),
    upsert(schema, 'fix_life', 4, lifeColumns(rows.lives)),
    ...incidentStatements(schema, rows.incidents),
    ...countChange(schema, rows.counts),
    ...mailboxChange(schema, rows.mailboxes),
    ...valueChange(schema, rows.values),
    ...stepChange(schema, rows.steps),
    ...minuteChange(schema, rows.reportMinutes),
    removal(schema, 'replica_list', rows.gone),
    removal(schema, 'replica_search', rows.gone),
  ];
  for (const statement of statements) if (statement !== null) await client.query(statement);
}

function stateColumns(rows: ChangedRows['states']): Column[] {
  return [
    ['replica', 'uuid', rows.map((row) => row.replica)],
    ['position', 'bigint', rows.map((row) => row.position)],
    ['kept', 'text', rows.map((row) => row.kept)],
    ['state', 'text', rows.map((row) => row.state)],
  ];
}

function listColumns(rows: ChangedRows['list']): Column[] {
  return [
    ['replica', 'uuid', rows.map((row) => row.replica)],
    ['mailbox', 'text', rows.map((row) => row.mailbox)],
    ['device', 'text', rows.map((row) => row.device)],
    ['labels', 'jsonb', rows.map((row) => JSON.stringify(row.labels))],
    ['client_name', 'text', rows.map((row) => row.clientName)],
    ['client_version', 'text', rows.map((row) => row.clientVersion)],
    ['server', 'text', rows.map((row) => row.server)],
    ['status', 'smallint', rows.map((row) => rankOf(row.status))],
    ['since', 'bigint', rows.map((row) => row.since)],
    ['silence', 'text', rows.map((row) => row.silence)],
    ['folders', 'int', rows.map((row) => row.folders)],
    ['folders_out', 'int', rows.map((row) => row.foldersOut)],
    ['items_behind', 'bigint', rows.map((row) => row.itemsBehind)],
    ['items_only_offline', 'bigint', rows.map((row) => row.itemsOnlyOffline)],
    ['last_synchronized_at', 'bigint', rows.map((row) => row.lastSynchronizedAt)],
    ['last_reported_at', 'bigint', rows.map((row) => row.lastReportedAt)],
    ['heard_at', 'bigint', rows.map((row) => row.heardAt)],
    ['due_at', 'bigint', rows.map((row) => row.dueAt)],
    ['judged_at', 'bigint', rows.map((row) => row.judgedAt)],
    ['position', 'bigint', rows.map((row) => row.position)],
    ['policy', 'text', rows.map((row) => row.policy)],
    ['policy_version', 'int', rows.map((row) => row.policyVersion)],
    ['rules', 'jsonb', rows.map((row) => JSON.stringify(row.rules))],
    ['accepted_folders', 'int', rows.map((row) => row.acceptedFolders)],
  ];
}

function wordColumns(rows: ChangedRows['words']): Column[] {
  return [
    ['replica', 'uuid', rows.map((row) => row.replica)],
    ['status', 'smallint', rows.map((row) => rankOf(row.status))],
    ['names', 'text', rows.map((row) => row.names)],
    ['words', 'text', rows.map((row) => row.words)],
  ];
}

function snapshotColumns(rows: ChangedRows['snapshots']): Column[] {
  return [
    ['replica', 'uuid', rows.map((row) => row.replica)],
    ['position', 'bigint', rows.map((row) => row.position)],
    ['max_observed_at', 'bigint', rows.map((row) => row.maxObservedAt)],
    ['max_recorded_at', 'bigint', rows.map((row) => row.maxRecordedAt)],
    ['state', 'text', rows.map((row) => row.state)],
  ];
}

function policyColumns(rows: ChangedRows['policies']): Column[] {
  return [
    ['position', 'bigint', rows.map(({ position }) => position)],
    ['at', 'bigint', rows.map(({ observedAt }) => observedAt)],
    ['recorded_at', 'bigint', rows.map(({ recordedAt }) => recordedAt)],
    ['type', 'text', rows.map(({ type }) => type)],
    ['data', 'text', rows.map(({ data }) => JSON.stringify(data))],
  ];
}

function spanColumns(rows: ChangedRows['spans']): Column[] {
  return [
    ['replica', 'uuid', rows.map((row) => row.replica)],
    ['position', 'bigint', rows.map(({ span }) => span.position)],
    ['since', 'bigint', rows.map(({ span }) => span.since)],
    ['until', 'bigint', rows.map(({ span }) => span.until)],
    ['known_from', 'bigint', rows.map(({ span }) => span.knownFrom)],
    ['known_to', 'bigint', rows.map(({ span }) => span.knownTo)],
    ['status', 'smallint', rows.map(({ span }) => rankOf(span.status))],
    ['silence', 'text', rows.map(({ span }) => span.silence)],
    ['before', 'smallint', rows.map(({ span }) => (span.before === null ? null : rankOf(span.before)))],
    ['text', 'text', rows.map(({ span }) => span.text)],
  ];
}

function lifeColumns(rows: ChangedRows['lives']): Column[] {
  return [
    ['replica', 'uuid', rows.map((row) => row.replica)],
    ['fix', 'text', rows.map(({ life }) => life.fix)],
    ['number', 'int', rows.map(({ life }) => life.number)],
    ['status', 'text', rows.map(({ life }) => life.status)],
    ['suggested_at', 'bigint', rows.map(({ life }) => life.suggestedAt)],
    ['tried_at', 'bigint', rows.map(({ life }) => life.tried?.at ?? null)],
    ['tried_by', 'text', rows.map(({ life }) => life.tried?.by ?? null)],
    ['tried_position', 'bigint', rows.map(({ life }) => life.tried?.position ?? null)],
    ['confirmed_at', 'bigint', rows.map(({ life }) => life.confirmedAt)],
    ['turned_at', 'bigint', rows.map(({ life }) => life.turnedAt)],
    ['client_name', 'text', rows.map(({ client }) => client.name)],
    ['client_version', 'text', rows.map(({ client }) => client.version)],
    ['position', 'bigint', rows.map(({ life }) => life.position)],
  ];
}
