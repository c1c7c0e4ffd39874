import {
  groupKey,
  restoreIncidents,
  turnedKey,
  type Growth,
  type Incident,
  type IncidentsState,
  type Member,
  type Moment,
  type Symptoms,
  type Who,
} from '@lockstep/domain';
import type { ClientBase } from 'pg';
import { FOREVER } from './read-tables.ts';
import { removal, upsert, type Column, type Statement } from './upsert.ts';

/** What facts changed of the fleet's incidents: each row as it now is. */
export interface IncidentRows {
  /** `key`: scope and name. */
  readonly groups: readonly { readonly key: string; readonly replicas: number }[];
  readonly affected: readonly { readonly replica: string; readonly who: Who; readonly symptoms: Symptoms }[];
  readonly recovered: readonly string[];
  readonly incidents: readonly Incident[];
  readonly members: readonly Member[];
}

export function incidentStatements(schema: string, rows: IncidentRows): (Statement | null)[] {
  return [
    upsert(schema, 'incident_group', 3, groupColumns(rows.groups)),
    upsert(schema, 'incident_affected', 2, affectedColumns(rows.affected)),
    removal(schema, 'incident_affected', rows.recovered),
    upsert(schema, 'incident', 2, incidentColumns(rows.incidents)),
    upsert(schema, 'incident_member', 4, memberColumns(rows.members)),
  ];
}

/** The state that those who wrote the rows had in memory. */
export async function loadIncidents(client: ClientBase, schema: string): Promise<IncidentsState> {
  const read = async (what: string) =>
    (await client.query(`SELECT ${what.replace(/\bFROM (\w+)/, `FROM ${schema}.$1`)}`)).rows;
  const groups = await read(`scope, name, replicas FROM incident_group WHERE partition = 0`);
  const affected = await read(`* FROM incident_affected WHERE partition = 0`);
  const incidents = await read(`* FROM incident WHERE partition = 0 AND closed_at = ${FOREVER}`);
  const members = await read(`* FROM incident_member WHERE partition = 0 AND left_at = ${FOREVER}`);
  const closed = await read(
    `scope, name, family, max(closed_at) AS at FROM incident
     WHERE partition = 0 AND closed_at < ${FOREVER} AND merged_into IS NULL GROUP BY 1, 2, 3`,
  );
  return restoreIncidents({
    groups: groups.map(({ scope, name, replicas }) => [groupKey(scope, name), replicas]),
    affected: affected.map(({ replica, mailbox, server, site, client: version, symptoms }) => ({
      replica,
      who: { mailbox, server, site, client: version },
      symptoms: new Map(JSON.parse(symptoms)),
    })),
    incidents: incidents.map((row) => ({
      id: row.id,
      scope: row.scope,
      name: row.name,
      family: row.family,
      symptom: row.symptom,
      since: Number(row.since),
      newestSince: Number(row.newest_since),
      opened: momentOf(row.opened_at, row.opened_known)!,
      critical: momentOf(row.critical_at, row.critical_known),
      closed: null,
      mergedInto: null,
      at: Number(row.at),
      total: row.total,
      most: row.most,
      growth: JSON.parse(row.growth) as Growth,
    })),
    members: members.map((row) => ({
      incident: row.incident,
      replica: row.replica,
      mailbox: row.mailbox,
      position: Number(row.position),
      since: Number(row.since),
      joined: momentOf(row.joined_at, row.joined_known)!,
      left: null,
    })),
    closedAt: closed.map(({ scope, name, family, at }) => [turnedKey(groupKey(scope, name), family), Number(at)]),
  });
}

/** A moment that is not there yet is stored as one that never comes. */
function momentOf(at: string, knownAt: string): Moment | null {
  return Number(at) === FOREVER ? null : { at: Number(at), knownAt: Number(knownAt) };
}

function groupColumns(rows: IncidentRows['groups']): Column[] {
  return [
    ['scope', 'text', rows.map(({ key }) => key.slice(0, key.indexOf(' ')))],
    ['name', 'text', rows.map(({ key }) => key.slice(key.indexOf(' ') + 1))],
    ['replicas', 'int', rows.map(({ replicas }) => replicas)],
  ];
}

function affectedColumns(rows: IncidentRows['affected']): Column[] {
  return [
    ['replica', 'uuid', rows.map(({ replica }) => replica)],
    ['mailbox', 'text', rows.map(({ who }) => who.mailbox)],
    ['server', 'text', rows.map(({ who }) => who.server)],
    ['site', 'text', rows.map(({ who }) => who.site)],
    ['client', 'text', rows.map(({ who }) => who.client)],
    ['symptoms', 'text', rows.map(({ symptoms }) => JSON.stringify([...symptoms]))],
  ];
}

function incidentColumns(rows: readonly Incident[]): Column[] {
  return [
    ['id', 'text', rows.map((row) => row.id)],
    ['scope', 'text', rows.map((row) => row.scope)],
    ['name', 'text', rows.map((row) => row.name)],
    ['family', 'text', rows.map((row) => row.family)],
    ['symptom', 'text', rows.map((row) => row.symptom)],
    ['since', 'bigint', rows.map((row) => row.since)],
    ['newest_since', 'bigint', rows.map((row) => row.newestSince)],
    ['opened_at', 'bigint', rows.map((row) => row.opened.at)],
    ['opened_known', 'bigint', rows.map((row) => row.opened.knownAt)],
    ['critical_at', 'bigint', rows.map((row) => row.critical?.at ?? FOREVER)],
    ['critical_known', 'bigint', rows.map((row) => row.critical?.knownAt ?? FOREVER)],
    ['closed_at', 'bigint', rows.map((row) => row.closed?.at ?? FOREVER)],
    ['closed_known', 'bigint', rows.map((row) => row.closed?.knownAt ?? FOREVER)],
    ['merged_into', 'text', rows.map((row) => row.mergedInto)],
    ['at', 'bigint', rows.map((row) => row.at)],
    ['replicas', 'int', rows.map((row) => row.members.size)],
    ['users', 'int', rows.map((row) => row.mailboxes.size)],
    ['total', 'int', rows.map((row) => row.total)],
    ['most', 'int', rows.map((row) => row.most)],
    ['growth', 'text', rows.map((row) => JSON.stringify(row.growth))],
  ];
}

function memberColumns(rows: readonly Member[]): Column[] {
  return [
    ['incident', 'text', rows.map((row) => row.incident.id)],
    ['replica', 'uuid', rows.map((row) => row.replica)],
    ['position', 'bigint', rows.map((row) => row.position)],
    ['mailbox', 'text', rows.map((row) => row.mailbox)],
    ['since', 'bigint', rows.map((row) => row.since)],
    ['joined_at', 'bigint', rows.map((row) => row.joined.at)],
    ['joined_known', 'bigint', rows.map((row) => row.joined.knownAt)],
    ['left_at', 'bigint', rows.map((row) => row.left?.at ?? FOREVER)],
    ['left_known', 'bigint', rows.map((row) => row.left?.knownAt ?? FOREVER)],
  ];
}
