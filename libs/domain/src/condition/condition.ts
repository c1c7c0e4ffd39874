import type { ConditionRule, FolderPath, Severity } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';

/** A judgement about a folder, or about the whole replica (`folder` null), true since a moment. */
export interface Condition {
  readonly rule: ConditionRule;
  /** Null where nobody need be told: unknown, catching-up, and what is still pending. */
  readonly severity: Severity | null;
  readonly folder: FolderPath | null;
  readonly kind?: string;
  readonly since: Instant;
  /** By which policy it was judged, and which version of it. Absent in facts of before policies had ids: the default. */
  readonly policy?: string;
  readonly policyVersion: number;
  /** Log positions of the facts that broke it: the first and the newest. */
  readonly evidence: readonly number[];
}
