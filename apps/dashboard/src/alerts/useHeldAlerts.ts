import type { AlertList, AlertView } from '@lockstep/contracts';
import type { InfiniteData } from '@tanstack/react-query';
import { useState } from 'react';
import { useLive } from '../server/live.ts';
import { queries, readAgainSoon } from '../server/queries.ts';
import { isExpected } from './acts.ts';
import { moves, tabOf } from './alert-tabs.ts';
import { keyOf, type AlertQuestion } from './useAlerts.ts';

type Pages = InfiniteData<AlertList, string | undefined>;

interface Held {
  readonly list: string;
  readonly moving: ReadonlySet<string>;
  readonly coming: ReadonlySet<string>;
  readonly many: boolean;
}
const nothing = (list: string): Held => ({ list, moving: new Set(), coming: new Set(), many: false });
/** What waited for another list is nothing to this one. */
const ofList = (held: Held, list: string): Held => (held.list === list ? held : nothing(list));

/**
 * A row that stays where it is changes at once; one that would come, move or leave waits, so that nothing moves under the pointer. What
 * the viewer has just done themselves does not wait.
 */
export function useHeldAlerts(question: AlertQuestion, rows: readonly AlertView[], user: string) {
  const key = keyOf(question);
  const name = JSON.stringify(key);
  const [held, setHeld] = useState<Held>(() => nothing(name));
  const waiting = ofList(held, name);
  const show = () => {
    setHeld(nothing(name));
    void queries.invalidateQueries({ queryKey: key });
  };
  useLive(
    { view: 'alerts' },
    {
      onReset: (first) => (first ? show() : setHeld((old) => ({ ...ofList(old, name), many: true }))),
      onChanged: ({ rows: changed }) => {
        const shown = new Map(rows.map((row) => [row.id, row]));
        const staying = changed.filter((row) => shown.has(row.id) && !moves(shown.get(row.id)!, row));
        const own = changed.some((row) => !staying.includes(row) && isExpected(row.id));
        queries.setQueryData<Pages>(key, (old) => old && replaced(old, staying));
        for (const { id } of changed) readAgainSoon(['alert', id], 1_000);
        // Where nothing is listed, nothing can move.
        if (own || rows.length === 0) return show();
        setHeld((old) => {
          const { moving, coming, ...rest } = ofList(old, name);
          return { ...rest, ...waitingAfter({ moving, coming }, rows, changed, question, user) };
        });
      },
    },
    question.at === undefined,
  );
  return { changes: waiting.moving.size, fresh: waiting.coming.size, many: waiting.many, show };
}

/** Which would move or leave, and which would come, once these have changed too. */
export function waitingAfter(
  { moving: moved, coming: came }: Pick<Held, 'moving' | 'coming'>,
  rows: readonly AlertView[],
  changed: readonly AlertView[],
  { tab, q }: Pick<AlertQuestion, 'tab' | 'q'>,
  user: string,
): Pick<Held, 'moving' | 'coming'> {
  const shown = new Map(rows.map((row) => [row.id, row]));
  const moving = new Set(moved);
  const coming = new Set(came);
  for (const row of changed) {
    const before = shown.get(row.id);
    if (before && moves(before, row)) moving.add(row.id);
    else if (before) moving.delete(row.id);
    else if (tabOf(tab).admits(row, user) && !q) coming.add(row.id);
    else coming.delete(row.id);
  }
  return { moving, coming };
}

function replaced(old: Pages, rows: readonly AlertView[]): Pages {
  if (rows.length === 0) return old;
  const fresh = new Map(rows.map((row) => [row.id, row]));
  const renew = (page: AlertList) => ({ ...page, items: page.items.map((item) => fresh.get(item.id) ?? item) });
  return { ...old, pages: old.pages.map(renew) };
}
