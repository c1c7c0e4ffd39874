import { STATUSES, type ReplicaRow, type Status } from '@lockstep/contracts';

export type ListRow =
  | { readonly kind: 'group'; readonly key: string; readonly status: Status; readonly closed: boolean }
  | { readonly kind: 'replica'; readonly key: string; readonly row: ReplicaRow; readonly index: number };

const group = (status: Status, closed: boolean): ListRow => ({ kind: 'group', key: status, status, closed });

/** Each status has a line above its rows, and a status that is closed has nothing but its line. `complete`: no more rows are to be read. */
export function grouped(
  rows: readonly ReplicaRow[],
  { descending = false, closed = [], complete = true }: GroupedBy = {},
): ListRow[] {
  const rank = (status: Status) => STATUSES.indexOf(status) * (descending ? -1 : 1);
  const waiting = [...closed].sort((a, b) => rank(a) - rank(b));
  const before = (status: Status) =>
    waiting.splice(0, waiting.filter((one) => rank(one) < rank(status)).length).map((one) => group(one, true));
  const lines = rows.flatMap((row, index): ListRow[] => {
    const replica = { kind: 'replica', key: row.id, row, index } as const;
    return rows[index - 1]?.status === row.status
      ? [replica]
      : [...before(row.status), group(row.status, false), replica];
  });
  return complete ? [...lines, ...waiting.map((status) => group(status, true))] : lines;
}

export interface GroupedBy {
  readonly descending?: boolean;
  readonly closed?: readonly Status[];
  readonly complete?: boolean;
}

/** In another order than that of the status: the rows alone. */
export const ungrouped = (rows: readonly ReplicaRow[]): ListRow[] =>
  rows.map((row, index) => ({ kind: 'replica', key: row.id, row, index }));

/** How long the small bar beside "items behind" is, in percent: by the root, so that 12 still shows beside 3,000. */
export function behindPercent(items: number, most: number): number {
  return items <= 0 || most <= 0 ? 0 : Math.max(4, Math.sqrt(items / most) * 100);
}
