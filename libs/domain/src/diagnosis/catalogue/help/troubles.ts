import type { FolderPath } from '@lockstep/contracts';
import type { Evidence } from '../../evidence.ts';
import type { HeldTrouble } from '../../../replica/facts.ts';
import { isDistrusted, hindersSynchronization, stopsSynchronization } from '../../../condition/trouble.ts';
import { judgedFolders } from './folders.ts';

/** Of the replica, or of every folder that is judged: then it is as good as of the replica. The one held longest. */
export function wholeTrouble(evidence: Evidence, codes: readonly string[]): HeldTrouble | null {
  const own = oldest(evidence.replica.troubles, codes);
  if (own !== null) return own;

  const folders = judgedFolders(evidence);
  if (folders.length === 0 || !folders.every(({ troubles }) => oldest(troubles, codes) !== null)) return null;
  return oldest(
    folders.flatMap(({ troubles }) => troubles),
    codes,
  );
}

/** Of the replica or of any folder, with the folders that have it. */
export function anyTrouble(
  evidence: Evidence,
  codes: readonly string[],
): { readonly trouble: HeldTrouble; readonly folders: readonly FolderPath[] } | null {
  const folders = judgedFolders(evidence).filter(({ troubles }) => oldest(troubles, codes) !== null);
  const trouble = oldest([...evidence.replica.troubles, ...folders.flatMap(({ troubles }) => troubles)], codes);
  return trouble === null ? null : { trouble, folders: folders.map(({ path }) => path) };
}

/** A trouble that by itself says why nothing synchronizes; those named are not counted. */
export function standsInTheWay(troubles: readonly HeldTrouble[], except: readonly string[] = []): boolean {
  return troubles.some(
    (trouble) =>
      !except.includes(trouble.code) &&
      (stopsSynchronization(trouble.code) ||
        hindersSynchronization(trouble.code) ||
        isDistrusted([trouble]) ||
        MISSING.includes(trouble.code)),
  );
}

const MISSING = ['offline-folder-missing', 'server-folder-missing', 'offline-use-not-set-up', 'unsupported-store'];

function oldest(troubles: readonly HeldTrouble[], codes: readonly string[]): HeldTrouble | null {
  return troubles
    .filter(({ code }) => codes.includes(code))
    .reduce<HeldTrouble | null>((one, other) => (one === null || other.since < one.since ? other : one), null);
}
