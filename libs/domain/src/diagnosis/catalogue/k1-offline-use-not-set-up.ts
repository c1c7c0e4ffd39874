import type { DiagnosisRule, Match } from '../rule.ts';
import type { Evidence } from '../evidence.ts';
import { count } from '../../explain/wording.ts';
import { inUtc } from '../../replica/calendar.ts';
import type { HeldTrouble } from '../../replica/facts.ts';
import { checksPass } from './signs/damaged-store.ts';
import { judged } from './signs/folders.ts';
import { anyTrouble } from './signs/troubles.ts';
import { SYNCHRONIZE_NEWER } from './signs/outlook-steps.ts';

/** A replica that has no statistics at all was never set up for offline use. Where something keeps them from being read, it is that. */
export const K1: DiagnosisRule = {
  id: 'K1',
  title: 'The profile is not set up for offline folders',
  family: 'article',
  source: 'KB195875, More Information: no Synchronize tab',
  seen: 'The replica has no statistics at all: no offline counts and no dates; the folder properties have no Synchronize tab.',
  cause: 'Offline use was never set up in this profile, so there is no offline copy that could synchronize.',
  twin: 'offline-use-not-set-up',
  tellApart: {
    K3: 'K3 if the profile does not list Microsoft Exchange; K1 if it does and no offline file is set.',
    K10: 'K10 if folders have statistics and merely grow old; K1 if there are none.',
  },
  matches,
  fix: {
    steps: [
      'In Outlook open Tools → Services.',
      'Pick Microsoft Exchange Server in the list and open Properties.',
      'On the Advanced tab open Offline Folder File Settings.',
      'Accept the file that is proposed, or name one on the local disk, and choose OK.',
      'If Outlook asks whether to create the file, answer Yes.',
      'Close the dialogs with OK.',
      'For each folder besides the Inbox that is wanted offline: right-click it, open Properties → Synchronization and choose that it is available offline and online.',
      'Run Tools → Synchronize → All Folders, and wait until the progress bar has gone.',
      'In newer versions of Outlook do none of this: switch on Cached Exchange Mode for the account instead.',
    ],
    newerSteps: [
      'In Outlook open *File → Account Settings → Account Settings*, select the account of {mailbox} and choose *Change*.',
      'Tick *Use Cached Exchange Mode*, and choose *Next* and *Finish*.',
      'Start Outlook again, and let the first download come to its end.',
      'See that the account has an .ost file: *File → Account Settings → Account Settings → Data Files*.',
      SYNCHRONIZE_NEWER,
    ],
    forWhom: 'helpdesk',
    cost: 'Ten minutes, and the time of a first full synchronization.',
    risk: 'None: nothing is there yet that could be lost.',
    confirmedWhen: 'A report has numbers of both sides for at least one folder.',
    confirmed: (evidence, tried) =>
      anyTrouble(evidence, ['offline-use-not-set-up']) === null &&
      judged(evidence).some(
        ({ serverItems, offlineItems, statedAt }) =>
          serverItems !== null && offlineItems !== null && statedAt > tried.at,
      ),
  },
};

function matches(evidence: Evidence): Match | null {
  const { replica, exchangeType, judgement } = evidence;
  if (!exchangeType || replica.lastReportedAt === null || replica.profile.exchangeService === false) return null;

  const said = replica.troubles.find(({ code }) => code === 'offline-use-not-set-up');
  if (said !== undefined) return matchOf(evidence, said.since, said);
  return neverHadStatistics(evidence) ? matchOf(evidence, judgement.since, null) : null;
}

/** Neither now nor ever an offline number or a date, and nothing in the way of reading them. */
function neverHadStatistics(evidence: Evidence): boolean {
  const { judgement, folders } = evidence;
  // Nothing is known of any folder before the first full report has come; an empty store that was reported in full is in step.
  if (folders.length === 0) return false;
  if (judgement.status !== 'unknown' && !judgement.folders.some(({ status }) => status === 'unknown')) return false;
  if (!checksPass(evidence) || anyTrouble(evidence, UNREADABLE) !== null) return false;
  return judged(evidence).every(
    ({ offlineItems, lastSynchronizedAt, first }) =>
      offlineItems === null && lastSynchronizedAt === null && first === null,
  );
}

const UNREADABLE = [
  'offline-store-in-use',
  'offline-store-damaged',
  'partial-read',
  'unsupported-store',
  'index-damaged',
  'peer-never-connected',
];

function matchOf({ replica }: Evidence, since: number, trouble: HeldTrouble | null): Match {
  const folders =
    replica.folders === 0 ? 'no folder was ever named' : `${count(replica.folders, 'folder')}, none with numbers`;
  const says = trouble === null ? '' : ' The agent says that offline use is not set up.';
  const { offlineAccess } = replica.profile;
  return {
    cause: `The agent reports, and there are no statistics of an offline copy: ${folders}.${says}`,
    since,
    folders: [],
    points: [
      trouble === null
        ? {
            text: `No offline count and no date of a sync has been reported, as of ${inUtc(replica.lastReportedAt!)}.`,
            at: replica.lastReportedAt!,
          }
        : {
            text: `Offline use is not set up${trouble.detail === undefined ? '' : `: ${trouble.detail}`}.`,
            at: trouble.since,
            position: trouble.position,
          },
      ...(offlineAccess === undefined
        ? []
        : [{ text: `The profile has offline access ${offlineAccess ? 'on' : 'off'}.`, values: { offlineAccess } }]),
    ],
  };
}
