import type { DiagnosisRule, EvidencePoint, Match } from '../rule.ts';
import type { Evidence } from '../evidence.ts';
import { count, duration } from '../../explain/wording.ts';
import { inUtc } from '../../replica/calendar.ts';
import { earliest, newestDate } from './signs/folders.ts';
import { allInStepAfter, allSynchronizedAfter } from './signs/mended.ts';
import { namesOf, pathsOf } from './signs/naming.ts';
import { notSynchronizing, type NotSynchronizing } from './signs/not-synchronizing.ts';
import { attemptPoint, differencesOf, statisticsPoints } from './signs/points.ts';

/** Nothing is broken: nobody synchronized, or only one folder after the other with This Folder. */
export const K8: DiagnosisRule = {
  id: 'K8',
  title: 'Nobody synchronized',
  family: 'article',
  source: 'KB195875, Manual Synchronization',
  seen: 'The client is on, the date of the last synchronization is old and no attempt is made; or one folder is fresh and the rest are old.',
  cause: 'No synchronization was started, or only that of a single folder with This Folder.',
  twin: 'not-synchronizing',
  tellApart: {
    K10: 'K8 mends it now; K10 keeps it from coming back, if Outlook was left while online and did not synchronize.',
    K11: 'K8 if nobody tried; K11 if somebody did, and folders do not follow.',
    K4: 'K8 if the server moves as usual; K4 if the Inbox on the server empties though nobody deletes.',
  },
  matches,
  fix: {
    steps: [
      'See that Outlook is online: File → Work Offline is not ticked.',
      'Run Tools → Synchronize → All Folders; This Folder is for one folder only.',
      'Leave Outlook open until the progress bar has gone.',
      'In newer versions of Outlook use Send/Receive → Send/Receive All Folders instead.',
    ],
    newerSteps: [
      'See that Outlook is online: *Send/Receive → Work Offline* is not chosen.',
      'Choose *Send/Receive → Send/Receive All Folders*, or press F9; *Update Folder* is for one folder only.',
      'Leave Outlook open until the status bar says that all folders are up to date.',
    ],
    forWhom: 'user',
    cost: 'Five minutes, and longer after a long time without synchronization.',
    risk: 'None.',
    confirmedWhen: 'A sync of all folders is seen after it, and no folder is out of step.',
    confirmed: (evidence, tried) => allSynchronizedAfter(evidence, tried.at) && allInStepAfter(evidence, tried.at),
  },
};

function matches(evidence: Evidence): Match | null {
  const found = notSynchronizing(evidence);
  if (found === null) return null;

  const { late, fresh, onlyThese } = found;
  return {
    cause: onlySome(found) ? causeOfSome(found) : causeOfAll(evidence, found),
    since: earliest(late.map(({ since }) => since)),
    folders: fresh.length === 0 ? [] : pathsOf(late),
    points: [noAttempt(evidence, found), ...onlyThese.slice(0, 3).map(attemptPoint), ...statisticsPoints(late)],
  };
}

const onlySome = ({ fresh, onlyThese }: NotSynchronizing) => fresh.length > 0 || onlyThese.length > 0;

function causeOfSome({ late, fresh, onlyThese }: NotSynchronizing): string {
  const date = newestDate(late);
  const since = date === null ? '' : ` since ${inUtc(date)}`;
  const these = fresh.length === 0 ? 'other folders' : namesOf(pathsOf(fresh));
  const how = onlyThese.length === 0 ? '' : `, each by itself (${count(onlyThese.length, 'attempt')})`;
  return `Only ${these} ${fresh.length === 1 ? 'was' : 'were'} synchronized${how}; ${namesOf(pathsOf(late))} ${late.length === 1 ? 'was' : 'were'} not${since}.${behind(late)}`;
}

function causeOfAll({ now }: Evidence, { late }: NotSynchronizing): string {
  const date = newestDate(late);
  const on = Math.max(...late.map(({ onMsSinceSync }) => onMsSinceSync ?? 0));
  const since = date === null ? 'No sync is known' : `Nobody has synchronized since ${inUtc(date)}`;
  const length = on > 0 && on <= now ? `, though the client was on for ${duration(on)} since then` : '';
  return `${since}${length}, and no attempt was seen.${behind(late)}`;
}

function behind(late: NotSynchronizing['late']): string {
  const differs = differencesOf(late);
  const folders = count(late.length, 'folder');
  return differs === '' ? ` ${folders} ${late.length === 1 ? 'is' : 'are'} old.` : ` ${folders}, ${differs}.`;
}

function noAttempt({ attempts, now }: Evidence, { onlyThese }: NotSynchronizing): EvidencePoint {
  const newest = attempts[0];
  if (onlyThese.length > 0) return { text: `No attempt since then was at all folders, as of ${inUtc(now)}.`, at: now };
  if (newest === undefined) return { text: `No attempt is known, as of ${inUtc(now)}.`, at: now };
  return {
    text: `No attempt is known after the one that began ${newest.startedAt}.`,
    at: newest.seenAt,
    position: newest.position,
  };
}
