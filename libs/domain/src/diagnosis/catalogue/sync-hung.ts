import type { Instant } from '../../replica/replica.events.ts';
import type { Evidence, SeenAttempt } from '../evidence.ts';
import type { DiagnosisRule, EvidencePoint, Match } from '../rule.ts';
import { instantOf } from '../../replica/calendar.ts';
import { duration } from '../../explain/wording.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { nameOf } from './signs/naming.ts';
import { troubled } from './signs/troubles.ts';
import { passed } from './signs/mended.ts';
import { endOf } from './signs/attempts.ts';
import { judged } from './signs/folders.ts';
import { SYNCHRONIZE_OUTLOOK } from './signs/outlook-steps.ts';

const CODES = ['sync-hung'];
// A first download may take a night, but then the offline side moves.
const NOTHING_FOR_MS = 3 * 3_600_000;

export const syncHung: DiagnosisRule = {
  id: 'sync-hung',
  title: 'A sync hangs',
  family: 'modern',
  source: 'mbsync(1), Timeout; systemd.service(5), TimeoutStartSec',
  seen: 'A sync process is alive for hours, nothing moves, and no attempt ends.',
  cause:
    'It waits for an answer that never comes: a connection that died unseen, a password prompt nobody sees, or a full disk.',
  tellApart: {
    'mailbox-moved':
      'If a restart ends the run and the next one comes through, it hung; if nothing has come through since the server changed, the pairing is broken.',
    'unsupported-store': 'If a restart lets items come, it hung; a store that cannot be read stays as it is.',
    'sync-interrupted': 'Here the process is still there; an interrupted run has none.',
    'server-unreachable': 'If a new connection fails as well, it is the server or the network.',
  },
  matches: (evidence) =>
    matchTroubled(troubled(evidence, CODES), (where) => `a sync of ${where} is running and gets nowhere.`) ??
    endless(evidence),
  fix: {
    steps: [
      'Find the process, and how long it has been at it; with mbsync: `ps -o pid,etime,args -C mbsync`',
      'See whether it waits for something to be typed, such as a password prompt.',
      'See that the disk has room: `df -h`',
      'End it with the number found above, and leave its journal alone: `kill <pid>`',
      'Run the sync again and look on; with mbsync: `mbsync -V -a`',
      'Let no answer take longer than 20 seconds; with mbsync in the account of `~/.mbsyncrc`: `Timeout 20`',
      'Let no run take longer than 15 minutes; with mbsync in the service that starts it: `TimeoutStartSec=15min`',
    ],
    exchangeSteps: [
      'See which task stands still, and press *Cancel All* there: *Send/Receive → Show Progress*.',
      'See whether Outlook waits for something to be typed: a password prompt may be behind another window.',
      'See that the disk has room.',
      'Close Outlook, and wait until `OUTLOOK.EXE` is gone from the *Task Manager*; end it there only if it stands still for minutes.',
      'Start it without add-ins: `outlook.exe /safe`',
      SYNCHRONIZE_OUTLOOK,
      'If it comes through now, switch the add-ins off one by one: *File → Options → Add-ins*.',
    ],
    forWhom: 'user',
    cost: 'Five minutes.',
    risk: 'Low: a run that is ended in the middle is taken up by the next.',
    confirmedWhen: 'No sync hangs, and a later one completes.',
    confirmed: (evidence, tried) => passed(evidence, tried, CODES),
  },
};

/** A run that says for hours that it is at work, or an attempt that never ended, while nothing moves. */
function endless(evidence: Evidence): Match | null {
  const runs = [...runningSince(evidence), ...unendedAttempt(evidence), ...folderInProgress(evidence)];
  const since = Math.min(...runs.map(({ at }) => at!));
  if (evidence.now - since < NOTHING_FOR_MS) return null;

  // Where attempts end, however badly, what is seen now is the next of them.
  if (evidence.attempts.some((attempt) => hasEnded(attempt) && endOf(attempt) > evidence.now - NOTHING_FOR_MS))
    return null;

  const folders = judged(evidence);
  if (!folders.some(({ status, difference }) => status !== 'in-step' && difference !== 0)) return null;
  if (folders.some((folder) => stirredAfter(folder, Math.max(since, evidence.now - NOTHING_FOR_MS)))) return null;
  return {
    cause: `A sync has been running for ${duration(evidence.now - since)}, and nothing has come of it.`,
    since,
    folders: [],
    points: runs,
  };
}

/** Hours in which nobody looked do not count. */
function runningSince(evidence: Evidence): EvidencePoint[] {
  const awake = evidence.newestSilence?.to ?? -Infinity;
  return troubled(evidence, ['sync-in-progress'])
    .slice(0, 1)
    .map(({ trouble: { since, position } }) => ({ text: 'A sync is running', at: Math.max(since, awake), position }));
}

function folderInProgress(evidence: Evidence): EvidencePoint[] {
  const awake = evidence.newestSilence?.to ?? -Infinity;
  return judged(evidence)
    .filter(({ inProgress, differs }) => inProgress && differs !== null)
    .slice(0, 1)
    .map(({ path, differs, position, lastSynchronizedAt, offlineMoved }) => ({
      text: `A sync of ${nameOf(path)} is in progress`,
      at: Math.max(differs!.since, awake, lastSynchronizedAt ?? 0, offlineMoved?.at ?? 0),
      position,
      folder: path,
    }));
}

function unendedAttempt({ attempts, newestSilence }: Evidence): EvidencePoint[] {
  const newest = attempts[0];
  if (newest === undefined || hasEnded(newest)) return [];
  const began = instantOf(newest.startedAt) ?? newest.seenAt;
  const at = Math.max(began, newestSilence?.to ?? -Infinity);
  return [{ text: 'An attempt has not ended', at, position: newest.position }];
}

const hasEnded = ({ outcome, endedAt, error }: SeenAttempt) =>
  outcome === 'succeeded' || endedAt != null || error !== undefined;

const stirredAfter = ({ offlineMoved, lastSynchronizedAt }: Evidence['folders'][number], at: Instant) =>
  (offlineMoved !== null && offlineMoved.at > at) || (lastSynchronizedAt !== null && lastSynchronizedAt > at);
