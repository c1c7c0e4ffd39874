import type { Evidence, FolderEvidence, SeenAttempt } from '../../evidence.ts';
import type { FolderPath } from '@lockstep/contracts';
import type { Instant } from '../../../replica/replica.events.ts';
import type { HeldTrouble } from '../../../replica/facts.ts';
import { attemptsBegunAfter, beginningOf, failingAttempts, failureOf } from './attempts.ts';
import { deliversElsewhere, drainedInbox, serverFalls } from './delivery.ts';
import { itemsCome } from './differences.ts';
import { earliest, isOut, isStale, judged, newestDate, outFolders } from './folders.ts';
import { type Stuck, stuckFolders } from './frozen.ts';
import { inboxLeftOut, type InboxLeftOut } from './inbox-left-out.ts';
import { noLogon, noNetwork } from './logon-and-network.ts';
import { frozenSinceMove } from './moved.ts';
import { anyTrouble, standsInTheWay } from './troubles.ts';

/** What the article takes for the signs of a damaged offline store; each is one of them. */
export type DamageSign = { readonly since: Instant; readonly folders: readonly FolderPath[] } & (
  | { readonly sign: 'trouble'; readonly trouble: HeldTrouble }
  | ({ readonly sign: 'inbox' } & InboxLeftOut)
  | { readonly sign: 'stuck'; readonly stuck: Stuck }
  | { readonly sign: 'nothing'; readonly attempts: readonly SeenAttempt[] }
);

export function damageSign(evidence: Evidence): DamageSign | null {
  const found = anyTrouble(evidence, ['offline-store-damaged']);
  if (found !== null) return { sign: 'trouble', since: found.trouble.since, ...found };
  if (!checksPass(evidence)) return null;

  const left = inboxLeftOut(evidence);
  if (left !== null) return { sign: 'inbox', ...left, folders: [left.inbox.path] };
  return nothingComesThrough(evidence) ?? someAreStuck(evidence);
}

/** As with the Inbox, so with any other folder. An Inbox that empties again and again is taken from, not stuck. */
function someAreStuck(evidence: Evidence): DamageSign | null {
  const stuck = stuckFolders(evidence);
  if (stuck === null || stuck.folders.some((folder) => isInbox(folder) && isTakenFrom(folder, evidence))) return null;
  return { sign: 'stuck', stuck, since: stuck.since, folders: stuck.folders.map(({ path }) => path) };
}

const isInbox = ({ path }: FolderEvidence) => path.length === 1 && path[0] === 'INBOX';

const isTakenFrom = (inbox: FolderEvidence, evidence: Evidence) =>
  (inbox.difference ?? 0) < 0 && (serverFalls(inbox) || drainedInbox(evidence) !== null);

/** Profile, delivery, logon, network and place are as they should be: what K3 to K7 ask. A certificate is no matter of the store either. */
export function checksPass(evidence: Evidence): boolean {
  const { profile, troubles } = evidence.replica;
  return (
    evidence.exchangeType &&
    profile.exchangeService !== false &&
    !deliversElsewhere(evidence) &&
    noLogon(evidence) === null &&
    noNetwork(evidence) === null &&
    !failingAttempts(evidence).some((attempt) => failureOf(attempt) === 'tls') &&
    !standsInTheWay(troubles, ['offline-store-damaged']) &&
    frozenSinceMove(evidence) === null
  );
}

/**
 * It is tried, and nothing comes through: every attempt since the newest date of any folder failed, or claims a success of which
 * no folder knows. Where folders have no dates, only failures count, for then a success cannot be doubted.
 */
function nothingComesThrough(evidence: Evidence): DamageSign | null {
  const folders = judged(evidence);
  const out = outFolders(evidence);
  const known = out.some(({ status }) => status !== 'unknown');
  if (!known || folders.some((folder) => itemsCome(folder, evidence.now))) return null;
  if (folders.some(({ troubles }) => standsInTheWay(troubles))) return null;

  const date = newestDate(folders);
  const attempts = attemptsBegunAfter(evidence, date ?? -Infinity);
  const doubtful = attempts.some(({ outcome }) => outcome === 'succeeded');
  if (doubtful && (date === null || !folders.every((folder) => isStale(folder, evidence)))) return null;
  const old = out.some((folder) => isStale(folder, evidence));
  if (attempts.length < (old ? 1 : 2)) return null;

  const since = earliest([...attempts.map(beginningOf), ...out.filter(isOut).map((folder) => folder.since)]);
  return { sign: 'nothing', attempts, since, folders: [] };
}
