import type { KeyboardEvent } from 'react';

/**
 * Arrows in the folder tree: up and down from folder to folder, left closes a folder or goes to the one it stands in, right opens it.
 * `Home` and `End` go to the ends of what is drawn. A row is a `tr` with `data-depth`; what can be focused in it comes first to last.
 */
export function walkTree(event: KeyboardEvent<HTMLElement>): void {
  const row = (event.target as HTMLElement).closest<HTMLElement>('tr[data-depth]');
  if (!row || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('tr[data-depth]')];
  const at = rows.indexOf(row);
  const knob = row.querySelector<HTMLElement>('button[aria-expanded]');
  const open = knob?.getAttribute('aria-expanded') === 'true';
  if (event.key === 'ArrowDown') focusIn(rows[at + 1]);
  else if (event.key === 'ArrowUp') focusIn(rows[at - 1]);
  else if (event.key === 'Home') focusIn(rows[0]);
  else if (event.key === 'End') focusIn(rows[rows.length - 1]);
  else if (event.key === 'ArrowLeft' && knob && open) knob.click();
  else if (event.key === 'ArrowLeft') focusIn(above(rows, at));
  else if (event.key === 'ArrowRight' && knob && !open) knob.click();
  else if (event.key === 'ArrowRight' && knob) focusIn(rows[at + 1]);
  else return;
  event.preventDefault();
}

const depthOf = (row: HTMLElement) => Number(row.dataset['depth']);

function above(rows: readonly HTMLElement[], at: number): HTMLElement | undefined {
  for (let index = at - 1; index >= 0; index--) if (depthOf(rows[index]!) < depthOf(rows[at]!)) return rows[index];
  return undefined;
}

/** Its link, or of a mere name the knob. */
function focusIn(row: HTMLElement | undefined): void {
  const target = row?.querySelector<HTMLElement>('a') ?? row?.querySelector<HTMLElement>('button');
  target?.focus({ preventScroll: true });
  target?.scrollIntoView({ block: 'nearest' });
}
