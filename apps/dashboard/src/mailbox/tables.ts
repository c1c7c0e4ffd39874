import type { FolderRow, TimelineEntry } from '@lockstep/contracts';
import { toCsv } from '../figures/csv.ts';

/** What a file of this mailbox is called: letters, figures and dots, whatever the mailbox and the folder are called. */
export const fileName = (...parts: readonly string[]): string => parts.join(' ').replace(/[^\p{L}\p{N}@.]+/gu, '-');

/** Folders with their numbers; what is unknown is empty. */
export const foldersCsv = (folders: readonly FolderRow[]): string =>
  toCsv(
    [
      'folder',
      'lastSynchronizedAt',
      'serverItems',
      'offlineItems',
      'difference',
      'expectedDifference',
      'acceptedDifference',
      'status',
      'since',
      'why',
    ],
    folders.map((folder) => [
      folder.path.join(' › '),
      folder.lastSynchronizedAt,
      folder.serverItems,
      folder.offlineItems,
      folder.difference,
      folder.expectedDifference,
      folder.accepted?.items ?? null,
      folder.localOnly ? 'local-only' : folder.status,
      folder.since,
      folder.why,
    ]),
  );

/** Events as they are shown, each with its place in the log. */
export const eventsCsv = (entries: readonly TimelineEntry[]): string =>
  toCsv(
    ['event', 'observedAt', 'recordedAt', 'type', 'summary', 'data'],
    entries.map((entry) => [
      entry.cursor,
      entry.observedAt,
      entry.recordedAt,
      entry.type,
      entry.summary,
      JSON.stringify(entry.data),
    ]),
  );
