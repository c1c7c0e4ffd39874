import type { FolderPath } from '@lockstep/contracts';
import type { FolderEvidence } from '../../evidence.ts';
import { count, folderName } from '../../../explain/wording.ts';

/** As it stands in a sentence: `the Inbox`, `Projects › Été`. */
export const nameOf = (path: FolderPath): string => folderName(path).replace(/^The Inbox$/, 'the Inbox');

/** `the Inbox`, `the Inbox and Sent`, `the Inbox, Sent and 12 other folders`; of none, `the replica`. */
export function namesOf(paths: readonly FolderPath[], most = 3): string {
  if (paths.length === 0) return 'the replica';
  const named = paths.slice(0, paths.length > most ? most - 1 : most).map(nameOf);
  const more = paths.length - named.length;
  return listOf(more > 0 ? [...named, count(more, 'other folder')] : named);
}

/** `a`, `a and b`, `a, b and c`. */
export const listOf = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

export const pathsOf = (folders: readonly FolderEvidence[]): readonly FolderPath[] => folders.map(({ path }) => path);

export const capital = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
