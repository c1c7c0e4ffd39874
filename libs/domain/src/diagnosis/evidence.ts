import type { Attempt, FolderPath, Status } from '@lockstep/contracts';
import type { Condition } from '../condition/condition.ts';
import type { Policy } from '../policy/policy.ts';
import type { FolderFacts, ReplicaFacts } from '../replica/facts.ts';
import type { ReplicaJudgement } from '../replica/judgement.ts';
import type { Instant } from '../replica/replica.events.ts';

/**
 * Everything a rule may look at, as plain data: the facts of one replica at one moment, what was judged of them, and what the
 * fold remembers of their past. The same for now and for any moment before; nothing in it asks a clock.
 */
export interface Evidence {
  readonly now: Instant;
  readonly replica: ReplicaFacts;
  readonly judgement: ReplicaJudgement;
  readonly policy: Policy;
  /** In path order, INBOX first. Local-only folders are among them. */
  readonly folders: readonly FolderEvidence[];
  /** An OST or PST store, or any fact of a profile: the article speaks. Otherwise the modern list alone. */
  readonly exchangeType: boolean;
  /** The newest first, at most 16. */
  readonly attempts: readonly SeenAttempt[];
  /** End of the newest succeeded attempt at all folders, or the newest completed sync of any folder if that is later. */
  readonly lastSyncAt: Instant | null;
  /** The newest change of each; null: never seen to change. A value first stated is no change. */
  readonly changes: {
    readonly storeId: Change | null;
    readonly storePath: Change | null;
    readonly server: Change | null;
    readonly clientVersion: Change | null;
  };
  /** Exits of the client while online, the newest first, at most 4. */
  readonly exits: readonly Exit[];
  /** When the agent came back from its newest silence (night, weekend, lid closed), and when that began; null: none seen. */
  readonly newestSilence: { readonly from: Instant; readonly to: Instant } | null;
  /** What people (or the facts) say was tried, the newest first. */
  readonly tries: readonly Tried[];
  /** The incident that the replica belongs to while it is open; known where the question is asked, never in the fold. */
  readonly incident: IncidentFacts | null;
}

/** One folder: its facts, what was judged of it, and how its difference came about. */
export interface FolderEvidence extends FolderFacts {
  readonly status: Status;
  readonly since: Instant;
  /** server − offline − expected − accepted; null while a count is unknown. */
  readonly difference: number | null;
  readonly conditions: readonly Condition[];
  /** Client-on time since the last completed sync; null: no date known. */
  readonly onMsSinceSync: number | null;
  /** The counts at the first statement that knew both; null: none did yet. */
  readonly first: {
    readonly at: Instant;
    readonly position: number;
    readonly serverItems: number;
    readonly offlineItems: number;
  } | null;
  /** When each side was last seen to change, and by how much then; null: never seen to. */
  readonly serverMoved: Moved | null;
  readonly offlineMoved: Moved | null;
  /** The difference in hand (beyond expected and accepted); null: there is none. */
  readonly differs: Differs | null;
}

export interface Moved {
  readonly at: Instant;
  readonly by: number;
}

/** A difference that stands, and how it came. */
export interface Differs {
  readonly since: Instant;
  readonly position: number;
  /** The counts just before it and at its beginning. `before` null: it was there when the folder was first counted. */
  readonly before: { readonly serverItems: number; readonly offlineItems: number } | null;
  readonly began: { readonly serverItems: number; readonly offlineItems: number };
  /** Since when it has been the same number, and the smallest and largest it has been (absolute). */
  readonly steadySince: Instant;
  readonly least: number;
  readonly most: number;
  /** Completed syncs of the folder (its date went forward) seen since it began. */
  readonly syncs: number;
  /** By how many items the offline side rose at most from one statement to the next, the one with which it began among them. */
  readonly leap: number;
  /** How far each side has moved since it began, up and down added up: later mail that still comes through shows here. */
  readonly serverUp: number;
  readonly serverDown: number;
  readonly offlineUp: number;
  readonly offlineDown: number;
}

export interface SeenAttempt extends Attempt {
  /** Log position of the fact, and when the report that brought it was observed. */
  readonly position: number;
  readonly seenAt: Instant;
}

export interface Change {
  readonly from: string;
  readonly to: string;
  /** When it was first seen. */
  readonly at: Instant;
  readonly position: number;
  /** Client-on time since the report before: it may be so much older. Left out: none. */
  readonly unseenMs?: number;
}

export interface Exit {
  readonly at: Instant;
  readonly position: number;
  /** Whether a sync completed at it or within the hour after it, or before the next one; null: too early to tell. */
  readonly synchronized: boolean | null;
}

export interface Tried {
  /** The id of the diagnosis whose fix it is. */
  readonly fix: string;
  readonly at: Instant;
  /** Null: the facts show it. */
  readonly by: string | null;
  readonly position: number;
}

export interface IncidentFacts {
  readonly id: string;
  readonly cause: string;
  readonly name: string;
  readonly title: string;
  readonly since: Instant;
  readonly replicas: number;
  readonly share: number;
}

export type { FolderPath };
