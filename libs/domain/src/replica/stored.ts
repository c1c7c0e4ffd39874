import type { Status } from '@lockstep/contracts';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import { type FolderState, NO_TROUBLES } from '../folder/folder.state.ts';
import { type ReplicaState, type Stamp, initialReplica } from './replica.state.ts';
import { type FolderSlots, folderText, wakeFolder } from '../folder/stored-folder.ts';
import type { HeldAcceptance } from '../folder/accepted.ts';
import { isDistrusted } from '../condition/trouble.ts';
import {
  type AcceptedSlots,
  type MemorySlots,
  acceptedSlots,
  memoryText,
  statedBeside,
  statedOf,
  wakeAccepted,
  wakeMemory,
} from './stored-memory.ts';
import type { Stated } from './memory.ts';
import { inPathOrder, keyOf, sortedFolders } from './folders.ts';
import { settle } from '../folder/settle.ts';
import { settleReplica } from './advance.ts';

/** A replica at rest. A new form, here or of its folders, gets a new number; a replica of another form is folded again from the log. */
const FORM = 7;

/** Compact JSON; equal states give equal texts. */
export function serializeReplica(state: ReplicaState): string {
  const { order, clock } = state;
  const rest = JSON.stringify({
    form: FORM,
    policy: [state.policy.id, state.policy.version],
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
    clock: [clock.at, clock.on, clock.calendar, clock.step, clock.intervalMs, clock.knots],
    reports: state.reports,
    heardPosition: state.heardPosition,
    complete: state.complete,
    judged: [state.status, state.since, state.unknownSince],
    ...(state.first !== null && { first: [state.first.at, state.first.position] }),
    ...(state.accepted.size > 0 && { accepted: [...state.accepted.values()].sort(inOrder).map(acceptedSlots) }),
    stated: statedBeside(state) ?? undefined,
  });
  const memory = memoryText(state.memory);
  const folders = sortedFolders(state).map((folder) => folderText(folder, state.first));
  return `${rest.slice(0, -1)}${memory === null ? '' : `,"memory":${memory}`},"folders":[${folders.join(',')}]}`;
}

/**
 * Takes the text, or what a JSON column gives back for it, and the policy of which it names the version.
 * Throws on another form: then fold the log again.
 */
export function parseReplica(
  stored: unknown,
  policyOf: (id: string, version: number) => Policy = () => DEFAULT_POLICY,
): ReplicaState {
  const rest = (typeof stored === 'string' ? JSON.parse(stored) : stored) as StoredReplica;
  if (rest?.form !== FORM) throw new StoredFormError(rest?.form);

  const state = initialReplica(policyOf(...rest.policy));
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
  const [at, on, calendar, step, intervalMs, knots] = rest.clock;
  state.clock = { at, on, calendar, step, intervalMs, knots, hours: state.policy.workingHours };
  [state.status, state.since, state.unknownSince] = rest.judged;
  state.distrusted = isDistrusted(state.troubles);
  if (rest.first !== undefined) state.first = { at: rest.first[0], position: rest.first[1] };
  state.accepted = wakeAccepted(rest.accepted);
  state.memory = wakeMemory(rest.memory, statedOf(state, rest.stated));
  for (const slots of rest.folders) admit(wakeFolder(slots, state.first), state);
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
  readonly policy: [id: string, version: number];
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
  readonly clock: [number, number, number, number, number, number[]];
  readonly judged: [Status, number, number | null];
  readonly first?: [at: number, position: number];
  readonly accepted?: AcceptedSlots[];
  readonly stated?: Stated;
  readonly memory?: MemorySlots;
  readonly folders: FolderSlots[];
}

const inOrder = (one: HeldAcceptance, other: HeldAcceptance) => inPathOrder(one.path, other.path);

/** Settled at the newest report, as it was when it was stored: nothing turns, and its deadlines are found again. */
function admit(folder: FolderState, state: ReplicaState): void {
  const key = keyOf(folder.path);
  folder.accepted = state.accepted.get(key) ?? null;
  state.folders.set(key, folder);
  settle(folder, state, state.heardAt ?? folder.since);
}
