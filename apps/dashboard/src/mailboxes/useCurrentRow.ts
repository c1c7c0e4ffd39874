import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useKeys } from '../app/keyboard.ts';
import type { ListRow } from './grouped.ts';

/** `j` and `k` walk the rows, Enter opens the one they stand on. */
export function useCurrentRow(lines: readonly ListRow[], scrollTo: (line: number) => void): number | null {
  const [id, setId] = useState<string | null>(null);
  const navigate = useNavigate();
  const at = lines.findIndex((line) => line.kind === 'replica' && line.row.id === id);
  const step = (by: 1 | -1) => {
    let next = at === -1 ? (by > 0 ? 0 : -1) : at + by;
    if (lines[next]?.kind === 'group') next += by;
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
  const line = lines[at];
  return line?.kind === 'replica' ? line.index : null;
}
