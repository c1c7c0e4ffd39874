import type { Evidence, FolderEvidence } from '../../evidence.ts';
import { hindersSynchronization, isDistrusted, stopsSynchronization } from '../../../condition/trouble.ts';
import type { HeldTrouble } from '../../../replica/facts.ts';
import { judged } from './folders.ts';
import type { FolderPath } from '@lockstep/contracts';

/** A trouble that holds, and of which folder; null: of the whole replica. */
export interface Troubled {
  readonly trouble: HeldTrouble;
  readonly folder: FolderEvidence | null;
}

/** All troubles of these codes that hold, the replica's own first. */
export function troubled({ replica, folders }: Evidence, codes: readonly string[]): Troubled[] {
  const own = replica.troubles.map((trouble) => ({ trouble, folder: null }));
  const theirs = folders.flatMap((folder) => folder.troubles.map((trouble) => ({ trouble, folder })));
  return [...own, ...theirs].filter(({ trouble }) => codes.includes(trouble.code));
}

export const isTroubled = (folder: FolderEvidence, codes: readonly string[]) =>
  folder.troubles.some(({ code }) => codes.includes(code));

/** Of the replica, or of every folder that is judged: then it is as good as of the replica. The one held longest. */
export function wholeTrouble(evidence: Evidence, codes: readonly string[]): HeldTrouble | null {
  const own = oldest(evidence.replica.troubles, codes);
  if (own !== null) return own;

  const folders = judged(evidence);
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
  const folders = judged(evidence).filter(({ troubles }) => oldest(troubles, codes) !== null);
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

/** It has a trouble that explains by itself why it is out of step. */
export const speaksForItself = ({ troubles }: FolderEvidence) =>
  isDistrusted(troubles) || troubles.some(({ code }) => stopsSynchronization(code) || EXPLAIN.includes(code));

const EXPLAIN = ['offline-folder-missing', 'server-folder-missing', 'message-rejected', 'unsupported-store'];

/** Something of the whole replica, or of one of its folders, keeps it from synchronizing. */
export function isBroken({ replica, folders }: Evidence): boolean {
  const breaks = (code: string) =>
    stopsSynchronization(code) || hindersSynchronization(code) || STOPS_ALL.includes(code);
  return standsInTheWay(replica.troubles) || folders.some(({ troubles }) => troubles.some(({ code }) => breaks(code)));
}

const STOPS_ALL = ['unsupported-store', 'offline-use-not-set-up'];
