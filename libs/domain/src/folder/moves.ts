import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from './folder.state.ts';

/** Before the counts of a statement are taken: which are the first, and which side moves. What is not known has not moved. */
export function noteMoves(folder: FolderState, server: number | null, offline: number | null, at: Instant): void {
  if (server !== null) {
    const before = folder.serverItems ?? folder.knownServer;
    if (before >= 0 && server !== before) {
      folder.serverMovedAt = at;
      folder.serverMovedBy = server - before;
    }
  }
  if (offline !== null) {
    const before = folder.offlineItems ?? folder.knownOffline;
    if (before >= 0 && offline !== before) {
      folder.offlineMovedAt = at;
      folder.offlineMovedBy = offline - before;
    }
  }
  if (folder.firstPosition !== 0 || server === null || offline === null) return;
  folder.firstAt = at;
  folder.firstPosition = folder.position;
  folder.firstServer = server;
  folder.firstOffline = offline;
}
