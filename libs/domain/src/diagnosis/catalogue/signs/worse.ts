import type { Evidence, FolderEvidence } from '../../evidence.ts';
import { stopsSynchronization } from '../../../condition/trouble.ts';
import { lacking } from './lacking.ts';
import { lateFolders } from './late.ts';
import { isBroken, speaksForItself } from './troubles.ts';

/**
 * Something on this replica is really wrong: it does not synchronize, a trouble says why, or items went missing lately. Then what
 * is probably as it should be is not told yet; it is looked at again once that is mended.
 */
export function somethingIsWorse(evidence: Evidence): boolean {
  if (isBroken(evidence) || evidence.folders.some(speaksForItself) || lateFolders(evidence) !== null) return true;
  return lacking(evidence).some(
    ({ folder, fromTheFirst }) => !fromTheFirst && folder.because === null && !isLimited(folder, evidence),
  );
}

function isLimited({ troubles }: FolderEvidence, { replica }: Evidence): boolean {
  return [...troubles, ...replica.troubles].some(({ code }) => code === 'size-limit');
}

/** In the order of the catalogue. */
const CHEAP = ['offline-folder-missing', 'server-folder-missing', 'message-rejected'];

/** What stops synchronization goes before what merely leaves something out, however cheap that is to mend. */
export function leadsBecauseItStops(evidence: Evidence, codes: readonly string[]): string | null {
  const held = [...evidence.replica.troubles, ...evidence.folders.flatMap(({ troubles }) => troubles)].map(
    ({ code }) => code,
  );
  if (!held.some((code) => codes.includes(code) && stopsSynchronization(code))) return null;
  return CHEAP.find((code) => held.includes(code)) ?? null;
}
