import type { Evidence, FolderEvidence, SeenAttempt } from '../../evidence.ts';
import { keyOf } from '../../../replica/folders.ts';
import { attemptsBegunAfter, failingAttempts, hasPassed } from './attempts.ts';
import { deliversElsewhere } from './delivery.ts';
import { differsAlthoughSynchronizing, isShrinking } from './differences.ts';
import { isStale, judged } from './folders.ts';
import { inboxLeftOut } from './inbox-left-out.ts';
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

const MARGIN_MS = 30 * 60_000;

/**
 * The client is on and folders grow old, or differ, with no attempt at them, and nothing says that an attempt would fail.
 *
 * 1. An obstacle (profile, logon, network, a trouble, a moved or damaged store) explains it better, and so does a sync that runs: not this.
 * 2. Attempts at these folders since their last sync mean that somebody did synchronize: not this.
 * 3. All folders but the Inbox fresh, and no attempt that names them: the sign of a damaged store, not of nobody.
 */
export function notSynchronizing(evidence: Evidence): NotSynchronizing | null {
  if (isHampered(evidence) || judged(evidence).some((folder) => isShrinking(folder, evidence.now))) return null;
  const late = judged(evidence).filter((folder) => isLate(folder, evidence));
  if (late.length === 0) return null;

  const newest = Math.max(...late.map((folder) => stopped(folder)));
  const since = attemptsBegunAfter(evidence, newest).filter((attempt) => !hasPassed(attempt, evidence.now));
  const lateKeys = new Set(late.map(({ path }) => keyOf(path)));
  const covers = ({ folders }: SeenAttempt) =>
    folders === undefined || folders.some((path) => lateKeys.has(keyOf(path)));
  if (since.some(covers)) return null;

  const fresh = judged(evidence).filter(
    ({ path, lastSynchronizedAt }) =>
      !lateKeys.has(keyOf(path)) && lastSynchronizedAt !== null && lastSynchronizedAt > newest + MARGIN_MS,
  );
  if (since.length === 0 && inboxLeftOut(evidence) !== null) return null;
  return { late, fresh, onlyThese: since };
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

function isLate(folder: FolderEvidence, evidence: Evidence): boolean {
  if (standsInTheWay(folder.troubles)) return false;
  if (isStale(folder, evidence)) return folder.status !== 'unknown';
  return folder.status === 'mismatched' && !differsAlthoughSynchronizing(folder) && !comesThrough(folder);
}

/** A folder without a date shows by its own moves that it synchronizes. */
const comesThrough = ({ lastSynchronizedAt, offlineMoved, differs }: FolderEvidence) =>
  lastSynchronizedAt === null && offlineMoved !== null && differs !== null && offlineMoved.at > differs.since;

/** From when on no sync of the folder is known. */
const stopped = ({ lastSynchronizedAt, differs, since }: FolderEvidence) =>
  lastSynchronizedAt ?? differs?.since ?? since;
