import type { Differs, Evidence, FolderEvidence, IncidentFacts, Moved } from './evidence.ts';
import type { Course } from '../folder/course.ts';
import type { Acceptance } from '../replica/facts.ts';
import type { FolderJudgement, ReplicaJudgement } from '../replica/judgement.ts';
import type { FolderState } from '../folder/folder.state.ts';
import type { Instant } from '../replica/replica.events.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import { exitsSeen } from '../replica/exits.ts';
import { isExchangeType } from './exchange-type.ts';
import { onAt } from '../replica/on-clock.ts';
import { replicaFacts, sortedFolders } from '../replica/folders.ts';

/**
 * All that a rule may look at, of one replica at one moment. `judgement` is of the same state at the same moment.
 * It copies and changes nothing, so it may be asked of any state, as often as one likes.
 */
export function gatherEvidence(
  state: ReplicaState,
  judgement: ReplicaJudgement,
  now: Instant,
  incident: IncidentFacts | null = null,
): Evidence {
  const folders = sortedFolders(state);
  return {
    now,
    replica: replicaFacts(state),
    judgement,
    policy: state.policy,
    folders: judgement.folders.map((judged, index) => folderEvidence(folders[index]!, judged, state, now)),
    exchangeType: isExchangeType(state.client, state.profile),
    attempts: state.memory.attempts,
    lastSyncAt: lastSyncAt(state, folders),
    changes: state.memory.changes,
    exits: exitsSeen(state),
    newestSilence: state.memory.silence,
    tries: state.memory.tries,
    incident,
  };
}

function folderEvidence(
  folder: FolderState,
  judged: FolderJudgement,
  state: ReplicaState,
  now: Instant,
): FolderEvidence {
  return {
    path: folder.path,
    serverItems: folder.serverItems,
    offlineItems: folder.offlineItems,
    lastSynchronizedAt: folder.lastSynchronizedAt,
    basis: folder.basis,
    inProgress: folder.inProgress,
    expected: folder.expected,
    because: folder.because,
    localOnly: folder.localOnly,
    troubles: folder.troubles,
    accepted: acceptance(folder, now),
    statedAt: folder.statedAt,
    position: folder.position,
    backlog: folder.backlog,
    status: judged.status,
    since: judged.since,
    difference: judged.difference,
    conditions: judged.conditions,
    onMsSinceSync:
      folder.lastSynchronizedAt === null ? null : Math.max(0, onAt(state.clock, now) - folder.lastSynchronizedOn),
    first: first(folder),
    serverMoved: moved(folder.serverMovedAt, folder.serverMovedBy),
    offlineMoved: moved(folder.offlineMovedAt, folder.offlineMovedBy),
    differs: judged.difference === 0 ? null : differs(folder, now),
  };
}

function acceptance({ accepted }: FolderState, now: Instant): Acceptance | null {
  if (accepted === null || accepted.until <= now) return null;
  const { items, reason, by, at, until, position } = accepted;
  return { items, reason, by, at, until, position };
}

function first({ firstAt: at, firstPosition: position, firstServer, firstOffline }: FolderState) {
  return position === 0 ? null : { at, position, serverItems: firstServer, offlineItems: firstOffline };
}

const moved = (at: Instant, by: number): Moved | null => (by === 0 ? null : { at, by });

function differs(folder: FolderState, now: Instant): Differs | null {
  const { accepted } = folder;
  const expired = accepted !== null && accepted.until <= now ? accepted.covers : null;
  const { differsSince: since, differsPosition: position, course } = folder;
  if (expired !== null) return toDiffers(expired.since, expired.position, expired.course);
  return since === null || course === null ? null : toDiffers(since, position, course);
}

function toDiffers(since: Instant, position: number, course: Course): Differs {
  const { before, began, items: _, stands: _stands, leftBy: _leftBy, floor: _floor, ...rest } = course;
  // Where the same items stay behind while others come through, it stands since it is this number.
  return {
    since: Math.min(since, course.steadySince),
    position,
    before: before && counts(before),
    began: counts(began),
    ...rest,
  };
}

const counts = ([serverItems, offlineItems]: readonly [number, number]) => ({ serverItems, offlineItems });

function lastSyncAt({ succeededAt }: ReplicaState, folders: readonly FolderState[]): Instant | null {
  let newest = succeededAt;
  for (const { lastSynchronizedAt: at } of folders) if (at !== null && (newest === null || at > newest)) newest = at;
  return newest;
}
