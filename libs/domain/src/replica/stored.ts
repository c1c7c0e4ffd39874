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
  return JSON.stringify({
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
    complete: state.complete,
    judged: [state.status, state.since, state.unknownSince],
    folders: sortedFolders(state).map(folderAtRest),
  });
}

/** Takes the text, or what a JSON column gives back for it. Throws on another form: then fold the log again. */
export function parseReplica(stored: unknown, policy: Policy = DEFAULT_POLICY): ReplicaState {
  const rest = (typeof stored === 'string' ? JSON.parse(stored) : stored) as StoredReplica;
  if (rest?.form !== FORM) throw new StoredFormError(rest?.form);

  const state = initialReplica(policy);
  const { mailbox, device, labels, client, profile, clockDoubt, lastAttempt, troubles, reports, complete } = rest;
  Object.assign(state, { mailbox, device, labels, client, profile, clockDoubt, lastAttempt, reports, complete });
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
  known?: readonly [server: number, offline: number] | 0,
];

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

function folderAtRest(folder: FolderState): FolderSlots {
  const { differsSince, mismatchSince, staleSince, unknownSince } = folder;
  const differs: DifferenceSlots | 0 =
    differsSince === null
      ? 0
      : [
          differsSince,
          folder.differsOn,
          folder.differsPosition,
          folder.graceFrom,
          folder.graceReports,
          folder.progressAt,
          folder.leftReports,
          folder.backlog,
        ];
  const judged: JudgedSlots | 0 =
    mismatchSince === null && staleSince === null && unknownSince === null
      ? 0
      : [mismatchSince, folder.mismatchSeverity, folder.smallSince, staleSince, folder.staleReports, unknownSince];
  const said: SaidSlots | 0 = saysNothingBeside(folder)
    ? 0
    : [folder.basis, folder.inProgress, folder.expected, folder.because, folder.troubles];
  const known =
    folder.knownServer === (folder.serverItems ?? -1) && folder.knownOffline === (folder.offlineItems ?? -1)
      ? 0
      : ([folder.knownServer, folder.knownOffline] as const);

  const rest: (DifferenceSlots | JudgedSlots | SaidSlots | readonly [number, number] | 0)[] = [
    differs,
    judged,
    said,
    known,
  ];
  while (rest.at(-1) === 0) rest.pop();
  return [
    folder.path,
    folder.serverItems,
    folder.offlineItems,
    folder.lastSynchronizedAt,
    folder.lastSynchronizedOn,
    folder.lastSynchronizedCalendar,
    folder.epoch,
    folder.seq,
    folder.statedAt,
    folder.position,
    folder.status,
    folder.since,
    ...(rest as []),
  ];
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
