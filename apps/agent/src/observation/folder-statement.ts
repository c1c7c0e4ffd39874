import type { FolderStatistics, Trouble } from '@lockstep/contracts';
import { lastSynchronized, type SyncEvidence } from '../mbsync/last-synchronized.ts';
import type { ParsedState } from '../mbsync/sync-state.ts';
import type { SyncRun } from '../mbsync/sync-run.ts';
import { troubleOf } from '../mbsync/sync-run.ts';
import type { BoxCount } from '../offline/offline.ts';
import type { FolderPair } from './folder-pairs.ts';

/** All that was read of one folder, before it becomes a statement. */
export interface FolderReading {
  readonly folder: FolderPair;
  /** Both null when there is no box offline. */
  readonly before: BoxCount | null;
  readonly after: BoxCount | null;
  readonly sync: SyncReading | null;
  /** Whether the sides could be listed; without that, what is not there is not missing. */
  readonly serverListed: boolean;
  readonly offlineListed: boolean;
  readonly expected: Pick<FolderStatistics, 'expectedDifference' | 'expectedBecause'>;
  /** Found by looking closer: copies, rejected messages. */
  readonly found: readonly Trouble[];
}

export interface SyncReading {
  /** Null: there is no state file. */
  readonly state: ParsedState | null;
  readonly stateWritten: number | null;
  readonly folderMoved: number | null;
  readonly runEnded: number | null;
  readonly run: SyncRun;
}

/** Pure: the three numbers of a folder, and why one of them is not known. */
export function stateFolderNumbers(reading: FolderReading, remembered: number | null, now: number): FolderStatistics {
  const { folder, after, before, sync } = reading;
  const localOnly = reading.expected.expectedBecause === 'local-only';
  const moved = before !== null && after !== null && before.items !== null && before.items !== after.items;
  const running = sync?.run.kind === 'running';
  const last = localOnly ? null : lastSynchronized(evidence(reading), remembered, now);
  const troubles = localOnly ? [after?.trouble].filter(isTrouble) : troublesOf(reading, now);

  return {
    path: [...folder.path],
    serverItems: folder.server?.items ?? null,
    offlineItems: after?.items ?? null,
    lastSynchronizedAt: last === null ? null : new Date(last.at).toISOString(),
    ...(last === null ? {} : { lastSynchronizedBasis: last.basis }),
    inProgress: running || moved,
    ...reading.expected,
    ...(troubles.length === 0 ? {} : { troubles }),
  };
}

function evidence(reading: FolderReading): SyncEvidence {
  const { sync, folder, after } = reading;
  return {
    stateWritten: sync?.stateWritten ?? null,
    folderMoved: sync?.folderMoved ?? null,
    runEnded: sync?.runEnded ?? null,
    stateReads: sync?.state?.ok === true,
    runLeftovers: sync !== null && sync.run.kind !== 'none',
    farUidValidityAgrees: uidValidityAgrees(reading),
    serverFolderExists: reading.serverListed ? folder.server !== null : null,
    boxReads: after !== null && after.items !== null,
  };
}

function uidValidityAgrees({ sync, folder }: FolderReading): boolean | null {
  if (sync?.state?.ok !== true || folder.server === null || folder.server.uidValidity === null) return null;
  // Zero stands for a box that was never opened.
  return sync.state.state.farUidValidity === 0 || sync.state.state.farUidValidity === folder.server.uidValidity;
}

function troublesOf(reading: FolderReading, now: number): Trouble[] {
  const { folder, sync, after } = reading;
  const missingOffline = folder.offline === null && reading.offlineListed;
  const missingOnServer = folder.server === null && reading.serverListed;
  return [
    sync && troubleOf(sync.run, now),
    after?.trouble,
    folder.server?.trouble,
    missingOffline && { code: 'offline-folder-missing', detail: 'the folder is on the server and has no copy offline' },
    missingOnServer && { code: 'server-folder-missing', detail: 'the folder is offline and not on the server' },
    sync?.state?.ok === false && { code: 'sync-state-damaged', detail: sync.state.why },
    stateLost(reading) && {
      code: 'sync-state-damaged',
      detail: 'there is no sync state for messages that are here: a run in both directions would double them',
    },
    uidValidityAgrees(reading) === false && uidValidityChanged(reading),
    ...reading.found,
  ].filter(isTrouble);
}

function stateLost({ folder, sync, after }: FolderReading): boolean {
  if (sync === null || sync.state !== null || sync.run.kind !== 'none') return false;
  return folder.server !== null && (folder.server.items ?? 0) > 0 && (after?.items ?? 0) > 0;
}

function uidValidityChanged({ sync, folder }: FolderReading): Trouble {
  const was = sync?.state?.ok ? sync.state.state.farUidValidity : '?';
  const is = folder.server?.uidValidity;
  return { code: 'uidvalidity-changed', detail: `UIDVALIDITY was ${was} at the last sync and is ${is} on the server` };
}

function isTrouble(value: Trouble | null | undefined | false): value is Trouble {
  return Boolean(value);
}
