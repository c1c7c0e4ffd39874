import type { HeldTrouble } from '../../../replica/facts.ts';
import type { Evidence, FolderEvidence } from '../../evidence.ts';
import type { EvidencePoint, Match } from '../../rule.ts';
import { capital, nameOf, namesOf } from './naming.ts';
import { troubleText } from '../../../explain/wording.ts';

/** A trouble that holds, and of which folder; null: of the whole replica. */
export interface Troubled {
  readonly trouble: HeldTrouble;
  readonly folder: FolderEvidence | null;
}

// A replica may have it in each of a thousand folders; the first few show what it is.
const MOST_POINTS = 8;

/** All troubles of these codes that hold, the replica's own first. */
export function troubled({ replica, folders }: Evidence, codes: readonly string[]): Troubled[] {
  const own = replica.troubles.map((trouble) => ({ trouble, folder: null }));
  const theirs = folders.flatMap((folder) => folder.troubles.map((trouble) => ({ trouble, folder })));
  return [...own, ...theirs].filter(({ trouble }) => codes.includes(trouble.code));
}

export const isTroubled = (folder: FolderEvidence, codes: readonly string[]) =>
  folder.troubles.some(({ code }) => codes.includes(code));

/** A trouble code is itself the sign: it fits while the code holds. `cause` is given `the replica`, or the folders' names. */
export function matchTroubled(found: readonly Troubled[], cause: (where: string) => string): Match | null {
  if (found.length === 0) return null;
  const ofReplica = found.some(({ folder }) => folder === null);
  const folders = ofReplica ? [] : unique(found.map(({ folder }) => folder!.path));
  return {
    cause: capital(cause(namesOf(folders))),
    since: Math.min(...found.map(({ trouble }) => trouble.since)),
    folders,
    points: found.slice(0, MOST_POINTS).map(pointOf),
  };
}

function pointOf({ trouble, folder }: Troubled): EvidencePoint {
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

function unique(paths: readonly FolderEvidence['path'][]): FolderEvidence['path'][] {
  return [...new Set(paths)];
}
