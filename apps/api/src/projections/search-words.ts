import { createHash } from 'node:crypto';
import type { Status } from '@lockstep/contracts';
import type { FolderFacts, ReplicaFacts } from '@lockstep/domain';

/** A store with 20,000 folders must not make one search read megabytes. */
const MOST_CHARACTERS = 64 * 1024;

/** What it is called: mailbox, the person's name where a label says it, device, server. */
function searchNames({ mailbox, device, labels, client }: ReplicaFacts): string {
  const names = [mailbox, labels.name ?? '', device, client.server ?? ''].join('\n');
  return names.slice(0, MOST_CHARACTERS).toWellFormed().toLowerCase();
}

/** What a replica is found by: what it is called, and the names of its folders in their order. */
function searchWords(facts: ReplicaFacts, folders: readonly FolderFacts[]): string {
  let words = searchNames(facts);
  for (const { path } of folders) {
    words += `\n${path.join('/')}`;
    if (words.length > MOST_CHARACTERS) break;
  }
  return words.slice(0, MOST_CHARACTERS).toWellFormed().toLowerCase();
}

/** By what one replica is found. With its status, so that those found are counted where they are found. */
export interface SearchRow {
  readonly replica: string;
  readonly status: Status;
  readonly names: string;
  readonly words: string;
}

export function searchRow(
  replica: string,
  facts: ReplicaFacts,
  folders: readonly FolderFacts[],
  status: Status,
): SearchRow {
  return { replica, status, names: searchNames(facts), words: searchWords(facts, folders) };
}

/** Short, and another one whenever the row is another. */
export function searchMark({ status, words }: SearchRow): string {
  return createHash('md5').update(`${status}\n${words}`).digest('base64url').slice(0, 12);
}
