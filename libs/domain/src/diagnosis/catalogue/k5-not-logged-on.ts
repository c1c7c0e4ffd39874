import type { DiagnosisRule, EvidencePoint, Match } from '../rule.ts';
import type { Evidence } from '../evidence.ts';
import { count } from '../../explain/wording.ts';
import { inUtc } from '../../replica/calendar.ts';
import { beginningOf } from './signs/attempts.ts';
import { itemsCome } from './signs/differences.ts';
import { earliest, judged, outFolders } from './signs/folders.ts';
import { noLogon, type Obstacle } from './signs/logon-and-network.ts';
import { synchronizedAfter } from './signs/mended.ts';
import { attemptPoint, statisticsPoints } from './signs/points.ts';
import { SYNCHRONIZE_NEWER } from './signs/outlook-steps.ts';

/** Nobody is logged on to Windows, so the client has no password to give: known from the profile, from a trouble, or from attempts. */
export const K5: DiagnosisRule = {
  id: 'K5',
  title: 'Not logged on to Windows',
  family: 'article',
  source: 'KB195875, More Information: log on to Windows',
  seen: 'Everything is stale since the client started, and the logon was cancelled or attempts fail on the password.',
  cause:
    'Windows was started without logging on, so neither the offline folders nor the list of passwords can be used.',
  tellApart: {
    K6: 'K5 if other computers reach the server and this one is refused or was not logged on; K6 if the server does not answer at all.',
    'credentials-rejected':
      'K5 if the logon was cancelled when Windows started; a new password is needed if the logon was done and the server still refuses it.',
  },
  matches,
  fix: {
    steps: [
      'Save open work and choose Start → Log Off.',
      'When Windows asks for the user name and password, type both.',
      'Choose OK. Do not choose Cancel: Windows then starts without logging on.',
      'Start Outlook; if it asks for a password as well, type it there.',
      'Run Tools → Synchronize → All Folders.',
    ],
    newerSteps: [
      'Save open work and sign out of Windows.',
      'Sign in again with the user name and password of the company, not with those of the device alone.',
      'Start Outlook; if its status bar says *Need Password*, click on that and type the password there.',
      SYNCHRONIZE_NEWER,
    ],
    forWhom: 'user',
    cost: 'Five minutes.',
    risk: 'None, once open work is saved.',
    confirmedWhen: 'An attempt with the new logon succeeds.',
    confirmed: (evidence, tried) =>
      evidence.replica.profile.loggedOn !== false &&
      noLogon(evidence) === null &&
      synchronizedAfter(evidence, tried.at),
  },
};

const MINUTES_15 = 15 * 60_000;

function matches(evidence: Evidence): Match | null {
  const { exchangeType, lastSyncAt, now } = evidence;
  if (!exchangeType || evidence.replica.profile.exchangeService === false) return null;
  const found = noLogon(evidence);
  const out = outFolders(evidence);
  if (found === null || (out.length === 0 && found.trouble === null)) return null;
  // A sync that completed just now had a logon, whatever the profile says.
  if (found.trouble === null && found.attempts.length === 0 && lastSyncAt !== null && now - lastSyncAt < MINUTES_15)
    return null;
  if (judged(evidence).some((folder) => itemsCome(folder, now))) return null;

  const since = earliest([
    ...found.attempts.map(beginningOf),
    ...out.map((folder) => folder.since),
    found.trouble?.since ?? Infinity,
  ]);
  return { cause: causeOf(evidence, found, out.length), since, folders: [], points: pointsOf(evidence, found) };
}

function causeOf({ lastSyncAt, newestSilence }: Evidence, { notLoggedOn, attempts }: Obstacle, out: number): string {
  const start = newestSilence === null ? '' : ` since the client came back ${inUtc(newestSilence.to)}`;
  const why = notLoggedOn ? 'Nobody is logged on' : 'The logon is refused';
  const failed = attempts.length === 0 ? '' : ` ${count(attempts.length, 'attempt')} failed of it.`;
  const last = lastSyncAt === null ? 'no sync is known' : `the last sync was ${inUtc(lastSyncAt)}`;
  return `${why}${start}; ${last}, and ${count(out, 'folder')} ${out === 1 ? 'is' : 'are'} out of step.${failed}`;
}

function pointsOf(evidence: Evidence, { notLoggedOn, attempts, trouble }: Obstacle): EvidencePoint[] {
  const points: EvidencePoint[] = [];
  if (notLoggedOn) points.push({ text: 'The profile says that nobody is logged on.', values: { loggedOn: false } });
  if (trouble !== null)
    points.push({
      text: `The server rejects the password${trouble.detail === undefined ? '' : `: ${trouble.detail}`}.`,
      at: trouble.since,
      position: trouble.position,
    });
  points.push(...attempts.slice(0, 3).map(attemptPoint));
  return [...points, ...statisticsPoints(outFolders(evidence), 3)];
}
