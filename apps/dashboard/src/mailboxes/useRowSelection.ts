import { useCallback, useMemo, useState } from 'react';
import type { ReplicaRow } from '@lockstep/contracts';

export interface RowSelection {
  /** Ids, in the order of the list. What has left the list is no longer selected: nobody acts on what they do not see. */
  readonly selected: readonly string[];
  readonly has: (id: string) => boolean;
  readonly toggle: (id: string, alsoBetween?: boolean) => void;
  /** All rows that are read, or none. */
  readonly toggleAll: () => void;
  readonly clear: () => void;
}

/** Which rows are selected. With the shift key, all between the one before and this one. */
export function useRowSelection(rows: readonly ReplicaRow[]): RowSelection {
  const [{ marked, last }, setMarked] = useState<Marked>(NOTHING);
  const order = useMemo(() => rows.map(({ id }) => id), [rows]);
  const selected = useMemo(() => (marked.size === 0 ? [] : order.filter((id) => marked.has(id))), [order, marked]);

  const toggle = useCallback(
    (id: string, alsoBetween = false) => setMarked((old) => toggled(old, id, alsoBetween ? order : [])),
    [order],
  );
  return {
    selected,
    has: (id) => marked.has(id),
    toggle,
    toggleAll: () => setMarked({ marked: new Set(selected.length === order.length ? [] : order), last }),
    clear: () => setMarked(NOTHING),
  };
}

interface Marked {
  readonly marked: ReadonlySet<string>;
  readonly last: string | null;
}
const NOTHING: Marked = { marked: new Set(), last: null };

/** `order`: the rows among which those between are sought; empty for one alone. */
export function toggled({ marked, last }: Marked, id: string, order: readonly string[]): Marked {
  const next = new Set(marked);
  const on = !next.has(id);
  const [from, to] = [order.indexOf(last ?? id), order.indexOf(id)].sort((a, b) => a - b) as [number, number];
  const these = from < 0 ? [id] : order.slice(from, to + 1);
  for (const one of these) {
    if (on) next.add(one);
    else next.delete(one);
  }
  return { marked: next, last: id };
}
