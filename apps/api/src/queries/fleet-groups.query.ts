import type { FleetGroupsView, Status } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { statusOf } from '../projections/status-rank.ts';
import { spansAt, spanValues } from './fleet.queries.ts';
import { iso } from './instants.ts';
import type { AsOf } from './parameters.ts';
import { noReplicas } from './status-history.ts';
import { groupCounts, type StatusOfGroup } from './value-counts.ts';

type Reader = Pick<ClientBase, 'query'>;

export interface GroupsAsked {
  readonly by: 'server' | 'site' | 'client';
  readonly name?: string | undefined;
}

/** Above this many, a cell a replica says no more than a bar. */
const MOST_CELLS = 10_000;

/** All groups with their cells, up to `MOST_CELLS`; or the one that is named, always with its cells. */
export async function fleetGroups(
  client: Reader,
  asked: GroupsAsked,
  { at, knownAt }: AsOf,
  now = Date.now(),
): Promise<FleetGroupsView> {
  const past = at !== undefined || knownAt !== undefined;
  const source = past ? sourceOf(asked, { at: at ?? now, knownAt }) : sourceOf(asked, null);
  const groups = new Map<string | null, Group>();
  let total = 0;
  for (const { name, status, replicas } of await (past || asked.name !== undefined
    ? counted(client, source)
    : countedNow(client, asked.by))) {
    const group = groups.get(name) ?? { total: 0, statuses: noReplicas(), cells: [] };
    groups.set(name, group);
    group.total += replicas;
    group.statuses[statusOf(status)] += replicas;
    total += replicas;
  }
  const withCells = asked.name !== undefined || total <= MOST_CELLS;
  if (withCells) {
    for (const [name, replica, mailbox, status, since] of await cellsOf(client, source))
      groups.get(name)!.cells.push([replica, mailbox, statusOf(status), iso(since)]);
  }

  return {
    groups: [...groups]
      .map(([name, group]) => ({ name, ...group, cells: withCells ? group.cells : null }))
      .sort((a, b) => shareOut(b) - shareOut(a) || b.total - a.total || (a.name ?? '').localeCompare(b.name ?? '')),
  };
}

interface Group {
  total: number;
  readonly statuses: Record<Status, number>;
  readonly cells: [string, string, Status, string][];
}

function shareOut({ statuses, total }: Pick<Group, 'statuses' | 'total'>): number {
  return 1 - statuses['in-step'] / total;
}

interface Source {
  readonly group: string;
  /** The rows that have the status. */
  readonly of: string;
  readonly from: string;
  readonly values: readonly (string | number)[];
}

const GROUP_SQL = { server: 'l.server', site: `l.labels ->> 'site'`, client: 'l.client_name' } as const;

function sourceOf({ by, name }: GroupsAsked, past: { at: number; knownAt: number | undefined } | null): Source {
  const values: (number | string)[] = past ? spanValues(past.at, past.knownAt) : [];
  const list = `${READ_SCHEMA}.replica_list l`;
  const from = past ? `(${spansAt(past.knownAt)}) s JOIN ${list} ON l.partition = 0 AND l.replica = s.replica` : list;
  const where = name === undefined ? '' : `AND ${inGroup(by, name, values)}`;
  return { group: GROUP_SQL[by], of: past ? 's' : 'l', from: `FROM ${from} WHERE l.partition = 0 ${where}`, values };
}

/** As the list's indexes have it. */
function inGroup(by: GroupsAsked['by'], name: string, values: (number | string)[]): string {
  if (by === 'site') return `l.labels @> $${values.push(JSON.stringify({ site: name }))}::jsonb`;
  // Of those in no group none has a name, and nothing is called so.
  return `coalesce(${GROUP_SQL[by]}, '') = $${values.push(name)} AND ${GROUP_SQL[by]} IS NOT NULL`;
}

async function counted(client: Reader, { group, of, from, values }: Source): Promise<NamedCount[]> {
  const { rows } = await client.query<NamedCount>(
    `SELECT ${group} AS name, ${of}.status, count(*)::int AS replicas ${from} GROUP BY 1, 2`,
    [...values],
  );
  return rows;
}

type NamedCount = Omit<StatusOfGroup, 'name'> & { readonly name: string | null };

/** Those in no group are the rest of the fleet. */
async function countedNow(client: Reader, by: GroupsAsked['by']): Promise<NamedCount[]> {
  const inGroups = await groupCounts(client, by);
  const { rows: fleet } = await client.query<{ status: number; replicas: number }>({
    name: 'fleet-statuses',
    text: `SELECT status, sum(replicas)::int AS replicas FROM ${READ_SCHEMA}.fleet_count WHERE partition = 0 GROUP BY 1`,
  });
  const rest = fleet.map(({ status, replicas }) => {
    const grouped = inGroups.filter((group) => group.status === status);
    return { name: null, status, replicas: grouped.reduce((left, group) => left - group.replicas, replicas) };
  });
  return [...inGroups, ...rest.filter(({ replicas }) => replicas > 0)];
}

async function cellsOf(client: Reader, { group, of, from, values }: Source) {
  const { rows } = await client.query<[string | null, string, string, number, string]>({
    text: `SELECT ${group} AS name, l.replica, l.mailbox, ${of}.status, ${of}.since ${from} ORDER BY l.mailbox, l.replica`,
    values: [...values],
    rowMode: 'array',
  });
  return rows;
}
