import { createHash } from 'node:crypto';
import type { FolderFacts, ReplicaFacts } from '@lockstep/domain';

/** A store with 20,000 folders must not make one search read megabytes. */
const MOST_CHARACTERS = 64 * 1024;

/** What a replica is found by: mailbox, device, server, and the names of its folders in their order. */
export function searchWords({ mailbox, device, client }: ReplicaFacts, folders: readonly FolderFacts[]): string {
  let words = `${mailbox}\n${device}\n${client.server ?? ''}`;
  for (const { path } of folders) {
    words += `\n${path.join('/')}`;
    if (words.length > MOST_CHARACTERS) break;
  }
  return words.slice(0, MOST_CHARACTERS).toWellFormed().toLowerCase();
}

/** Short, and another one whenever the words are others. */
export function wordsMark(words: string): string {
  return createHash('md5').update(words).digest('base64url').slice(0, 12);
}
