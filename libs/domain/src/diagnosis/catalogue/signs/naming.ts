import type { FolderPath } from '@lockstep/contracts';
import { number } from '../../../explain/wording.ts';

/** As it stands in a sentence: `the Inbox`, `Projects › Été`. */
export const nameOf = (path: FolderPath) => (path.length === 1 && path[0] === 'INBOX' ? 'the Inbox' : path.join(' › '));

/** `the Inbox`, `the Inbox and Sent`, `the Inbox, Sent and 12 more folders`. */
export function namesOf(paths: readonly FolderPath[]): string {
  const [first, second] = paths;
  if (first === undefined) return 'the replica';
  if (second === undefined) return nameOf(first);
  if (paths.length === 2) return `${nameOf(first)} and ${nameOf(second)}`;
  return `${nameOf(first)}, ${nameOf(second)} and ${number(paths.length - 2)} more folder${paths.length === 3 ? '' : 's'}`;
}

export const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
