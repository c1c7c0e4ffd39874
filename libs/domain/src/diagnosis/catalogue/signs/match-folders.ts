import type { FolderEvidence } from '../../evidence.ts';
import type { EvidencePoint, Match } from '../../rule.ts';
import { countsOf, movedSince } from './points.ts';

// The first few folders show what it is; all of them are named.
const MOST_FOLDERS = 4;

/** A match on folders by their numbers: their counts, and what has moved since they differ, are the evidence. */
export function matchFolders(
  folders: readonly FolderEvidence[],
  cause: (folders: readonly FolderEvidence[]) => string,
  more: readonly EvidencePoint[] = [],
): Match | null {
  if (folders.length === 0) return null;
  return {
    cause: cause(folders),
    since: Math.min(...folders.map(({ differs, since }) => differs?.since ?? since)),
    folders: folders.map(({ path }) => path),
    points: [...folders.slice(0, MOST_FOLDERS).flatMap(pointsOf), ...more],
  };
}

function pointsOf(folder: FolderEvidence): EvidencePoint[] {
  const moved = movedSince(folder);
  return moved === null ? [countsOf(folder)] : [countsOf(folder), moved];
}
