import { rankOf } from './status-rank.ts';
import type { ListRow } from './list-row.ts';

/** What a list of replicas can be narrowed by, and what a fleet is summed from: a value of a kind. */
export type ValueKind = 'server' | 'client' | 'policy' | 'rule' | 'label' | 'synchronized' | 'size' | 'end';

/**
 * `name`: the client's, of which the value is the version, or the label's; empty for the others. Of `synchronized` the value is the minute since
 * 1970; of `size` the name is what was counted in the replica (`folders`, items `behind`), and the value how many; of `end`, which only those have
 * that catch up, the value is the minute in which that should be done, or empty where nobody can tell.
 */
export interface ListValue {
  readonly kind: ValueKind;
  readonly name: string;
  readonly value: string;
  /** By its rank. */
  readonly status: number;
}

/** As ages are shown; to count each millisecond would be to count each replica. */
export const SYNCHRONIZED_TO_MS = 60_000;
/** As ends are shown. */
export const END_TO_MS = 60_000;

/** Longer ones are nothing to choose from, and an index could not hold them. In characters. */
const LONGEST = 500;
export const isCounted = (name: string, value: string): boolean => name.length + value.length <= LONGEST;

/**
 * All values of one replica, each as one text, which tells them apart and is read back by `readValue`.
 * `endsAt`: when it should have caught up; null where that is not known.
 */
export function valuesOf(row: ListRow, endsAt: number | null): string[] {
  const rank = rankOf(row.status);
  const values: string[] = [];
  const add = (kind: ValueKind, name: string, value: string) =>
    isCounted(name, value) && values.push(JSON.stringify([rank, kind, name, value]));
  if (row.server !== null) add('server', '', row.server);
  if (row.clientName !== null) add('client', row.clientName, row.clientVersion ?? '');
  add('policy', '', row.policy);
  if (row.lastSynchronizedAt !== null)
    add('synchronized', '', String(Math.floor(row.lastSynchronizedAt / SYNCHRONIZED_TO_MS)));
  add('size', 'folders', String(row.folders));
  if (row.itemsBehind !== null) add('size', 'behind', String(row.itemsBehind));
  if (row.status === 'catching-up') add('end', '', endsAt === null ? '' : String(Math.floor(endsAt / END_TO_MS)));
  for (const rule of row.rules) add('rule', '', rule);
  for (const [name, value] of Object.entries(row.labels)) add('label', name, value);
  return values;
}

export function readValue(text: string): ListValue {
  const [status, kind, name, value] = JSON.parse(text) as [number, ValueKind, string, string];
  return { status, kind, name, value };
}

/** How many more, or fewer, replicas have each value; what did not change is left out. */
export class ValueChanges {
  readonly #changes = new Map<string, number>();

  turn(before: readonly string[], after: readonly string[]): void {
    if (before.length === after.length && before.every((value, index) => value === after[index])) return;
    for (const value of before) this.#count(value, -1);
    for (const value of after) this.#count(value, 1);
  }

  take(): (ListValue & { readonly change: number })[] {
    return [...this.#changes].map(([text, change]) => ({ ...readValue(text), change }));
  }

  #count(value: string, change: number): void {
    const sum = (this.#changes.get(value) ?? 0) + change;
    if (sum === 0) this.#changes.delete(value);
    else this.#changes.set(value, sum);
  }
}
