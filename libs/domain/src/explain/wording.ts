import type { FolderPath } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';
import { inUtc } from '../replica/calendar.ts';

/** How a moment is written. The reader's zone is not known here, so whoever knows it says how; without it, UTC. */
export type WriteTime = (at: Instant) => string;
export const writeInUtc: WriteTime = inUtc;

/** 12846 is `12,846`. */
export const number = (count: number) => String(count).replace(/\B(?=(\d{3})+$)/g, ',');

export const count = (many: number, noun: string) => `${number(many)} ${noun}${many === 1 ? '' : 's'}`;

export const folderName = (path: FolderPath) =>
  path.length === 1 && path[0] === 'INBOX' ? 'The Inbox' : path.join(' › ');

/** `48 min`, `3 h`, `2 d`: the largest unit that is at least two of it, or one exactly. */
export function duration(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes < 1) return 'less than a minute';
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} h` : `${Math.round(hours / 24)} d`;
}

/** What a trouble code says to a person; a code of another agent is shown as it is. */
const TROUBLES: Readonly<Record<string, string>> = {
  'server-unreachable': 'the server cannot be reached',
  'server-timeout': 'the server does not answer in time',
  'credentials-rejected': 'the server rejects the password',
  'tls-failed': 'the secure connection fails',
  'sync-in-progress': 'a sync is running',
  'sync-interrupted': 'a sync was interrupted',
  'sync-hung': 'a sync hangs',
  'sync-state-damaged': 'the sync state is damaged',
  'uidvalidity-changed': 'the server copy was replaced',
  'offline-folder-missing': 'the offline folder is missing',
  'server-folder-missing': 'the server folder is missing',
  'offline-store-damaged': 'the offline store is damaged',
  'offline-store-in-use': 'the offline store is locked',
  'offline-use-not-set-up': 'offline use is not set up',
  duplicates: 'messages are there twice',
  'message-rejected': 'a message cannot be stored',
  'partial-read': 'it could be read only in part',
  'unsupported-store': 'this kind of store cannot be read',
  'size-limit': 'messages are over the size limit',
  'index-damaged': 'the index is damaged',
  'headers-only': 'only headers are kept offline',
  'never-compacted': 'the store was never compacted',
  'peer-never-connected': 'the other side was never connected',
  'folder-marker-missing': 'the folder marker is missing',
};

/** Agents of others, or newer ones, may tell a code that is not among these. */
export const isKnownTrouble = (code: string) => Object.hasOwn(TROUBLES, code);

export const troubleText = (code: string) => (isKnownTrouble(code) ? TROUBLES[code]! : code);

export const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
