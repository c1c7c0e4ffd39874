import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../app/keyboard.ts';
import type { ListRow } from './grouped.ts';

/** `j` and `k` walk the rows, Enter opens the one they stand on, and `x` selects it where rows can be selected. */
export function useCurrentRow(
  lines: readonly ListRow[],
  scrollTo: (line: number) => void,
  select: ((id: string) => void) | null,
): number | null {
  const [id, setId] = useState<string | null>(null);
  const navigate = useNavigate();
  const at = lines.findIndex((line) => line.kind === 'replica' && line.row.id === id);
  const step = (by: 1 | -1) => {
    let next = at === -1 ? (by > 0 ? 0 : -1) : at + by;
    while (lines[next]?.kind === 'group') next += by;
    const line = lines[next];
    if (line?.kind !== 'replica') return;
    setId(line.row.id);
    scrollTo(next);
  };
  useKeys({
    j: () => step(1),
    k: () => step(-1),
  });
  useKeys({ Enter: () => void (id && navigate({ to: '/mailboxes/$id', params: { id } })) }, at !== -1);
  useKeys({ x: () => id !== null && select?.(id) }, select !== null && at !== -1);
  const line = lines[at];
  return line?.kind === 'replica' ? line.index : null;
}
