import type { Evidence, FolderEvidence, SeenAttempt } from '../../evidence.ts';
import type { Instant } from '../../../replica/replica.events.ts';
import { keyOf } from '../../../replica/folders.ts';
import { attemptsBegunAfter } from './attempts.ts';
import { serverFalls } from './delivery.ts';
import { differsAlthoughSynchronizing, isShrinking } from './differences.ts';
import { isFrozenThoughDated, itemsComeLately } from './frozen.ts';
import { inboxOf, isStale, judged } from './folders.ts';
import { standsInTheWay } from './troubles.ts';

export interface InboxLeftOut {
  readonly inbox: FolderEvidence;
  /** Folders that synchronized after the Inbox had stopped. */
  readonly others: readonly FolderEvidence[];
  readonly since: Instant;
  /** Its date goes on all the same. */
  readonly thoughDated: boolean;
}

const MARGIN_MS = 30 * 60_000;

/**
 * All folders but the Inbox synchronize: the Inbox stopped, and others were synchronized after that.
 * One other in four may be late as well, and more where attempts asked for the Inbox again and again; equal counts alone are no sign, for folders that get no mail are equal whatever happens.
 * A server side that falls and falls is no sign either: somebody takes the mail. Nor is an Inbox to which items still come.
 */
export function inboxLeftOut(evidence: Evidence): InboxLeftOut | null {
  const inbox = inboxOf(evidence);
  if (inbox === undefined || (inbox.status !== 'mismatched' && inbox.status !== 'stale')) return null;
  if (isShrinking(inbox, evidence.now) || standsInTheWay(inbox.troubles, ['offline-store-damaged'])) return null;
  if ((inbox.difference ?? 0) < 0 && serverFalls(inbox)) return null;
  if (itemsComeLately(inbox, evidence)) return null;
  if (isFrozenThoughDated(inbox, evidence.now)) return frozenInbox(inbox, evidence);
  if (differsAlthoughSynchronizing(inbox) && !isStale(inbox, evidence)) return null;

  const stopped = inbox.lastSynchronizedAt ?? inbox.differs?.since ?? inbox.since;
  if (onlyOthersWereAsked(evidence, stopped)) return null;

  const rest = judged(evidence).filter((folder) => folder !== inbox);
  const others = rest.filter((folder) => cameThroughAfter(folder, stopped) && !isStale(folder, evidence));
  const late = rest.filter((folder) => isStale(folder, evidence) || isBehind(folder));
  if (others.length === 0) return null;
  const few = late.length <= others.length && late.length <= rest.length / 4;
  if (!few && timesAsked(evidence, stopped) < 2) return null;
  return { inbox, others, since: inbox.differs?.since ?? inbox.since, thoughDated: false };
}

function frozenInbox(inbox: FolderEvidence, evidence: Evidence): InboxLeftOut | null {
  const rest = judged(evidence).filter((folder) => folder !== inbox);
  const others = rest.filter((folder) => folder.status === 'in-step' && !isStale(folder, evidence));
  const { since } = inbox.differs!;
  const came = others.some((folder) => cameThroughAfter(folder, since));
  return came && others.length >= rest.length * 0.75 ? { inbox, others, since, thoughDated: true } : null;
}

const cameThroughAfter = ({ lastSynchronizedAt: date, offlineMoved }: FolderEvidence, at: Instant) =>
  date !== null ? date > at + MARGIN_MS : offlineMoved !== null && offlineMoved.at > at + MARGIN_MS;

const isBehind = (folder: FolderEvidence) => folder.status === 'mismatched' && !differsAlthoughSynchronizing(folder);

const KEY = keyOf(['INBOX']);
const asksForInbox = ({ folders }: SeenAttempt) => folders === undefined || folders.some((path) => keyOf(path) === KEY);

const timesAsked = (evidence: Evidence, since: Instant) =>
  attemptsBegunAfter(evidence, since).filter(asksForInbox).length;

/** Somebody synchronized some folders one by one, and the Inbox was not among them: then it was not asked to come through. */
function onlyOthersWereAsked(evidence: Evidence, since: Instant): boolean {
  const asked = attemptsBegunAfter(evidence, since);
  return asked.length > 0 && !asked.some(asksForInbox);
}
