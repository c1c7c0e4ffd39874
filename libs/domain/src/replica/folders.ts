import type { FolderPath } from '@lockstep/contracts';
import type { FolderFacts, ReplicaFacts } from './facts.ts';
import type { FolderState } from '../folder/folder.state.ts';
import type { ReplicaState } from './replica.state.ts';

/** In path order, INBOX first; of one order whatever the order of the news was. */
export function sortedFolders(state: ReplicaState): readonly FolderState[] {
  return (state.sorted ??= [...state.folders.values()].sort((one, other) => inPathOrder(one.path, other.path)));
}

export const folderFacts = (state: ReplicaState): readonly FolderFacts[] => sortedFolders(state);

export function replicaFacts(state: ReplicaState): ReplicaFacts {
  const { order, clock } = state;
  return {
    mailbox: state.mailbox,
    device: state.device,
    labels: state.labels,
    client: state.client,
    profile: state.profile,
    troubles: state.troubles,
    lastAttempt: state.lastAttempt,
    intervalSeconds: state.lastReportedAt === null ? null : clock.intervalMs / 1000,
    enrolledAt: state.enrolledAt,
    lastReportedAt: state.lastReportedAt,
    retiredAt: state.retiredAt,
    tokenRevokedAt: state.tokenRevokedAt,
    epoch: order.epochs.at(-1) ?? null,
    seq: order.newest[1],
    missedReports: missed(order.gaps),
    clockDoubt: state.clockDoubt,
    folders: state.folders.size,
    totals: { serverItems: total(state, 'serverItems'), offlineItems: total(state, 'offlineItems') },
  };
}

/** The same text as the contracts' `pathKey`: segments joined by NUL, which no segment holds. */
export const keyOf = (path: FolderPath): string => (path.length === 1 ? path[0]! : path.join('\u0000'));

export function inPathOrder(one: FolderPath, other: FolderPath): number {
  const inboxFirst = Number(other[0] === 'INBOX') - Number(one[0] === 'INBOX');
  if (inboxFirst !== 0) return inboxFirst;
  const depth = Math.min(one.length, other.length);
  for (let level = 0; level < depth; level += 1) {
    if (one[level]! < other[level]!) return -1;
    if (one[level]! > other[level]!) return 1;
  }
  return one.length - other.length;
}

/** Over the folders where it is known; null when it is known of none. */
function total(state: ReplicaState, side: 'serverItems' | 'offlineItems'): number | null {
  let sum: number | null = null;
  for (const folder of state.folders.values())
    if (!folder.localOnly && folder[side] !== null) sum = (sum ?? 0) + folder[side];
  return sum;
}

function missed(gaps: readonly number[]): number {
  let count = 0;
  for (let index = 0; index < gaps.length; index += 2) count += gaps[index + 1]! - gaps[index]! + 1;
  return count;
}
