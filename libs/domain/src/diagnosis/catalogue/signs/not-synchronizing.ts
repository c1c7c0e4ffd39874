import type { Evidence, FolderEvidence, SeenAttempt } from '../../evidence.ts';
import { failingAttempts } from './attempts.ts';
import { deliversElsewhere } from './delivery.ts';
import { inboxLeftOut } from './inbox-left-out.ts';
import { attemptsSince, lateFolders } from './late.ts';
import { noLogon, noNetwork } from './logon-and-network.ts';
import { frozenSinceMove } from './moved.ts';
import { failsAfterNewStore } from './new-store.ts';
import { standsInTheWay } from './troubles.ts';

/** Folders that nobody synchronizes: late ones, those that are fresh beside them, and attempts that left the late ones out. */
export interface NotSynchronizing {
  readonly late: readonly FolderEvidence[];
  readonly fresh: readonly FolderEvidence[];
  readonly onlyThese: readonly SeenAttempt[];
}

/**
 * The client is on and folders grow old, or differ, with no attempt at them, and nothing says that an attempt would fail.
 *
 * 1. An obstacle (profile, logon, network, a trouble, a moved or damaged store) explains it better, and so does a sync that runs: not this.
 * 2. Attempts at these folders since their last sync mean that somebody did synchronize: not this.
 * 3. All folders but the Inbox fresh, and no attempt that names them: the sign of a damaged store, not of nobody.
 */
export function notSynchronizing(evidence: Evidence): NotSynchronizing | null {
  if (isHampered(evidence)) return null;
  const found = lateFolders(evidence);
  if (found === null || found.inHand) return null;

  const { atThese, atOthers } = attemptsSince(evidence, found);
  if (atThese.length > 0) return null;
  if (atOthers.length === 0 && inboxLeftOut(evidence) !== null) return null;
  return { late: found.late, fresh: found.fresh, onlyThese: atOthers };
}

function isHampered(evidence: Evidence): boolean {
  const { replica } = evidence;
  return (
    !evidence.exchangeType ||
    replica.profile.exchangeService === false ||
    deliversElsewhere(evidence) ||
    noLogon(evidence) !== null ||
    noNetwork(evidence) !== null ||
    standsInTheWay(replica.troubles) ||
    failingAttempts(evidence).length > 0 ||
    frozenSinceMove(evidence) !== null ||
    failsAfterNewStore(evidence) !== null
  );
}
