import { readFile } from 'node:fs/promises';
import type { FolderStatistics } from '@lockstep/contracts';
import { dirname } from 'node:path';
import { pathKey } from '@lockstep/contracts/statistics';
import type { Pair } from '../mbsync/pairing.ts';
import type { Kept } from '../attempts/targets.ts';
import { parseMbsyncrc } from '../mbsync/mbsyncrc.ts';
import { movedByARun } from '../offline/folder-moved.ts';
import type { SyncWatch } from '../mbsync/sync-watch.ts';
import { readRun } from '../mbsync/sync-run.ts';
import { StateReader, type StateFile } from '../mbsync/state-reader.ts';
import { MaildirCounter } from '../offline/maildir.count.ts';
import type { BoxCount } from '../offline/offline.ts';
import { readImap, type ImapSource } from '../server/imap.collector.ts';
import type { ServerMailbox, UidReader } from '../server/server-mailbox.ts';
import { CloserLook, type Finding } from './closer-look.ts';
import { pairFolders, type FolderPair } from './folder-pairs.ts';
import { stateFolderNumbers, type FolderReading, type SyncReading } from './folder-statement.ts';
import { NOTHING_KEPT, type Memory, type Observation } from './observation.ts';
import { readOfflineSide, type OfflineSide } from './offline-side.ts';

export interface ObserverOptions {
  readonly home: string;
  readonly root: string;
  readonly mbsyncrc: string | null;
  /** Asked for anew each time, for a password may change. */
  readonly imap: () => Promise<ImapSource>;
  readonly memory: Memory;
  /** Sees runs of mbsync while it stays; left out where one look is all. */
  readonly watch?: SyncWatch;
  readonly now: () => number;
  /** A whole number below `below`. */
  readonly pick: (below: number) => number;
}

export interface Observer {
  observe(): Promise<Observation>;
}

/** Looks at both sides, again and again; what has not changed since the last look is not read again. */
export function createObserver(options: ObserverOptions): Observer {
  const { memory, now } = options;
  const counter = new MaildirCounter(now);
  const states = new StateReader();
  const closer = new CloserLook(now, options.pick);

  /**
   * 1. offline, 2. server, 3. offline again, so that a number that moved meanwhile is seen to move;
   * 4. while the server is still connected, a closer look where numbers do not explain themselves.
   */
  async function look(): Promise<Observation> {
    const config =
      options.mbsyncrc === null ? null : parseMbsyncrc(await readFile(options.mbsyncrc, 'utf8'), options.home);
    const offline = await readOfflineSide(options.root, config, options.home, memory.storeId !== null);
    forgetAnotherStore(memory, offline.storeId);
    const before = await countAll(offline);
    const imap = await options.imap();
    return readImap(imap, (mailbox, uids) => compare(offline, before, mailbox, uids));
  }

  async function compare(
    offline: OfflineSide,
    before: ReadonlyMap<string, BoxCount>,
    mailbox: ServerMailbox,
    uids: UidReader,
  ): Promise<Observation> {
    const after = await countAll(offline);
    const directories = new Set(after.keys());
    counter.keepOnly(directories);
    closer.startRound(directories);
    const observedAt = now();

    const folders: FolderStatistics[] = [];
    const statePaths = new Set<string>();
    const watched = new Set<string>();
    const kept: Kept[] = [];
    for (const folder of pairFolders(offline.boxes, mailbox, offline.pairing)) {
      const directory = folder.offline?.directory ?? null;
      const place = statePlace(folder);
      const state = place === null ? null : await states.read(place);
      if (place !== null) statePaths.add(place);
      if (place !== null && folder.pair?.stateInFolder === false) watched.add(dirname(place));
      if (folder.pair !== null) kept.push(keptFolder(folder.path, folder.pair, place, options.watch));
      const sync = place === null || state === null ? null : await readSync(folder, place, state);
      const reading: FolderReading = {
        folder,
        before: directory === null ? null : before.get(directory)!,
        after: directory === null ? null : after.get(directory)!,
        sync,
        serverListed: mailbox.folders !== null,
        offlineListed: offline.listed,
        expected: isLocalOnly(folder, offline) ? { expectedBecause: 'local-only' } : {},
        found: [],
      };
      const finding = await lookCloser(reading, place, state, uids);
      const key = pathKey(folder.path);
      const statement = stateFolderNumbers(
        { ...reading, found: finding.troubles, expected: { ...reading.expected, ...finding.expected } },
        memory.synchronizedAt.get(key) ?? null,
        observedAt,
      );
      if (statement.lastSynchronizedAt) memory.synchronizedAt.set(key, Date.parse(statement.lastSynchronizedAt));
      folders.push(statement);
    }
    states.keepOnly(statePaths);
    options.watch?.over(watched);

    return {
      observedAt: new Date(observedAt).toISOString(),
      folders,
      troubles: [...mailbox.troubles, ...offline.troubles],
      listed: mailbox.folders !== null && offline.listed,
      keeping: { kept, groups: offline.groups },
    };
  }

  async function countAll(offline: OfflineSide): Promise<Map<string, BoxCount>> {
    const counts = new Map<string, BoxCount>();
    for (const { directory } of offline.boxes) counts.set(directory, await counter.count(directory));
    return counts;
  }

  async function readSync(folder: FolderPair, place: string, state: StateFile): Promise<SyncReading | null> {
    const inFolder = folder.pair?.stateInFolder ?? true;
    // Before the locks: the trace of a run that begins only now must not pass for one that ended.
    const folderMoved = inFolder && folder.offline !== null ? await movedByARun(folder.offline.directory) : null;
    const run = await readRun(place, folder.offline?.directory ?? null, now());
    // A plain Maildir without any trace of mbsync is no damaged replica of mbsync's.
    if (folder.pair === null && state.parsed === null && run.kind === 'none') return null;
    const released = options.watch?.releasedAt(place) ?? null;
    return { state: state.parsed, stateWritten: state.written, folderMoved, runEnded: inFolder ? null : released, run };
  }

  async function lookCloser(
    reading: FolderReading,
    place: string | null,
    file: StateFile | null,
    uids: UidReader,
  ): Promise<Finding> {
    const { folder, after, sync } = reading;
    const state = file?.parsed?.ok ? file.parsed.state : null;
    const steady = sync?.run.kind === 'none' && after?.items != null && reading.before?.items === after.items;
    if (!steady || state === null || place === null || folder.offline === null || folder.server?.items == null) {
      return { expected: {}, troubles: [] };
    }
    if (state.farUidValidity !== folder.server.uidValidity) return { expected: {}, troubles: [] };

    const at = {
      directory: folder.offline.directory,
      statePath: place,
      version: file!.version,
      state,
      server: folder.server,
      offlineItems: after.items!,
      maxMessages: folder.pair?.maxMessages ?? 0,
      pushesNew: folder.pair?.pushesNew ?? false,
    };
    return closer.at(at, uids).catch(() => ({ expected: {}, troubles: [] }));
  }

  return {
    observe: () => look().catch((error: unknown) => nothingRead(error, now())),
  };
}

/** Our own configuration or password cannot be read: all is unknown, and that is said rather than nothing. */
function nothingRead(error: unknown, at: number): Observation {
  const trouble = { code: 'partial-read', detail: (error as Error).message };
  return {
    observedAt: new Date(at).toISOString(),
    folders: [],
    troubles: [trouble],
    listed: false,
    keeping: NOTHING_KEPT,
  };
}

function keptFolder(path: readonly string[], pair: Pair, place: string | null, watch: SyncWatch | undefined): Kept {
  const { channel, farBox, nearBox, stateInFolder } = pair;
  const traced = stateInFolder || (place !== null && watch?.isOver(dirname(place)) === true);
  return { path, channel, farBox, nearBox, traced };
}

/** Without a configuration, a state file in the folder itself still tells of mbsync. */
function statePlace(folder: FolderPair): string | null {
  if (folder.pair !== null) return folder.pair.statePath(folder.offline?.directory ?? '/nonexistent');
  return folder.offline === null ? null : `${folder.offline.directory}/.mbsyncstate`;
}

function isLocalOnly(folder: FolderPair, offline: OfflineSide): boolean {
  return offline.pairing !== null && folder.pair === null;
}

function forgetAnotherStore(memory: Memory, storeId: string | null): void {
  if (storeId === null) return;
  if (memory.storeId !== null && memory.storeId !== storeId) memory.synchronizedAt.clear();
  memory.storeId = storeId;
}
