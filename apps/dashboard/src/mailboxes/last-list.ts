import { WORDS } from '../design/statuses.ts';
import { NARROWING, parseListSearch, statusesOf, type ListSearch } from './list-search.ts';

const STORED = 'lockstep.last-list';

/** The list that was looked at last in this tab: where the way back from a mailbox leads; null: none was. */
export function lastList(storage: Pick<Storage, 'getItem'> = sessionStorage): ListSearch | null {
  try {
    const held: unknown = JSON.parse(storage.getItem(STORED) ?? 'null');
    return typeof held === 'object' && held !== null ? parseListSearch({ ...held }) : null;
  } catch {
    return null;
  }
}

export function rememberList(search: ListSearch, storage: Pick<Storage, 'setItem'> = sessionStorage): void {
  try {
    storage.setItem(STORED, JSON.stringify(search));
  } catch {
    // A full or forbidden store: the way back leads to all mailboxes.
  }
}

const OUT_OF_STEP = 'mismatched,stale,silent,unknown,catching-up';

/** The list in a few words: its view, or what narrows it; null for all mailboxes. */
export function listName(search: ListSearch): string | null {
  if (search.view) return search.view;
  const { status, q, server } = search;
  const others = NARROWING.filter((name) => name !== 'q' && name !== 'server' && search[name] !== undefined).length;
  const said = [
    status === OUT_OF_STEP
      ? 'Not in step'
      : statusesOf(status)
          .map((one) => WORDS[one])
          .join(' or '),
    q && `“${q}”`,
    server,
    others > 0 && (others === 1 ? '1 filter' : `${others} filters`),
  ].filter(Boolean);
  return said.length === 0 ? null : said.join(', ');
}
