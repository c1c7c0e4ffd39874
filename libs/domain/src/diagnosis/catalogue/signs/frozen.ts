import type { Evidence, FolderEvidence } from '../../evidence.ts';
import type { Instant } from '../../../replica/replica.events.ts';
import { isShrinking, isSmall } from './differences.ts';
import { judged } from './folders.ts';
import { attemptsSince, lateFolders } from './late.ts';
import { isTooLarge } from './limits.ts';
import { standsInTheWay } from './troubles.ts';

const HOUR_MS = 3_600_000;
// Of what changed in one step, the next runs may still bring it; of what changes again and again, they should have brought some.
const ONE_STEP_MS = 6 * HOUR_MS;

/**
 * Its date goes on, and the offline side has not moved while the server's did: what changed there since never arrived, be it mail that
 * came or mail that was removed.
 */
export function isFrozenThoughDated({ differs, status, lastSynchronizedAt }: FolderEvidence, now: Instant): boolean {
  if (status !== 'mismatched' || differs === null || lastSynchronizedAt === null) return false;
  const { syncs, serverUp, serverDown, offlineUp, offlineDown, since, most, least, before, began } = differs;
  if (syncs < 2 || offlineUp + offlineDown > 0) return false;
  if (serverUp + serverDown > 0 && most > least) return now - since >= HOUR_MS;

  const onServerAlone =
    before !== null && before.offlineItems === began.offlineItems && before.serverItems !== began.serverItems;
  return onServerAlone && !isSmall(most, began.serverItems) && now - since >= ONE_STEP_MS;
}

/** Slowly, with pauses, but they come: it is a backlog. */
export function itemsComeLately({ offlineMoved, difference }: FolderEvidence, { now, policy }: Evidence): boolean {
  if (offlineMoved === null || difference === null) return false;
  return offlineMoved.by * difference > 0 && now - offlineMoved.at < policy.stale.warningAfterOnMs;
}

export interface Stuck {
  readonly folders: readonly FolderEvidence[];
  readonly others: readonly FolderEvidence[];
  readonly since: Instant;
}

/** A few folders are left out by syncs that were asked for them, while most others are in step. */
export function stuckFolders(evidence: Evidence): Stuck | null {
  const asked = askedInVain(evidence);
  const folders = judged(evidence).filter(
    (folder) =>
      isUnexplained(folder, evidence) && (isFrozenThoughDated(folder, evidence.now) || asked.includes(folder)),
  );
  const rest = judged(evidence).filter((folder) => !folders.includes(folder));
  const others = rest.filter(({ status }) => status === 'in-step');
  if (folders.length === 0 || folders.length > rest.length / 2 || others.length < rest.length * 0.75) return null;
  return { folders, others, since: Math.min(...folders.map(({ differs, since }) => differs?.since ?? since)) };
}

function isUnexplained(folder: FolderEvidence, evidence: Evidence): boolean {
  if (folder.status !== 'mismatched' || folder.because !== null || isTooLarge(folder)) return false;
  return !isShrinking(folder, evidence.now) && !standsInTheWay(folder.troubles) && !itemsComeLately(folder, evidence);
}

/** Late, though two syncs or more were asked for them since, and did not fail. */
function askedInVain(evidence: Evidence): readonly FolderEvidence[] {
  const found = lateFolders(evidence);
  if (found === null || found.inHand || found.fresh.length === 0) return [];
  const attempts = attemptsSince(evidence, found).atThese.filter(({ outcome }) => outcome !== 'failed');
  return attempts.length < 2 ? [] : found.late;
}
