import type { Evidence, FolderEvidence, SeenAttempt } from '../evidence.ts';
import type { DiagnosisRule, EvidencePoint, Match } from '../rule.ts';
import { count, duration, isKnownTrouble } from '../../explain/wording.ts';
import { failingAttempts, failureOf } from './signs/attempts.ts';
import { isOut, judged } from './signs/folders.ts';
import { heardSince, settled } from './signs/mended.ts';
import { capital, listOf, namesOf, pathsOf } from './signs/naming.ts';
import { attemptPoint, countsOf, dateOf, movedSince } from './signs/points.ts';
import { pointOfTrouble } from './signs/match-troubled.ts';
import type { Troubled } from './signs/troubles.ts';
import { READ_ERRORS_OF_OUTLOOK, SYNCHRONIZE_OUTLOOK } from './signs/outlook-steps.ts';

const THEN = [
  'Read the log of the server {server} for {mailbox}, at the minute of that run.',
  'Download the event bundle, at the head of what happened on the page of this mailbox: every report, attempt and fix is in it.',
  'Hand the words of the error and the bundle, with the versions of client and server, to those who run the server {server}.',
  'If the difference turns out to be as it should be, accept it here, with the reason.',
];

/** The last resort: something is wrong for certain, and no other rule says why. Better to say so than nothing. */
export const causeUnknown: DiagnosisRule = {
  id: 'cause-unknown',
  title: 'A cause that no rule knows',
  family: 'modern',
  source: 'Lockstep: what has stood for a day, fails again and again, or was reported, and fits no other cause',
  seen: 'A folder has been out of step for a day, or attempts go on failing in words that no rule knows, or an agent tells a trouble that Lockstep does not know; and no other cause fits.',
  cause: 'Not known. The words of the client itself, and of the server’s log of the same minute, most often tell.',
  twin: 'K13',
  lastResort: true,
  tellApartFromAll: 'The other explains some of what is seen; this one stands for what is left when that is mended.',
  matches,
  fix: {
    steps: [
      'Run a sync by hand and read the last lines that it writes; with mbsync: `mbsync -V -a`',
      'Look for the usual reasons that no report tells: a full disk (`df -h`), rights on {store}, a quota on the server.',
      ...THEN,
    ],
    exchangeSteps: [
      SYNCHRONIZE_OUTLOOK,
      READ_ERRORS_OF_OUTLOOK,
      'Look for the usual reasons that no report tells: a full disk, rights on `{store}`, a quota on the server.',
      ...THEN,
    ],
    forWhom: 'administrator',
    cost: 'Half an hour, and the time of those who are asked.',
    risk: 'None; the bundle names folders, so treat it as personal data.',
    confirmedWhen: 'All folders are in step, as a later report says, and the trouble is no longer told.',
    confirmed: (evidence, tried) =>
      settled(evidence, tried) && heardSince(evidence, tried) && unknownTroubles(evidence).length === 0,
    failsAfterMs: 14 * 24 * 3_600_000,
  },
};

const DAY_MS = 24 * 3_600_000;

function matches(evidence: Evidence, others: readonly Match[] = []): Match | null {
  const troubles = unknownTroubles(evidence);
  // What is known of a silent replica is old: whether it still stands so is asked when it is heard again.
  const out = evidence.judgement.silence === null ? unexplained(evidence, others) : [];
  const failing = others.length === 0 ? failingForNoKnownReason(evidence) : [];
  const folders = out.filter((folder) => failing.length > 0 || standsFor(folder, evidence) >= DAY_MS);
  if (troubles.length === 0 && folders.length === 0) return null;

  return {
    cause: [
      ...causeOfTroubles(troubles),
      ...causeOfFailures(failing, folders),
      ...causeOfFolders(folders, evidence),
    ].join(' '),
    since: Math.min(...troubles.map(({ trouble }) => trouble.since), ...folders.map(beganToDiffer)),
    folders: [
      ...new Set([...troubles.flatMap(({ folder }) => (folder === null ? [] : [folder.path])), ...pathsOf(folders)]),
    ],
    points: [
      ...troubles.slice(0, 4).map(pointOfTrouble),
      ...lastWords(evidence).map(attemptPoint),
      ...folders.slice(0, 3).flatMap(pointsOf),
    ],
  };
}

/** Codes of other agents, or of newer ones. */
function unknownTroubles({ replica, folders }: Evidence): Troubled[] {
  const own = replica.troubles.map((trouble) => ({ trouble, folder: null }));
  const theirs = folders.flatMap((folder) => folder.troubles.map((trouble) => ({ trouble, folder })));
  return [...own, ...theirs].filter(({ trouble }) => !isKnownTrouble(trouble.code));
}

/** Out of step, and named by no other cause that fits; one that names no folder is of all of them. */
function unexplained(evidence: Evidence, others: readonly Match[]): readonly FolderEvidence[] {
  if (others.some(({ folders }) => folders.length === 0)) return [];
  const explained = new Set(others.flatMap(({ folders }) => folders.map((path) => path.join('\u0000'))));
  return judged(evidence).filter((folder) => isOut(folder) && !explained.has(folder.path.join('\u0000')));
}

const FAILURES_THAT_SAY = 3;

function failingForNoKnownReason(evidence: Evidence): readonly SeenAttempt[] {
  const failing = failingAttempts(evidence).filter((attempt) => failureOf(attempt) === null);
  return failing.length >= FAILURES_THAT_SAY ? failing : [];
}

const beganToDiffer = ({ since, differs }: FolderEvidence) => Math.min(since, differs?.since ?? since);
const standsFor = (folder: FolderEvidence, { now }: Evidence) => now - beganToDiffer(folder);

/** The newest attempts that said something. */
const lastWords = ({ attempts }: Evidence) =>
  attempts.filter(({ outcome, error }) => outcome !== 'succeeded' && error !== undefined).slice(0, 2);

function causeOfTroubles(troubles: readonly Troubled[]): string[] {
  if (troubles.length === 0) return [];
  const codes = [...new Set(troubles.map(({ trouble }) => `“${trouble.code}”`))];
  const more = codes.length - 4;
  const named = more > 0 ? [...codes.slice(0, 4), count(more, 'other')] : codes;
  return [`The agent tells of ${listOf(named)}, and no rule knows what that means.`];
}

function causeOfFailures(failing: readonly SeenAttempt[], folders: readonly FolderEvidence[]): string[] {
  if (failing.length === 0 || folders.length === 0) return [];
  const words = failing.find(({ error }) => error !== undefined)?.error;
  return [
    `${count(failing.length, 'attempt')} failed in a row${words === undefined ? ', and none said why' : `: ${words}`}.`,
  ];
}

function causeOfFolders(folders: readonly FolderEvidence[], evidence: Evidence): string[] {
  if (folders.length === 0) return [];
  const longest = Math.max(...folders.map((folder) => standsFor(folder, evidence)));
  const items = folders.reduce((sum, { difference }) => sum + Math.abs(difference ?? 0), 0);
  const differ = items === 0 ? '' : `, and ${count(items, 'item')} differ`;
  return [
    `${capital(namesOf(pathsOf(folders)))} ${folders.length === 1 ? 'has' : 'have'} been out of step for ${duration(longest)}${differ}; what is seen fits no other cause.`,
  ];
}

function pointsOf(folder: FolderEvidence): EvidencePoint[] {
  const moved = movedSince(folder);
  return [countsOf(folder), dateOf(folder), ...(moved === null ? [] : [moved])];
}
