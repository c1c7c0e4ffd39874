import type { Attempt, ClientFacts, ExpectedBecause, FolderPath, Profile, ReportKind } from '@lockstep/contracts';
import type { FixEvent } from '../fix/fix.events.ts';
import type { Condition } from '../condition/condition.ts';

/** Milliseconds since 1970 in UTC. */
export type Instant = number;

/** Shapes freeze on release; a change is a new version with an upcaster. The stream of all of these is the replica's id. */
export type ReplicaEvent =
  | Fact<'ReplicaEnrolled', Enrolment>
  | Fact<'ReplicaReenrolled', Enrolment>
  | Fact<'ReplicaRetired', Record<string, never>>
  | Fact<'AgentTokenRevoked', { readonly by: string }>
  | Fact<'ReplicaReported', Reported>
  | Fact<'ClientFactsReported', { readonly client?: ClientFacts; readonly profile?: Profile }>
  | Fact<'SyncAttempted', Attempt>
  | Fact<'ReportConflicted', { readonly epoch: string; readonly seq: number }>
  /** The agent's clock was ahead by more than five minutes; its report stands at the server's time. */
  | Fact<'ClockDoubted', { readonly claimedAt: Instant; readonly aheadMs: number }>
  /** Time passed `observedAt`, at which a judgement may have to change. */
  | Fact<'DeadlineReached', Record<string, never>>
  /** Of a folder's: by how much it differs then (null: a count is unknown), and how many folders the replica has. */
  | Fact<
      'ConditionRaised',
      { readonly condition: Condition; readonly difference?: number | null; readonly folders?: number }
    >
  | Fact<'ConditionCleared', { readonly condition: Condition; readonly heldForMs: number }>
  /** A person accepts that a folder differs by so many (server − offline), until then. */
  | Fact<'DifferenceAccepted', AcceptedDifference>
  | Fact<'DifferenceAcceptanceWithdrawn', { readonly path: FolderPath; readonly by: string }>
  | FixEvent;

export interface Fact<Type extends string, Data> {
  readonly type: Type;
  readonly data: Data;
  readonly position: number;
  readonly observedAt: Instant;
  readonly recordedAt: Instant;
}

/** `interval`: seconds, 300 until the first report says it. */
export interface Enrolment {
  readonly mailbox: string;
  readonly device: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly client?: ClientFacts;
  /** From when on its first report is awaited, where it saw before it could be heard. Left out: when it enrolled. */
  readonly awaitedSince?: Instant;
}

/** One report, compact: it is most of the log. Without folders and removed it is a heartbeat. */
export interface Reported {
  readonly epoch: string;
  readonly seq: number;
  readonly kind: ReportKind;
  /** Seconds between reports, as the agent means them. */
  readonly interval: number;
  readonly folders: readonly LoggedFolder[];
  readonly removed?: readonly FolderPath[];
  /** Of the whole replica; absent: none. `[code, detail]` */
  readonly troubles?: readonly LoggedTrouble[];
}

/** `[path, server, offline, lastSynchronizedAt, more]`; null is unknown. */
export type LoggedFolder =
  | readonly [FolderPath, number | null, number | null, Instant | null]
  | readonly [FolderPath, number | null, number | null, Instant | null, LoggedFolderMore];

export interface LoggedFolderMore {
  readonly basis?: string;
  readonly inProgress?: true;
  readonly expected?: number;
  readonly because?: ExpectedBecause;
  readonly troubles?: readonly LoggedTrouble[];
}

export type LoggedTrouble = readonly [code: string] | readonly [code: string, detail: string];

export interface AcceptedDifference {
  readonly path: FolderPath;
  readonly items: number;
  readonly reason: string;
  readonly by: string;
  readonly until: Instant;
}
