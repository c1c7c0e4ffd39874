import type { Attempt, ClientFacts, ExpectedBecause, FolderPath, Profile } from '@lockstep/contracts';
import type { Instant } from './replica.events.ts';

/** A trouble that still holds, and since when. */
export interface HeldTrouble {
  readonly code: string;
  readonly detail?: string;
  readonly since: Instant;
  /** Log position of the fact that first said it. */
  readonly position: number;
}

/** What a person said that a folder may differ by, and until when. */
export interface Acceptance {
  /** server − offline − expected; it covers a difference of this sign, up to so many. */
  readonly items: number;
  readonly reason: string;
  readonly by: string;
  readonly at: Instant;
  readonly until: Instant;
  readonly position: number;
}

/** What is known of one folder, before any judgement. */
export interface FolderFacts {
  readonly path: FolderPath;
  /** Null is unknown, never zero. */
  readonly serverItems: number | null;
  readonly offlineItems: number | null;
  readonly lastSynchronizedAt: Instant | null;
  readonly basis: string | null;
  readonly inProgress: boolean;
  /** How many items the offline folder lacks by right. */
  readonly expected: number;
  readonly because: ExpectedBecause | null;
  readonly localOnly: boolean;
  readonly troubles: readonly HeldTrouble[];
  /** The newest acceptance; whether it still holds, its `until` says. */
  readonly accepted: Acceptance | null;
  /** When the agent last stated this folder, and in which fact. */
  readonly statedAt: Instant;
  readonly position: number;
  /** The recent past of a difference, `t0, items0, t1, items1, …`; null while there is none. */
  readonly backlog: readonly number[] | null;
}

/** What is known of one replica, before any judgement. */
export interface ReplicaFacts {
  readonly mailbox: string;
  readonly device: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly client: ClientFacts;
  readonly profile: Profile;
  readonly troubles: readonly HeldTrouble[];
  readonly lastAttempt: Attempt | null;
  readonly intervalSeconds: number | null;
  readonly enrolledAt: Instant | null;
  readonly lastReportedAt: Instant | null;
  readonly retiredAt: Instant | null;
  readonly tokenRevokedAt: Instant | null;
  /** The newest report: its epoch, its number, and how many of that epoch never came. */
  readonly epoch: string | null;
  readonly seq: number;
  readonly missedReports: number;
  /** How far ahead the agent's clock was when it was last doubted. */
  readonly clockDoubt: { readonly at: Instant; readonly aheadMs: number } | null;
  readonly folders: number;
  readonly totals: { readonly serverItems: number | null; readonly offlineItems: number | null };
}
