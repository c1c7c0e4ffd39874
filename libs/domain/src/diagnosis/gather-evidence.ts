import type { Evidence, FolderEvidence, IncidentFacts } from './evidence.ts';
import type { FolderJudgement, ReplicaJudgement } from '../replica/judgement.ts';
import type { FolderState } from '../folder/folder.state.ts';
import type { Instant } from '../replica/replica.events.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
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
    attempts:
      state.lastAttempt === null
        ? []
        : [{ ...state.lastAttempt, position: state.heardPosition, seenAt: state.heardAt ?? now }],
    lastSyncAt: lastSyncAt(state, folders),
    changes: { storeId: null, storePath: null, server: null, clientVersion: null },
    exits: [],
    newestSilence: null,
    tries: [],
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
    statedAt: folder.statedAt,
    position: folder.position,
    backlog: folder.backlog,
    status: judged.status,
    since: judged.since,
    difference: judged.difference,
    conditions: judged.conditions,
    onMsSinceSync:
      folder.lastSynchronizedAt === null ? null : Math.max(0, onAt(state.clock, now) - folder.lastSynchronizedOn),
    first: null,
    serverMoved: null,
    offlineMoved: null,
    differs: null,
  };
}

function lastSyncAt({ succeededAt }: ReplicaState, folders: readonly FolderState[]): Instant | null {
  let newest = succeededAt;
  for (const { lastSynchronizedAt: at } of folders) if (at !== null && (newest === null || at > newest)) newest = at;
  return newest;
}
