import type { ReplicaRow } from '@lockstep/contracts';

/** Where a mailbox stands among the rows of a list, and between which. */
export interface PlaceInList {
  /** From 1, in the order of the list; null: it does not stand there, as far as the list is read. */
  readonly place: number | null;
  readonly before: string | null;
  readonly after: string | null;
}

export function placeIn(rows: readonly Pick<ReplicaRow, 'id'>[], id: string): PlaceInList {
  const index = rows.findIndex((row) => row.id === id);
  if (index === -1) return { place: null, before: null, after: null };
  return { place: index + 1, before: rows[index - 1]?.id ?? null, after: rows[index + 1]?.id ?? null };
}
