import type { FolderPath } from '@lockstep/contracts';
import type { EvidencePoint, Match } from '../../rule.ts';
import { troubleText } from '../../../explain/wording.ts';
import { capital, nameOf, namesOf } from './naming.ts';
import type { Troubled } from './troubles.ts';
// A replica may have it in each of a thousand folders; the first few show what it is.
const MOST_POINTS = 8;

/** A trouble code is itself the sign: it fits while the code holds. `cause` is given `the replica`, or the folders' names. */
export function matchTroubled(found: readonly Troubled[], cause: (where: string) => string): Match | null {
  if (found.length === 0) return null;
  const ofReplica = found.some(({ folder }) => folder === null);
  const folders = ofReplica ? [] : unique(found.map(({ folder }) => folder!.path));
  return {
    cause: capital(cause(namesOf(folders))),
    since: Math.min(...found.map(({ trouble }) => trouble.since)),
    folders,
    points: found.slice(0, MOST_POINTS).map(pointOfTrouble),
  };
}

export function pointOfTrouble({ trouble, folder }: Troubled): EvidencePoint {
  const where = folder === null ? '' : `${capital(nameOf(folder.path))}: `;
  const detail = trouble.detail === undefined ? '' : ` (${trouble.detail})`;
  const text = troubleText(trouble.code);
  return {
    text: `${where}${where === '' ? capital(text) : text}${detail}`,
    at: trouble.since,
    position: trouble.position,
    ...(folder !== null && { folder: folder.path }),
    values: { code: trouble.code },
  };
}

const unique = (paths: readonly FolderPath[]): FolderPath[] => [...new Set(paths)];
