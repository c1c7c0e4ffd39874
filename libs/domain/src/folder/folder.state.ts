import type { ExpectedBecause, FolderPath, Severity, Status } from '@lockstep/contracts';
import type { FolderFacts, HeldTrouble } from '../replica/facts.ts';
import type { FolderJudgement } from '../replica/judgement.ts';
import type { Course } from './course.ts';
import type { HeldAcceptance } from './accepted.ts';
import type { MismatchKind } from '../condition/mismatch.ts';
import type { Instant } from '../replica/replica.events.ts';

/** Later than any moment; what has no deadline is due then. */
export const NEVER = Infinity;

/** A folder as the fold of its news: its facts, and what judgement must remember of its past. */
export interface FolderState extends FolderFacts {
  readonly path: FolderPath;
  readonly inbox: boolean;
  serverItems: number | null;
  offlineItems: number | null;
  lastSynchronizedAt: Instant | null;
  basis: string | null;
  inProgress: boolean;
  expected: number;
  because: ExpectedBecause | null;
  localOnly: boolean;
  troubles: readonly HeldTrouble[];
  accepted: HeldAcceptance | null;
  epoch: number;
  seq: number;
  statedAt: Instant;
  position: number;

  /** Readings of the replica's clocks at the last completed sync: see on-clock. */
  lastSynchronizedOn: number;
  lastSynchronizedCalendar: number;

  /** The newest counts that were known; differences are followed through unknown stretches. */
  knownServer: number;
  knownOffline: number;
  /** The difference in hand stands since; null while there is none. */
  differsSince: Instant | null;
  differsOn: number;
  differsPosition: number;
  /** From when the grace is counted, and the number of reports then. */
  graceFrom: Instant;
  graceReports: number;
  progressAt: Instant;
  /** The first report after a completed sync that had left the difference; null: none yet. */
  leftReports: number | null;
  backlog: number[] | null;
  /** How it came, and how it went since; null while there is none. */
  course: Course | null;

  /** The first statement that knew both counts; position 0: none did yet. */
  firstAt: Instant;
  firstPosition: number;
  firstServer: number;
  firstOffline: number;
  /** When each side was last seen to change, and by how much; 0 is never. */
  serverMovedAt: Instant;
  serverMovedBy: number;
  offlineMovedAt: Instant;
  offlineMovedBy: number;

  mismatchSince: Instant | null;
  mismatchPosition: number;
  mismatchKind: MismatchKind | null;
  mismatchSeverity: Severity | null;
  /** Since when the difference is small enough to clear the mismatch. */
  smallSince: Instant | null;
  staleSince: Instant | null;
  staleReports: number;
  unknownSince: Instant | null;

  status: Status;
  since: Instant;

  /** Not stored: when this must be judged again by the calendar, by client-on time, by reports. */
  dueAt: Instant;
  dueOn: number;
  dueReports: number;
  /** Not stored: whether by its numbers it is catching up, because its difference shrinks. */
  shrinking: boolean;
  /** Not stored: what was last said of it, and whether it was settled again since. */
  judgement: FolderJudgement | null;
  settledAnew: boolean;
  /** Not stored: the path as JSON, once somebody needed it. */
  pathText: string | null;
}

/** The one place that makes a folder, so that all have one shape and the engine stays fast. */
export function newFolder(path: FolderPath): FolderState {
  return {
    path,
    inbox: path.length === 1 && path[0] === 'INBOX',
    serverItems: null,
    offlineItems: null,
    lastSynchronizedAt: null,
    basis: null,
    inProgress: false,
    expected: 0,
    because: null,
    localOnly: false,
    troubles: NO_TROUBLES,
    accepted: null,
    epoch: -1,
    seq: 0,
    statedAt: 0,
    position: 0,
    lastSynchronizedOn: 0,
    lastSynchronizedCalendar: 0,
    knownServer: -1,
    knownOffline: -1,
    differsSince: null,
    differsOn: 0,
    differsPosition: 0,
    graceFrom: 0,
    graceReports: 0,
    progressAt: 0,
    leftReports: null,
    backlog: null,
    course: null,
    firstAt: 0,
    firstPosition: 0,
    firstServer: 0,
    firstOffline: 0,
    serverMovedAt: 0,
    serverMovedBy: 0,
    offlineMovedAt: 0,
    offlineMovedBy: 0,
    mismatchSince: null,
    mismatchPosition: 0,
    mismatchKind: null,
    mismatchSeverity: null,
    smallSince: null,
    staleSince: null,
    staleReports: 0,
    unknownSince: null,
    status: 'in-step',
    since: 0,
    dueAt: NEVER,
    dueOn: NEVER,
    dueReports: NEVER,
    shrinking: false,
    judgement: null,
    settledAnew: true,
    pathText: null,
  };
}

export const NO_TROUBLES: readonly HeldTrouble[] = [];
