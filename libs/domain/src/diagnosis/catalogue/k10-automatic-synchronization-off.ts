import type { DiagnosisRule, EvidencePoint, Match } from '../rule.ts';
import type { Evidence, Tried } from '../evidence.ts';
import type { Instant } from '../../replica/replica.events.ts';
import { instantOf } from '../../replica/calendar.ts';
import { count } from '../../explain/wording.ts';
import { inUtc } from '../../replica/calendar.ts';
import { earliest, newestDate } from './signs/folders.ts';
import { notSynchronizing } from './signs/not-synchronizing.ts';
import { differencesOf, statisticsPoints } from './signs/points.ts';
import { endOf } from './signs/attempts.ts';

const HOUR_MS = 3_600_000;
/** A silence of so long is a night: the client was left before it. */
const NIGHT_MS = 4 * HOUR_MS;

/** Outlook is left while online and does not synchronize, because it was not told to. */
export const K10: DiagnosisRule = {
  id: 'K10',
  title: 'Automatic synchronization is off',
  family: 'article',
  source: 'KB195875, Automatic Synchronization',
  seen: 'Outlook is left while online, and no synchronization follows.',
  cause:
    'The options that synchronize all folders when Outlook is left, or offline access as a whole, are switched off.',
  tellApart: {
    K8: 'K10 keeps it from coming back, if Outlook was left while online and did not synchronize; K8 mends it now.',
  },
  matches,
  before: leftWithoutSync,
  fix: {
    steps: [
      'In Outlook open Tools → Options.',
      'Open the Mail Services tab.',
      'Select Enable offline access.',
      'Select When online, synchronize all folders upon exiting.',
      'Choose OK.',
      'Leave Outlook with File → Exit while online, and wait until the progress bar has gone.',
      'In newer versions of Outlook, which have no such option, switch on Cached Exchange Mode: they then synchronize all the time.',
    ],
    newerSteps: [
      'In Outlook open *File → Account Settings → Account Settings*, select the account of {mailbox} and choose *Change*.',
      'Tick *Use Cached Exchange Mode*, choose *Next* and *Finish*, and start Outlook again: it then synchronizes all the time.',
      'Open *Send/Receive → Send/Receive Groups → Define Send/Receive Groups*, and tick *Perform an automatic send/receive when exiting*.',
      'Leave Outlook with *File → Exit* while online, and wait until it has closed.',
    ],
    forWhom: 'user',
    cost: 'Five minutes.',
    risk: 'None; leaving Outlook takes longer from then on.',
    confirmedWhen: 'A sync follows each of the next two exits.',
    confirmed: ({ exits }, tried: Tried) => {
      const after = exits.filter(({ at, synchronized }) => at > tried.at && synchronized !== null);
      return after.length >= 2 && after.slice(0, 2).every(({ synchronized }) => synchronized === true);
    },
    failsAfterMs: 7 * 24 * HOUR_MS,
  },
};

function matches(evidence: Evidence): Match | null {
  const off = howOff(evidence);
  if (off === null) return null;
  const found = notSynchronizing(evidence);
  if (found === null) return null;

  const { late } = found;
  const exit = lastExit(evidence);
  const date = newestDate(late);
  const exited =
    exit === null
      ? ''
      : ` Outlook was last left ${inUtc(exit)}${date !== null && date < exit ? ', and no sync followed' : ''}.`;
  const last = date === null ? 'no sync is known' : `the last sync of what is late was ${inUtc(date)}`;
  const differs = differencesOf(late);
  return {
    cause: `${off}; ${last}${differs === '' ? '' : `, and it is ${differs}`}.${exited}`,
    since: earliest(late.map(({ since }) => since)),
    folders: [],
    points: [...pointsOf(evidence, exit), ...statisticsPoints(late, 3)],
  };
}

/** What says that it is off: the profile itself, or, where that says nothing, two exits and no sync after either. */
function howOff({ replica, exits }: Evidence): string | null {
  const { syncOnExit, offlineAccess } = replica.profile;
  if (offlineAccess === false) return 'Offline access is switched off';
  if (syncOnExit === false) return 'Synchronizing upon exit is switched off';
  if (syncOnExit === true) return null;
  const told = exits.filter(({ synchronized }) => synchronized !== null);
  const without = told.filter(({ synchronized }) => synchronized === false);
  if (without.length < 2 || told[0]?.synchronized !== false) return null;
  return `Outlook was left ${count(without.length, 'time')} while online, and no sync followed`;
}

/** By the profile, by an attempt upon exit, or by the night before. */
function lastExit({ replica, exits, attempts, newestSilence }: Evidence): Instant | null {
  const attempt = attempts.find(({ trigger }) => trigger === 'exit');
  const night = newestSilence !== null && newestSilence.to - newestSilence.from >= NIGHT_MS ? newestSilence.from : null;
  const told = instantOf(replica.profile.lastExitAt ?? '');
  const known = [exits[0]?.at, attempt && endOf(attempt), night, told].filter((at) => at !== null && at !== undefined);
  return known.length === 0 ? null : Math.max(...known);
}

/** It goes before K8 if the last exit was not followed by a sync: then that is where it is lost, day by day. */
function leftWithoutSync(evidence: Evidence): string | null {
  const exit = lastExit(evidence);
  const { lastSyncAt } = evidence;
  return exit !== null && (lastSyncAt === null || lastSyncAt < exit) ? 'K8' : null;
}

function pointsOf({ replica, exits, now }: Evidence, exit: Instant | null): EvidencePoint[] {
  const { syncOnExit = null, offlineAccess = null } = replica.profile;
  const points: EvidencePoint[] = [];
  if (syncOnExit !== null || offlineAccess !== null)
    points.push({
      text: `The profile: offline access ${word(offlineAccess)}, synchronize upon exit ${word(syncOnExit)}.`,
      values: { offlineAccess, syncOnExit },
    });
  for (const { at, position, synchronized } of exits.slice(0, 3))
    points.push({
      text: `Outlook was left ${inUtc(at)}: ${synchronized === null ? 'it is too early to tell whether a sync follows' : synchronized ? 'a sync followed' : 'no sync followed'}.`,
      at,
      position,
    });
  if (exits.length === 0 && exit !== null && exit <= now)
    points.push({ text: `The client was last left ${inUtc(exit)}.`, at: exit });
  return points;
}

const word = (on: boolean | null) => (on === null ? 'not known' : on ? 'on' : 'off');
