import type { FolderPath, Silence, Status } from '@lockstep/contracts';
import type { Condition } from '../condition/condition.ts';
import type { Instant } from './replica.events.ts';

/** What is so of one folder at one moment, in the light of a policy. */
export interface FolderJudgement {
  readonly path: FolderPath;
  readonly status: Status;
  readonly since: Instant;
  /** server − offline − expected; null while a count is unknown. */
  readonly difference: number | null;
  readonly localOnly: boolean;
  readonly conditions: readonly Condition[];
}

/** What is so of one replica at one moment, in the light of a policy. */
export interface ReplicaJudgement {
  readonly status: Status;
  readonly since: Instant;
  readonly silence: Silence | null;
  /** Of the replica as a whole; those of folders stand with them. */
  readonly conditions: readonly Condition[];
  readonly folders: readonly FolderJudgement[];
  /** Judged folders that are anything but in step. */
  readonly foldersOut: number;
  /** Sum of the positive differences; null when no folder's counts are known. */
  readonly itemsBehind: number | null;
  readonly itemsOnlyOffline: number;
  readonly lastSynchronizedAt: Instant | null;
  readonly lastReportedAt: Instant | null;
  /** When, with no news, this may have to be judged again; null: never. */
  readonly nextDeadline: Instant | null;
}
