import type { DiagnosisRule, EvidencePoint, Guard, Match } from '../rule.ts';
import type { Evidence, FolderEvidence, Tried } from '../evidence.ts';
import { count, number } from '../../explain/wording.ts';
import { inUtc } from '../../replica/calendar.ts';
import { deliversElsewhere, drainedInbox } from './signs/delivery.ts';
import { inboxOf } from './signs/folders.ts';
import { noLogon, noNetwork } from './signs/logon-and-network.ts';
import { frozenSinceMove } from './signs/moved.ts';
import { statisticsPoint } from './signs/points.ts';
import { SYNCHRONIZE_NEWER } from './signs/outlook-steps.ts';

/** New mail is taken to another place than the mailbox: the profile says so, or the Inbox on the server drains and shows it. */
export const K4: DiagnosisRule = {
  id: 'K4',
  title: 'New mail is delivered elsewhere',
  family: 'article',
  source: 'KB195875, More Information: Delivery tab',
  seen: 'The Inbox on the server drains while the offline Inbox stays as it is.',
  cause:
    'The profile delivers new mail to a personal folders file (.pst), not to the mailbox, so it leaves the server and never comes to the offline folders.',
  tellApart: {
    K8: 'K4 if the Inbox on the server empties though nobody deletes; K8 if the server moves as usual and nobody synchronizes.',
    K11: 'K4 if the server side of the Inbox falls and the mail is found in a .pst; K11 if the server side grows as usual and the offline Inbox alone does not follow.',
  },
  matches,
  fix: {
    steps: [
      'In Outlook open Tools → Services.',
      'On the Delivery tab read where new mail is delivered, and write it down.',
      'As the place for new mail select Mailbox – {mailbox}.',
      'Choose OK, leave Outlook with File → Exit and Log Off, and start it again.',
      'Open the place that you wrote down, and move the mail that was delivered there back to the Inbox of the mailbox.',
      'Run Tools → Synchronize → All Folders.',
    ],
    newerSteps: [
      'In Outlook open *File → Account Settings → Account Settings → Email*, select the account and read below the list where new mail is delivered; write it down.',
      'On the tab *Data Files* select the .ost file of {mailbox} and choose *Set as Default*.',
      'See that no rule moves new mail to a .pst file: *Home → Rules → Manage Rules & Alerts*.',
      'Start Outlook again.',
      'Open the place that you wrote down, and move the mail that was delivered there back to the Inbox of the mailbox.',
      SYNCHRONIZE_NEWER,
    ],
    forWhom: 'helpdesk',
    cost: 'Five minutes, and longer where much mail has to be moved back.',
    risk: 'Low: mail that was already taken away stays where it is until it is moved back.',
    guardText:
      'Mail that has left the server is in the other place, or only in the offline Inbox. Find it there before the next synchronization takes it from the offline Inbox too.',
    guard: guardDelivered,
    confirmedWhen: 'The server and the offline Inbox grow together, and the Inbox is in step.',
    confirmed: growTogether,
  },
};

function matches(evidence: Evidence): Match | null {
  if (!evidence.exchangeType || evidence.replica.profile.exchangeService === false) return null;
  const inbox = inboxOf(evidence);
  if (inbox === undefined) return null;

  const drained = drainedInbox(evidence);
  if (deliversElsewhere(evidence)) return isOutOfStep(inbox) || drained ? matchOf(evidence, inbox, drained) : null;
  if (drained === null || evidence.replica.profile.deliverTo === 'mailbox') return null;
  const otherwise = noLogon(evidence) ?? noNetwork(evidence) ?? frozenSinceMove(evidence);
  return otherwise === null ? matchOf(evidence, inbox, drained) : null;
}

const isOutOfStep = ({ status }: FolderEvidence) => status === 'mismatched' || status === 'stale';

function matchOf({ replica }: Evidence, inbox: FolderEvidence, drained: FolderEvidence | null): Match {
  const { deliverTo } = replica.profile;
  const { differs, serverItems, offlineItems } = inbox;
  const before = differs?.before ?? differs?.began;
  const place = deliverTo === 'pst' ? 'a personal folders file (.pst)' : 'another place than the mailbox';
  const drains =
    drained === null || before === undefined || before === null
      ? ''
      : `On the server the Inbox fell from ${number(before.serverItems)} to ${number(serverItems!)} items since ${inUtc(differs!.since)}, while offline it holds ${number(offlineItems!)}.`;
  const says =
    deliverTo === undefined ? 'Something takes its mail elsewhere.' : `The profile delivers new mail to ${place}.`;
  const points: EvidencePoint[] = [statisticsPoint(inbox)];
  if (deliverTo !== undefined)
    points.unshift({ text: `The profile delivers new mail to ${place}.`, values: { deliverTo } });
  if (drains !== '') {
    points.push({
      text: drains,
      at: differs!.since,
      position: differs!.position,
      folder: inbox.path,
      values: { serverBefore: before!.serverItems, serverItems, offlineItems },
    });
  }
  return {
    cause: [says, drains].filter((part) => part !== '').join(' '),
    since: differs?.since ?? inbox.since,
    folders: [inbox.path],
    points,
  };
}

function guardDelivered(evidence: Evidence): Guard | null {
  const inbox = inboxOf(evidence);
  const items = -(inbox?.difference ?? 0);
  if (inbox === undefined || items <= 0) return null;
  return {
    text: `${count(items, 'item')} of the offline Inbox ${items === 1 ? 'is' : 'are'} no longer on the server. Make sure that they are in the other place before you synchronize; if they are not, export the Inbox first (File → Import and Export → Export to a file).`,
    items,
    folders: [inbox.path],
  };
}

function growTogether(evidence: Evidence, { at }: Tried): boolean {
  const inbox = inboxOf(evidence);
  if (inbox === undefined || deliversElsewhere(evidence) || inbox.status !== 'in-step') return false;
  const { serverMoved, offlineMoved } = inbox;
  const grew = (moved: typeof serverMoved) => moved !== null && moved.at > at && moved.by > 0;
  return grew(serverMoved) && grew(offlineMoved);
}
