import type { Attempt, ClientFacts, ExpectedBecause, FolderPath, Profile, Severity, Status } from '@lockstep/contracts';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import { type OnClock, newClock } from './on-clock.ts';
import type { FolderFacts, HeldTrouble } from './facts.ts';
import type { FolderJudgement } from './judgement.ts';
import type { Instant } from './replica.events.ts';

/** Later than any moment; what has no deadline is due then. */
export const NEVER = Infinity;

/**
 * A replica as the fold of its facts: what was said, and what judgement must remember of the past.
 * The memory is relative to one policy; under another policy the facts are folded again.
 * Treat it as opaque: read it by `folderFacts`, `replicaFacts` and `judge`, store it by `serializeReplica`.
 */
export interface ReplicaState {
  policy: Policy;

  mailbox: string;
  device: string;
  labels: Readonly<Record<string, string>>;
  client: ClientFacts;
  profile: Profile;
  enrolledAt: Instant | null;
  /** From when a first report is waited for: the newest enrolment before it. */
  awaitedSince: Instant | null;
  retiredAt: Instant | null;
  tokenRevokedAt: Instant | null;
  clockDoubt: { readonly at: Instant; readonly aheadMs: number } | null;
  lastAttempt: Attempt | null;
  /** End of the newest succeeded attempt at all folders. */
  succeededAt: Instant | null;
  troubles: readonly HeldTrouble[];

  order: ReportOrder;
  clock: OnClock;
  /** Reports heard in order, of any epoch: what "two consecutive reports" is counted with. */
  reports: number;
  /** Observed time of the newest report heard in order; judgement never goes behind it. */
  heardAt: Instant | null;
  /** Log position of that report, or of the enrolment before it. */
  heardPosition: number;
  lastReportedAt: Instant | null;
  /** Whether a `full` report ever said all there is. */
  complete: boolean;

  folders: Map<string, FolderState>;

  /** The word it has now, and since when: the memory a later fact needs to tell whether it changed. */
  status: Status;
  since: Instant;
  unknownSince: Instant | null;

  /** Not stored: follow from the rest. */
  sorted: FolderState[] | null;
  distrusted: boolean;
  dueAt: Instant;
}

export interface ReportOrder {
  /** In the order they were first seen; an epoch seen later is newer. Only the newest few are kept. */
  epochs: string[];
  /** How many older ones are not kept: the index of `epochs[0]`. */
  forgotten: number;
  newest: Stamp;
  /** What the newest `full` leaves out is gone, and no older report revives it. */
  full: Stamp;
  client: Stamp;
  profile: Stamp;
  /** Of the report folded last: the facts that came with it follow it in the log. */
  folded: Stamp;
  /** Numbers of the newest epoch that never came, as ranges `from, to, from, to, …`. */
  gaps: number[];
  /** Removed by a delta, and by which. */
  removed: Map<string, Stamp>;
}

/** Where a report stands: the index of its epoch and its number. `[-1, 0]` is older than any. */
export type Stamp = readonly [epoch: number, seq: number];
export const BEFORE_ANY: Stamp = [-1, 0];

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

  mismatchSince: Instant | null;
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
  /** Not stored: what was last said of it, and whether it was settled again since. */
  judgement: FolderJudgement | null;
  settledAnew: boolean;
  /** Not stored: the path as JSON, once somebody needed it. */
  pathText: string | null;
}

/** A replica of which nothing is known yet. */
export function initialReplica(policy: Policy = DEFAULT_POLICY): ReplicaState {
  return {
    policy,
    mailbox: '',
    device: '',
    labels: {},
    client: {},
    profile: {},
    enrolledAt: null,
    awaitedSince: null,
    retiredAt: null,
    tokenRevokedAt: null,
    clockDoubt: null,
    lastAttempt: null,
    succeededAt: null,
    troubles: [],
    order: {
      epochs: [],
      forgotten: 0,
      newest: BEFORE_ANY,
      full: BEFORE_ANY,
      client: BEFORE_ANY,
      profile: BEFORE_ANY,
      folded: BEFORE_ANY,
      gaps: [],
      removed: new Map(),
    },
    clock: newClock(),
    reports: 0,
    heardAt: null,
    heardPosition: 0,
    lastReportedAt: null,
    complete: false,
    folders: new Map(),
    status: 'silent',
    since: 0,
    unknownSince: null,
    sorted: null,
    distrusted: false,
    dueAt: NEVER,
  };
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
    mismatchSince: null,
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
    judgement: null,
    settledAnew: true,
    pathText: null,
  };
}

export const NO_TROUBLES: readonly HeldTrouble[] = [];
