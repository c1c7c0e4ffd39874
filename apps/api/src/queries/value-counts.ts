import type { FleetValues, ValueCount } from '@lockstep/contracts';
import type { ClientBase } from 'pg';
import { isCounted, type ValueKind } from '../projections/list-values.ts';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import type { ListFilter } from './list-filter.ts';

type Reader = Pick<ClientBase, 'query'>;

/** A label with more values, such as a person's name, is sought and not chosen. */
const MOST_VALUES = 200;
const COUNTS = `${READ_SCHEMA}.value_count`;

export interface StatusOfGroup {
  readonly name: string;
  readonly status: number;
  readonly replicas: number;
}

/** How many replicas of each group have which status; those of none are in no group. */
export async function groupCounts(client: Reader, by: 'server' | 'site' | 'client'): Promise<StatusOfGroup[]> {
  const { rows } = await client.query<StatusOfGroup>({
    name: `groups-by-${by}`,
    text: `SELECT ${by === 'client' ? 'name' : 'value'} AS name, status, sum(replicas)::int AS replicas FROM ${COUNTS}
           WHERE partition = 0 AND ${{ server: `kind = 'server'`, client: `kind = 'client'`, site: `kind = 'label' AND name = 'site'` }[by]}
           GROUP BY 1, 2`,
  });
  return rows;
}

/** What the list can be narrowed by: each value that some replica has, and how many have it. */
export async function fleetValues(client: Reader): Promise<FleetValues> {
  const { rows } = await client.query<{ kind: ValueKind; name: string; value: string; replicas: number }>({
    name: 'fleet-values',
    // Of the labels, names first, each found by one step in the index; then as many values of each as tell that there are too many.
    text: `WITH RECURSIVE label (name) AS (
             SELECT min(name) FROM ${COUNTS} WHERE partition = 0 AND kind = 'label'
             UNION ALL
             SELECT (SELECT min(next.name) FROM ${COUNTS} next WHERE next.partition = 0 AND next.kind = 'label' AND next.name > label.name)
             FROM label WHERE label.name IS NOT NULL)
           SELECT kind, name, value, sum(replicas)::int AS replicas FROM ${COUNTS} WHERE partition = 0 AND kind IN ('server', 'client', 'policy', 'rule') GROUP BY 1, 2, 3
           UNION ALL
           SELECT 'label', label.name, found.value, found.replicas FROM label CROSS JOIN LATERAL (
             SELECT value, sum(replicas)::int AS replicas FROM ${COUNTS}
             WHERE partition = 0 AND kind = 'label' AND name = label.name GROUP BY value ORDER BY value LIMIT ${MOST_VALUES + 1}) found
           WHERE label.name IS NOT NULL`,
  });
  const of = (kind: ValueKind) => rows.filter((row) => row.kind === kind);
  const counted = (kind: ValueKind) =>
    of(kind).map(({ value, replicas }): ValueCount => ({ value, replicas })).sort(mostFirst).slice(0, MOST_OF_A_KIND); // prettier-ignore
  return {
    servers: counted('server'),
    clients: of('client')
      .sort(mostFirst)
      .slice(0, MOST_OF_A_KIND)
      .map(({ name, value, replicas }) => ({ name, version: value === '' ? null : value, replicas })),
    policies: counted('policy'),
    rules: counted('rule'),
    labels: labelsToChooseFrom(of('label')),
  };
}

const MOST_OF_A_KIND = 1_000;
const MOST_LABELS = 2_000;

type Counted = ValueCount & { readonly name?: string };
const mostFirst = (a: Counted, b: Counted) =>
  b.replicas - a.replicas || inOrder(a.name ?? '', b.name ?? '') || inOrder(a.value, b.value);
const inOrder = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

/** By name; of each the commonest value first. */
function labelsToChooseFrom(all: readonly (ValueCount & { readonly name: string })[]): ValueCount[] {
  const perName = new Map<string, number>();
  for (const { name } of all) perName.set(name, (perName.get(name) ?? 0) + 1);
  return all
    .filter(({ name }) => perName.get(name)! <= MOST_VALUES)
    .sort((a, b) => inOrder(a.name, b.name) || mostFirst(a, b))
    .slice(0, MOST_LABELS)
    .map(({ name, value, replicas }) => ({ value: `${name}:${value}`, replicas }));
}

/** The value of a list that is narrowed by one alone; null: it is narrowed by more, or by something that is not counted. */
export function onlyValue(
  narrowed: ListFilter,
): { readonly kind: ValueKind; readonly name: string; readonly value: string | null } | null {
  const said = Object.entries(narrowed).filter(([, value]) => value !== undefined);
  const { server, client, version, policy, rule, label } = narrowed;
  const found = () => {
    if (said.length === 2 && client && version) return { kind: 'client', name: client, value: version } as const;
    if (said.length !== 1) return null;
    if (server) return { kind: 'server', name: '', value: server } as const;
    if (client) return { kind: 'client', name: client, value: null } as const;
    if (policy) return { kind: 'policy', name: '', value: policy } as const;
    if (rule?.length === 1) return { kind: 'rule', name: '', value: rule[0]! } as const;
    if (label?.length === 1) return { kind: 'label', ...label[0]! } as const;
    return null;
  };
  const one = found();
  return one !== null && isCounted(one.name, one.value ?? '') ? one : null;
}

/** How many replicas with this value have which status; without a value: with any value of this name. */
export async function countOfValue(
  client: Reader,
  { kind, name, value }: NonNullable<ReturnType<typeof onlyValue>>,
): Promise<{ status: number; replicas: number }[]> {
  const { rows } = await client.query<{ status: number; replicas: number }>({
    name: 'count-of-value',
    text: `SELECT status, sum(replicas)::int AS replicas FROM ${COUNTS}
           WHERE partition = 0 AND kind = $1 AND name = $2 AND ($3::text IS NULL OR value = $3) GROUP BY 1`,
    values: [kind, name, value],
  });
  return rows;
}

/** How many folders and items behind there are in all, and of how many replicas that is known. */
export async function sizesCounted(
  client: Reader,
): Promise<Record<'folders' | 'behind', { sum: number; replicas: number }>> {
  const { rows } = await client.query<[name: 'folders' | 'behind', value: string, replicas: number]>({
    name: 'count-sizes',
    text: `SELECT name, value, replicas FROM ${COUNTS} WHERE partition = 0 AND kind = 'size'`,
    rowMode: 'array',
  });
  const sizes = { folders: { sum: 0, replicas: 0 }, behind: { sum: 0, replicas: 0 } };
  for (const [name, value, replicas] of rows) {
    sizes[name].sum += Number(value) * replicas;
    sizes[name].replicas += replicas;
  }
  return sizes;
}

/** Replicas by the minute since 1970 in which they last synchronized, and their status; those of whom it is not known are left out. */
export async function countBySynchronized(
  client: Reader,
): Promise<{ minute: number; status: number; replicas: number }[]> {
  const { rows } = await client.query<[string, number, number]>({
    name: 'count-by-synchronized',
    text: `SELECT value, status, replicas FROM ${COUNTS} WHERE partition = 0 AND kind = 'synchronized'`,
    rowMode: 'array',
  });
  return rows.map(([value, status, replicas]) => ({ minute: Number(value), status, replicas }));
}
