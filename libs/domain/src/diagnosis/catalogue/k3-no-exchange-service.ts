import type { DiagnosisRule, Match } from '../rule.ts';
import type { Evidence } from '../evidence.ts';
import { count } from '../../explain/wording.ts';
import { earliest, outFolders } from './signs/folders.ts';
import { synchronizedAfter } from './signs/mended.ts';
import { statisticsPoints } from './signs/points.ts';
import { SYNCHRONIZE_NEWER } from './signs/outlook-steps.ts';

/** Without the Exchange service in the profile there is nothing to synchronize with, so it comes before every other check. */
export const K3: DiagnosisRule = {
  id: 'K3',
  title: 'The profile has no Exchange service',
  family: 'article',
  source: 'KB195875, More Information: profile settings',
  seen: 'No folder synchronizes, and the profile does not include the Microsoft Exchange Server service.',
  cause: 'Offline folders synchronize with a mailbox on an Exchange server only, and this profile does not know one.',
  tellApart: {
    K1: 'K3 if the profile does not list Microsoft Exchange; K1 if it does and no offline file is set.',
    K4: 'K3 if the service is missing; K4 if it is there and the Delivery tab names another place.',
  },
  matches,
  fix: {
    steps: [
      'In Outlook open Tools → Services.',
      'See whether the Services tab lists Microsoft Exchange Server. If it does, stop here: this is not the cause.',
      'Choose Add, pick Microsoft Exchange Server and choose OK.',
      'Enter `{server}` and {mailbox}, and choose Check Name until the name is underlined.',
      'On the Delivery tab set the place of new mail to Mailbox – {mailbox}.',
      'Choose OK, leave Outlook with File → Exit and Log Off, and start it again.',
      'Run Tools → Synchronize → All Folders.',
    ],
    newerSteps: [
      'In Outlook open *File → Account Settings → Account Settings → Email*.',
      'See whether an account of the type Microsoft Exchange is listed. If it is, stop here: this is not the cause.',
      'Close Outlook, open *Control Panel → Mail → Email Accounts* and choose *New*.',
      'Give the address and password of {mailbox}; where the server is not found by itself, name `{server}`.',
      'On the tab *Data Files* select the file of {mailbox} and choose *Set as Default*, so that new mail is delivered there.',
      'Start Outlook again.',
      SYNCHRONIZE_NEWER,
    ],
    forWhom: 'helpdesk',
    cost: 'Ten minutes.',
    risk: 'Low: it adds to the profile and removes nothing.',
    confirmedWhen: 'A sync completes after the service was added.',
    confirmed: (evidence, tried) =>
      evidence.replica.profile.exchangeService !== false && synchronizedAfter(evidence, tried.at),
  },
};

function matches(evidence: Evidence): Match | null {
  const { exchangeType, replica, judgement } = evidence;
  if (!exchangeType || replica.profile.exchangeService !== false) return null;
  const out = outFolders(evidence);
  if (out.length === 0 && judgement.status !== 'unknown') return null;

  const folders =
    out.length === 0
      ? 'no folder can be judged'
      : `${count(out.length, 'folder')} ${out.length === 1 ? 'is' : 'are'} out of step`;
  return {
    cause: `The profile on ${replica.device} does not include Microsoft Exchange Server, so there is nothing to synchronize with; ${folders}.`,
    since: Math.min(judgement.since, earliest(out.map(({ since }) => since))),
    folders: [],
    points: [
      { text: 'The profile does not include the Exchange service.', values: { exchangeService: false } },
      ...statisticsPoints(out, 3),
    ],
  };
}
