import type { FolderPath } from '@lockstep/contracts';
import type { Instant } from '../../../replica/replica.events.ts';
import type { FolderEvidence } from '../../evidence.ts';

// Where a client keeps what went wrong, and what waits; in the languages of the clients seen so far.
const NAMES =
  /^(sync(hronization)? issues|conflicts|(local|server) failures|outbox|unsent messages|synchronisierungsprobleme|postausgang|boîte d['’]envoi|problèmes de synchronisation)$|\(this computer only\)/i;

export const isLocalByNature = (path: FolderPath) => path.some((segment) => NAMES.test(segment));

const MANY = 10;
const MANY_A_DAY = 4;
const DAY_MS = 24 * 3_600_000;

/** A few entries now and then are ordinary, and add up over the weeks; many, and lately, are a signal. */
export function growsUnexpectedly(folder: FolderEvidence, now: Instant): boolean {
  const { localOnly, first, offlineItems, offlineMoved, path } = folder;
  if (!localOnly && folder.serverItems !== null) return false;
  if (first === null || offlineItems === null || offlineMoved === null || !isLocalByNature(path)) return false;
  const grown = offlineItems - first.offlineItems;
  if (grown < MANY || offlineMoved.by <= 0 || now - offlineMoved.at > 2 * DAY_MS) return false;
  return offlineMoved.by >= MANY_A_DAY || grown >= (MANY_A_DAY * (now - first.at)) / DAY_MS;
}
