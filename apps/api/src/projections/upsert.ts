import { int8Array, textArray } from './binary-array.ts';

export type Column = readonly [
  name: string,
  type: 'uuid' | 'text' | 'jsonb' | 'bigint' | 'int' | 'smallint',
  values: readonly (string | number | null)[],
];

export interface Statement {
  readonly name: string;
  readonly text: string;
  readonly values: unknown[];
}

/** Inserts rows given as one array a column; a row whose key is there already is replaced. The partition is the constant 0. */
export function upsert(
  schema: string,
  table: string,
  keyColumns: number,
  columns: readonly Column[],
): Statement | null {
  if (columns[0]![2].length === 0) return null;
  const names = columns.map(([name]) => name);
  const key = ['partition', ...names.slice(0, keyColumns - 1)].join(', ');
  const rest = names.slice(keyColumns - 1);
  return {
    name: `${schema}-${table}`,
    text: `INSERT INTO ${schema}.${table} (partition, ${names.join(', ')})
           SELECT 0, ${columns.map(([name, type]) => cast(name, type)).join(', ')}
           FROM unnest(${columns.map(([, type], index) => `$${index + 1}::${isText(type) ? 'text' : 'bigint'}[]`).join(', ')}) AS row (${names.join(', ')})
           ON CONFLICT (${key}) DO UPDATE SET ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}`,
    values: columns.map(([, type, values]) =>
      isText(type) ? textArray(values as readonly (string | null)[]) : int8Array(values as readonly (number | null)[]),
    ),
  };
}

export function removal(schema: string, table: string, replicas: readonly string[]): Statement | null {
  if (replicas.length === 0) return null;
  return {
    name: `${schema}-${table}-gone`,
    text: `DELETE FROM ${schema}.${table} WHERE partition = 0 AND replica = ANY ($1::uuid[])`,
    values: [replicas],
  };
}

function isText(type: Column[1]): boolean {
  return type === 'text' || type === 'uuid' || type === 'jsonb';
}

function cast(name: string, type: Column[1]): string {
  return type === 'text' || type === 'bigint' ? `row.${name}` : `row.${name}::${type}`;
}
