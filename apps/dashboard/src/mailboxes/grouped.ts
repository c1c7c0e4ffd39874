import type { ReplicaRow, Status } from '@lockstep/contracts';

export type ListRow =
  | { readonly kind: 'group'; readonly key: string; readonly status: Status }
  | { readonly kind: 'replica'; readonly key: string; readonly row: ReplicaRow; readonly index: number };

/** Sorted by status, each status has a line above its rows; else the rows alone. */
export function grouped(rows: readonly ReplicaRow[], byStatus: boolean): ListRow[] {
  return rows.flatMap((row, index): ListRow[] => {
    const replica = { kind: 'replica', key: row.id, row, index } as const;
    const first = byStatus && rows[index - 1]?.status !== row.status;
    return first ? [{ kind: 'group', key: row.status, status: row.status }, replica] : [replica];
  });
}

/** How long the small bar beside "items behind" is, in percent: by the root, so that 12 still shows beside 3,000. */
export function behindPercent(items: number, most: number): number {
  return items <= 0 || most <= 0 ? 0 : Math.max(4, Math.sqrt(items / most) * 100);
}
