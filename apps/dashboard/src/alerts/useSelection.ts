import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../app/keyboard.ts';

export interface Selection {
  /** False off now: what was cannot be changed. */
  readonly enabled: boolean;
  readonly selected: ReadonlySet<string>;
  readonly current: string | null;
  readonly toggle: (id: string) => void;
  readonly clear: () => void;
}

/**
 * `j k` walk, `x` selects, `Enter` opens. `a` and `s` begin an act on what is selected, else on where one stands, else on what is open.
 * What has left the list is no longer selected: nobody acts on what they do not see.
 */
export function useSelection(
  ids: readonly string[],
  openId: string | undefined,
  enabled: boolean,
  onAct: (act: 'acknowledge' | 'silence') => void,
): Selection {
  const [marked, setMarked] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState<string | null>(null);
  const navigate = useNavigate();
  const selected = new Set(ids.filter((id) => marked.has(id)));
  const current = at !== null && ids.includes(at) ? at : null;

  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    setMarked(next);
  };
  const step = (by: 1 | -1) => {
    const from = current ?? openId ?? null;
    const index = from === null ? -1 : ids.indexOf(from);
    const next = ids[index === -1 ? 0 : index + by];
    if (next !== undefined) setAt(next);
  };
  const begin = (act: 'acknowledge' | 'silence') => {
    const one = current ?? openId;
    if (selected.size === 0 && (one === undefined || !ids.includes(one))) return;
    if (selected.size === 0) setMarked(new Set([one!]));
    onAct(act);
  };
  useKeys({ j: () => step(1), k: () => step(-1) });
  useKeys(
    {
      Enter: () =>
        void navigate({ to: '/alerts/$id', params: { id: current! }, search: (old) => old, resetScroll: false }),
    },
    current !== null,
  );
  useKeys({ a: () => begin('acknowledge'), s: () => begin('silence') }, enabled);
  useKeys({ x: () => toggle((current ?? openId)!) }, enabled && (current ?? openId) !== undefined);

  return { enabled, selected, current, toggle, clear: () => setMarked(new Set()) };
}
