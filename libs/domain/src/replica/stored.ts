import type { ExpectedBecause, FolderPath, Severity, Status } from '@lockstep/contracts';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import type { HeldTrouble } from './facts.ts';
import type { Instant } from './replica.events.ts';
import {
  type FolderState,
  NO_TROUBLES,
  type ReplicaState,
  type Stamp,
  initialReplica,
  newFolder,
} from './replica.state.ts';
import { isDistrusted } from '../condition/trouble.ts';
import { keyOf, sortedFolders } from './folders.ts';
import { settle } from '../folder/settle.ts';
import { settleReplica } from './advance.ts';

/**
 * A replica at rest. Short arrays, for there are many and most of a folder's slots are empty most of the time:
 * what a folder need not remember while it is in step comes last, and empty slots at the end are left off.
 * The slots are named here and nowhere else. A new form gets a new number; an unknown one is folded again from the log.
 */
const FORM = 1;

/** Compact JSON; equal states give equal texts. */
export function serializeReplica(state: ReplicaState): string {
  const { order, clock } = state;
  const rest = JSON.stringify({
    form: FORM,
    policy: state.policy.version,
    mailbox: state.mailbox,
    device: state.device,
    labels: state.labels,
    client: state.client,
    profile: state.profile,
    times: [
      state.enrolledAt,
      state.awaitedSince,
      state.retiredAt,
      state.tokenRevokedAt,
      state.succeededAt,
      state.heardAt,
      state.lastReportedAt,
    ],
    clockDoubt: state.clockDoubt,
    lastAttempt: state.lastAttempt,
    troubles: state.troubles,
    order: [
      order.epochs,
      order.forgotten,
      order.newest,
      order.full,
      order.client,
      order.profile,
      order.folded,
      order.gaps,
      [...order.removed],
    ],
    clock: [clock.at, clock.on, clock.calendar, clock.intervalMs, clock.knots],
    reports: state.reports,
    heardPosition: state.heardPosition,
    complete: state.complete,
    judged: [state.status, state.since, state.unknownSince],
  });
  return `${rest.slice(0, -1)},"folders":[${sortedFolders(state).map(folderText).join(',')}]}`;
}

/**
 * As `JSON.stringify` would have it. A live server stores replicas all day, and most folders are in step with nothing beside:
 * their text is made by hand, several times faster.
 */
function folderText(folder: FolderState): string {
  const beside = besideNumbers(folder);
  folder.pathText ??= JSON.stringify(folder.path);
  const { serverItems, offlineItems, lastSynchronizedAt, lastSynchronizedOn, lastSynchronizedCalendar } = folder;
  const numbers = `${serverItems},${offlineItems},${lastSynchronizedAt},${lastSynchronizedOn},${lastSynchronizedCalendar}`;
  const stands = `${folder.epoch},${folder.seq},${folder.statedAt},${folder.position},"${folder.status}",${folder.since}`;
  const rest = beside === null ? '' : `,${JSON.stringify(beside).slice(1, -1)}`;
  return `[${folder.pathText},${numbers},${stands}${rest}]`;
}

/** Takes the text, or what a JSON column gives back for it. Throws on another form: then fold the log again. */
export function parseReplica(stored: unknown, policy: Policy = DEFAULT_POLICY): ReplicaState {
  const rest = (typeof stored === 'string' ? JSON.parse(stored) : stored) as StoredReplica;
  if (rest?.form !== FORM) throw new StoredFormError(rest?.form);

  const state = initialReplica(policy);
  const {
    mailbox,
    device,
    labels,
    client,
    profile,
    clockDoubt,
    lastAttempt,
    troubles,
    reports,
    heardPosition,
    complete,
  } = rest;
  Object.assign(state, {
    mailbox,
    device,
    labels,
    client,
    profile,
    clockDoubt,
    lastAttempt,
    reports,
    heardPosition,
    complete,
  });
  state.troubles = troubles.length === 0 ? NO_TROUBLES : troubles;
  [
    state.enrolledAt,
    state.awaitedSince,
    state.retiredAt,
    state.tokenRevokedAt,
    state.succeededAt,
    state.heardAt,
    state.lastReportedAt,
  ] = rest.times;
  const [epochs, forgotten, newest, full, ofClient, ofProfile, folded, gaps, removed] = rest.order;
  state.order = {
    epochs,
    forgotten,
    newest,
    full,
    client: ofClient,
    profile: ofProfile,
    folded,
    gaps,
    removed: new Map(removed),
  };
  const [at, on, calendar, intervalMs, knots] = rest.clock;
  state.clock = { at, on, calendar, intervalMs, knots };
  [state.status, state.since, state.unknownSince] = rest.judged;
  state.distrusted = isDistrusted(state.troubles);
  for (const slots of rest.folders) wake(slots, state);
  if (state.heardAt !== null) settleReplica(state, state.heardAt);
  return state;
}

export class StoredFormError extends Error {
  override readonly name = 'StoredFormError';
  constructor(form: unknown) {
    super(`A stored replica has the form ${String(form)} and not ${FORM}; fold it again from the log.`);
  }
}

interface StoredReplica extends Pick<
  ReplicaState,
  | 'mailbox'
  | 'device'
  | 'labels'
  | 'client'
  | 'profile'
  | 'clockDoubt'
  | 'lastAttempt'
  | 'troubles'
  | 'reports'
  | 'heardPosition'
  | 'complete'
> {
  readonly form: number;
  readonly times: [
    number | null,
    number | null,
    number | null,
    number | null,
    number | null,
    number | null,
    number | null,
  ];
  readonly order: [string[], number, Stamp, Stamp, Stamp, Stamp, Stamp, number[], [string, Stamp][]];
  readonly clock: [number, number, number, number, number[]];
  readonly judged: [Status, number, number | null];
  readonly folders: FolderSlots[];
}

/** Who, the numbers, how it stands; then what differs, what is judged of it, what is said beside, each only if there is any. */
type FolderSlots = readonly [
  path: FolderPath,
  serverItems: number | null,
  offlineItems: number | null,
  lastSynchronizedAt: Instant | null,
  lastSynchronizedOn: number,
  lastSynchronizedCalendar: number,
  epoch: number,
  seq: number,
  statedAt: Instant,
  position: number,
  status: Status,
  since: Instant,
  differs?: DifferenceSlots | 0,
  judged?: JudgedSlots | 0,
  said?: SaidSlots | 0,
  /** The newest known counts, where the present ones are not known. */
  known?: KnownSlots | 0,
];

type KnownSlots = readonly [server: number, offline: number];

type DifferenceSlots = readonly [
  since: Instant,
  on: number,
  position: number,
  graceFrom: Instant,
  graceReports: number,
  progressAt: Instant,
  leftReports: number | null,
  backlog: number[] | null,
];

type JudgedSlots = readonly [
  mismatchSince: Instant | null,
  mismatchSeverity: Severity | null,
  smallSince: Instant | null,
  staleSince: Instant | null,
  staleReports: number,
  unknownSince: Instant | null,
];

type SaidSlots = readonly [
  basis: string | null,
  inProgress: boolean,
  expected: number,
  because: ExpectedBecause | null,
  troubles: readonly HeldTrouble[],
];

/** The slots after the numbers, without the empty ones at the end; null when all are. */
function besideNumbers(
  folder: FolderState,
): readonly (DifferenceSlots | JudgedSlots | SaidSlots | KnownSlots | 0)[] | null {
  const { differsSince, mismatchSince, staleSince, unknownSince } = folder;
  const isJudged = mismatchSince !== null || staleSince !== null || unknownSince !== null;
  const isSaid = !saysNothingBeside(folder);
  const isUnknown = folder.serverItems === null || folder.offlineItems === null;
  if (differsSince === null && !isJudged && !isSaid && !isUnknown) return null;

  const slots = [
    differsSince === null ? 0 : differenceSlots(folder, differsSince),
    isJudged ? judgedSlots(folder) : 0,
    isSaid ? saidSlots(folder) : 0,
    isUnknown ? ([folder.knownServer, folder.knownOffline] as const) : 0,
  ] as const;
  let used = slots.length;
  while (slots[used - 1] === 0) used -= 1;
  return slots.slice(0, used);
}

function differenceSlots(folder: FolderState, since: Instant): DifferenceSlots {
  const { differsOn, differsPosition, graceFrom, graceReports, progressAt, leftReports, backlog } = folder;
  return [since, differsOn, differsPosition, graceFrom, graceReports, progressAt, leftReports, backlog];
}

function judgedSlots(folder: FolderState): JudgedSlots {
  const { mismatchSince, mismatchSeverity, smallSince, staleSince, staleReports, unknownSince } = folder;
  return [mismatchSince, mismatchSeverity, smallSince, staleSince, staleReports, unknownSince];
}

function saidSlots({ basis, inProgress, expected, because, troubles }: FolderState): SaidSlots {
  return [basis, inProgress, expected, because, troubles];
}

function saysNothingBeside({ basis, inProgress, expected, because, troubles }: FolderState): boolean {
  return basis === null && !inProgress && expected === 0 && because === null && troubles.length === 0;
}

function wake(slots: FolderSlots, state: ReplicaState): void {
  const folder = newFolder(slots[0]);
  folder.serverItems = slots[1];
  folder.offlineItems = slots[2];
  folder.lastSynchronizedAt = slots[3];
  folder.lastSynchronizedOn = slots[4];
  folder.lastSynchronizedCalendar = slots[5];
  folder.epoch = slots[6];
  folder.seq = slots[7];
  folder.statedAt = slots[8];
  folder.position = slots[9];
  folder.status = slots[10];
  folder.since = slots[11];
  if (slots[12]) wakeDifference(folder, slots[12]);
  if (slots[13]) wakeJudged(folder, slots[13]);
  if (slots[14]) wakeSaid(folder, slots[14]);
  [folder.knownServer, folder.knownOffline] = slots[15] || [folder.serverItems ?? -1, folder.offlineItems ?? -1];

  state.folders.set(keyOf(folder.path), folder);
  // Settled at the newest report, as it was when it was stored: nothing turns, and its deadlines are found again.
  settle(folder, state, state.heardAt ?? folder.since);
}

function wakeDifference(folder: FolderState, slots: DifferenceSlots): void {
  folder.differsSince = slots[0];
  folder.differsOn = slots[1];
  folder.differsPosition = slots[2];
  folder.graceFrom = slots[3];
  folder.graceReports = slots[4];
  folder.progressAt = slots[5];
  folder.leftReports = slots[6];
  folder.backlog = slots[7] === null ? null : [...slots[7]];
}

function wakeJudged(folder: FolderState, slots: JudgedSlots): void {
  folder.mismatchSince = slots[0];
  folder.mismatchSeverity = slots[1];
  folder.smallSince = slots[2];
  folder.staleSince = slots[3];
  folder.staleReports = slots[4];
  folder.unknownSince = slots[5];
}

function wakeSaid(folder: FolderState, slots: SaidSlots): void {
  folder.basis = slots[0];
  folder.inProgress = slots[1];
  folder.expected = slots[2];
  folder.because = slots[3];
  folder.localOnly = folder.because === 'local-only';
  folder.troubles = slots[4].length === 0 ? NO_TROUBLES : slots[4];
}
