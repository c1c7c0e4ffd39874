import type { Attempt, ClientFacts, Profile, Status } from '@lockstep/contracts';
import { DEFAULT_POLICY, type Policy } from '../policy/policy.ts';
import { type OnClock, newClock } from './on-clock.ts';
import { type FolderState, NEVER } from '../folder/folder.state.ts';
import type { FirstStatement } from '../folder/stored-past.ts';
import type { HeldAcceptance } from '../folder/accepted.ts';
import type { HeldTrouble } from './facts.ts';
import { NO_MEMORY, type ReplicaMemory } from './memory.ts';
import type { Instant } from './replica.events.ts';

/**
 * A replica as the fold of its facts: what was said, and what judgement must remember of the past.
 * The memory is relative to one policy; another one takes over by `adopt`.
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
  /** When folders were first stated; most of them then. */
  first: FirstStatement | null;
  /** What people accepted, by folder; some of these may not be there now. */
  accepted: Map<string, HeldAcceptance>;
  /** What only diagnosis asks for; changed by being replaced. */
  memory: ReplicaMemory;

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
    clock: newClock(policy.workingHours),
    reports: 0,
    heardAt: null,
    heardPosition: 0,
    lastReportedAt: null,
    complete: false,
    folders: new Map(),
    first: null,
    accepted: new Map(),
    memory: NO_MEMORY,
    status: 'silent',
    since: 0,
    unknownSince: null,
    sorted: null,
    distrusted: false,
    dueAt: NEVER,
  };
}
