import type { Evidence, FolderEvidence } from '../../evidence.ts';
import { inboxOf, isStale, judged } from './folders.ts';

/** New mail of the profile goes to another place than the mailbox, as it says itself. */
export const deliversElsewhere = ({ replica }: Evidence): boolean =>
  replica.profile.deliverTo === 'pst' || replica.profile.deliverTo === 'other';

/**
 * The Inbox on the server empties while the offline one stays as it was: something takes the mail away. Told from items that
 * somebody deleted at once by going on: at least two falls, or next to nothing left. Where other folders are old as well, nobody
 * synchronizes, and it takes more to tell.
 */
export function drainedInbox(evidence: Evidence): FolderEvidence | null {
  const inbox = inboxOf(evidence);
  if (inbox === undefined || inbox.differs === null || inbox.serverItems === null || inbox.offlineItems === null)
    return null;
  const { difference, differs } = inbox;
  if (difference === null || difference >= 0) return null;

  const before = differs.before ?? differs.began;
  const gone = before.serverItems - inbox.serverItems;
  const offlineMoved = Math.abs(inbox.offlineItems - before.offlineItems) + differs.offlineUp + differs.offlineDown;
  const nearlyEmpty = inbox.serverItems <= before.serverItems * 0.1;
  const othersAreOld = judged(evidence).some((folder) => folder !== inbox && isStale(folder, evidence));
  const much = gone >= before.serverItems * (othersAreOld ? 0.5 : 0.25);
  if (gone < 10 || !(nearlyEmpty || (much && serverFalls(inbox)))) return null;
  return offlineMoved <= gone * 0.1 ? inbox : null;
}

/** More goes from the server's side than comes, again and again. */
export const serverFalls = ({ differs }: FolderEvidence): boolean =>
  differs !== null && differs.serverDown > 0 && differs.serverDown >= 2 * differs.serverUp;
