import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from './folder.state.ts';

/** Before the counts of a statement are taken: which are the first, and which side moves. What is not known has not moved. */
export function noteMoves(
  folder: FolderState,
  server: number | null,
  offline: number | null,
  at: Instant,
  localOnly = false,
): void {
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
  // A local-only folder has no side on the server: that it holds none of it is known.
  const onServer = server ?? (localOnly ? 0 : null);
  if (folder.firstPosition !== 0 || onServer === null || offline === null) return;
  folder.firstAt = at;
  folder.firstPosition = folder.position;
  folder.firstServer = onServer;
  folder.firstOffline = offline;
}
