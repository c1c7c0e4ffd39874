import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from './folder.state.ts';

/**
 * The first counts of a folder and its newest moves, at rest. Most folders were first counted with their replica and have not moved
 * since: they need nothing. Most of the others moved on both sides at once: three short numbers. Moments are milliseconds before the
 * folder was stated.
 */
export type PastSlots =
  | readonly [first: number, ago: number, by: number]
  | readonly [
      firstServer: number,
      firstOffline: number,
      serverAgo: number,
      serverBy: number,
      offlineAgo: number,
      offlineBy: number,
      firstAt?: Instant,
      firstPosition?: number,
    ];

/** When the replica's folders were first stated. */
export interface FirstStatement {
  readonly at: Instant;
  readonly position: number;
}

/** Null: it needs nothing. */
export function pastText(folder: FolderState, start: FirstStatement | null): string | null {
  const { firstServer, firstOffline, firstPosition, serverMovedBy, offlineMovedBy } = folder;
  const counted = folder.serverItems !== null && folder.offlineItems !== null;
  const atStart = firstPosition === start?.position;
  const unmoved = serverMovedBy === 0 && offlineMovedBy === 0;
  if (unmoved && !counted && firstPosition === 0) return null;
  if (unmoved && counted && atStart && firstServer === folder.serverItems && firstOffline === folder.offlineItems)
    return null;

  const serverAgo = serverMovedBy === 0 ? 0 : folder.statedAt - folder.serverMovedAt;
  const offlineAgo = offlineMovedBy === 0 ? 0 : folder.statedAt - folder.offlineMovedAt;
  if (atStart && firstServer === firstOffline && serverAgo === offlineAgo && serverMovedBy === offlineMovedBy)
    return `[${firstServer},${serverAgo},${serverMovedBy}]`;
  const moves = `${firstServer},${firstOffline},${serverAgo},${serverMovedBy},${offlineAgo},${offlineMovedBy}`;
  return atStart ? `[${moves}]` : `[${moves},${folder.firstAt},${firstPosition}]`;
}

/** After the numbers of the folder are there. */
export function wakePast(folder: FolderState, slots: PastSlots | 0 | undefined, start: FirstStatement | null): void {
  if (!slots) {
    if (folder.serverItems === null || folder.offlineItems === null || start === null) return;
    wakeFirst(folder, folder.serverItems, folder.offlineItems, start.at, start.position);
    return;
  }
  const [firstServer, firstOffline, serverAgo, serverBy, offlineAgo, offlineBy, firstAt, firstPosition] =
    slots.length === 3 ? ([slots[0], slots[0], slots[1], slots[2], slots[1], slots[2]] as const) : slots;
  wakeFirst(folder, firstServer, firstOffline, firstAt ?? start?.at ?? 0, firstPosition ?? start?.position ?? 0);
  folder.serverMovedBy = serverBy;
  folder.serverMovedAt = serverBy === 0 ? 0 : folder.statedAt - serverAgo;
  folder.offlineMovedBy = offlineBy;
  folder.offlineMovedAt = offlineBy === 0 ? 0 : folder.statedAt - offlineAgo;
}

function wakeFirst(folder: FolderState, server: number, offline: number, at: Instant, position: number): void {
  folder.firstServer = server;
  folder.firstOffline = offline;
  folder.firstAt = at;
  folder.firstPosition = position;
}
