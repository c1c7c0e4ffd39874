import { z } from 'zod';
import { text } from './report.ts';
import type { StatusCounts } from './views.ts';
import { eachOnce, WorkingHours } from './working-hours.ts';

type Iso = string;

const ms = z
  .int()
  .min(1, 'must be a positive number of milliseconds')
  .max(366 * 86_400_000, 'is more than a year');
const share = z.number().min(0, 'must not be negative').max(1, 'is a share, 0 to 1');
const items = z.int().min(1, 'must be at least 1').max(2_147_483_647);

/** What counts as out of step. Times are milliseconds and say so; shares are 0 to 1. Numbers of DOMAIN, "Rules". */
export const Thresholds = z.object({
  silent: z.object({
    intervals: z.int().min(1).max(1_000),
    atLeastMs: ms,
    criticalAfterMs: ms,
    missingAfterMs: ms,
    neverReportedAlertsAfterMs: ms,
  }),
  stale: z.object({ warningAfterOnMs: ms, criticalAfterOnMs: ms, criticalAfterCalendarMs: ms }),
  mismatch: z.object({
    graceMs: ms,
    warning: z.object({ items, share, anyAfterOnMs: ms }),
    critical: z.object({ items, orItems: items, andShare: share, inboxAnyAfterMs: ms }),
    clears: z.object({ shareOfThreshold: share, heldMs: ms }),
  }),
  pending: z.object({ reports: z.int().min(1).max(1_000), forMs: ms }),
  /** Of a group of replicas: from when one cause is suspected behind many. */
  suspected: z.object({
    users: z.int().min(2, 'one user is no crowd').max(1_000_000),
    share: share.gt(0, 'must be above 0'),
    criticalShare: share,
    withinMs: ms,
    clearsBelowShare: share,
  }),
});
export type Thresholds = z.output<typeof Thresholds>;

/** For whom: the most specific wins, from `everyone` (the default, one of a kind) over server, label and client to mailbox. */
export const PolicyScope = z.discriminatedUnion('of', [
  z.object({ of: z.literal('everyone') }),
  z.object({ of: z.literal('server'), server: text.trim().min(1) }),
  z.object({ of: z.literal('label'), name: text.trim().min(1), value: text.trim().min(1) }),
  z.object({ of: z.literal('client'), client: text.trim().min(1), version: text.trim().min(1).optional() }),
  z.object({
    of: z.literal('mailbox'),
    mailboxes: z.array(text.trim().toLowerCase().min(1)).min(1, 'name one at least').max(1_000).superRefine(eachOnce),
  }),
]);
export type PolicyScope = z.output<typeof PolicyScope>;

/** `POST /api/v1/policies` makes one, `PUT /api/v1/policies/{id}` a new version of one. */
export const policyFields = {
  name: text.trim().min(1, 'give it a name').max(100),
  scope: PolicyScope,
  thresholds: Thresholds,
  workingHours: WorkingHours.nullable(),
  /** Why this change: kept with the version. */
  why: text.trim().max(1_000).optional(),
  /** On a change: the version that was edited. Another one meanwhile is 409. */
  basedOn: z.int().min(1).optional(),
};
export const PolicyInput = z.object(policyFields).superRefine(mustMakeSense);
export type PolicyInput = z.output<typeof PolicyInput>;

/** `POST /api/v1/policies/preview`. `id`: of the policy that would change; left out, a new one. */
export const PolicyPreviewInput = z.object({ ...policyFields, id: text.optional() }).superRefine(mustMakeSense);
export type PolicyPreviewInput = z.output<typeof PolicyPreviewInput>;

/** A look at the present, judged as proposed; not a back-test: what the past would have been is not asked. */
export interface PolicyPreview {
  /** How many replicas it would be the policy of. */
  readonly concerned: number;
  /** How many of them were looked at. */
  readonly looked: number;
  readonly now: StatusCounts;
  readonly then: StatusCounts;
}

export function mustMakeSense({ thresholds }: { thresholds: Thresholds }, context: z.core.$RefinementCtx): void {
  const { silent, stale, mismatch, suspected } = thresholds;
  const refuse = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: ['thresholds', ...path.split('.')], message });
  const mustExceed = (path: string, value: number, lower: number, than: string) => {
    if (value < lower) refuse(path, `must not be below ${than}`);
  };
  mustExceed('silent.criticalAfterMs', silent.criticalAfterMs, silent.atLeastMs, 'silent.atLeastMs');
  mustExceed('silent.missingAfterMs', silent.missingAfterMs, silent.criticalAfterMs, 'silent.criticalAfterMs');
  mustExceed('stale.criticalAfterOnMs', stale.criticalAfterOnMs, stale.warningAfterOnMs, 'stale.warningAfterOnMs');
  mustExceed(
    'stale.criticalAfterCalendarMs',
    stale.criticalAfterCalendarMs,
    stale.warningAfterOnMs,
    'stale.warningAfterOnMs',
  );
  mustExceed('mismatch.critical.items', mismatch.critical.items, mismatch.warning.items, 'mismatch.warning.items');
  mustExceed('mismatch.critical.orItems', mismatch.critical.orItems, mismatch.warning.items, 'mismatch.warning.items');
  mustExceed(
    'mismatch.critical.andShare',
    mismatch.critical.andShare,
    mismatch.warning.share,
    'mismatch.warning.share',
  );
  if (mismatch.critical.orItems > mismatch.critical.items)
    refuse('mismatch.critical.orItems', 'must not be above mismatch.critical.items');
  // Within the grace nothing is a mismatch yet: a shorter time could never be what decides.
  mustExceed('mismatch.warning.anyAfterOnMs', mismatch.warning.anyAfterOnMs, mismatch.graceMs, 'mismatch.graceMs');
  mustExceed(
    'mismatch.critical.inboxAnyAfterMs',
    mismatch.critical.inboxAnyAfterMs,
    mismatch.graceMs,
    'mismatch.graceMs',
  );
  mustExceed('suspected.criticalShare', suspected.criticalShare, suspected.share, 'suspected.share');
  if (suspected.clearsBelowShare >= suspected.share)
    refuse('suspected.clearsBelowShare', 'must be below suspected.share');
}

/** `GET /api/v1/policies`: the default first, then by how specific they are. `at`, `knownAt`: those in force then. */
export interface PolicyList {
  readonly items: readonly PolicyView[];
}
export interface PolicyView {
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly scope: PolicyScope;
  readonly thresholds: Thresholds;
  readonly workingHours: WorkingHours | null;
  /**
   * How many replicas are judged by it, after more specific ones have taken theirs. As of a past moment: of those that there were then, by
   * their mailbox, labels and client of today.
   */
  readonly replicas: number;
  readonly changedAt: Iso | null;
  readonly changedBy: string | null;
  readonly why: string | null;
  /** Of `PolicyChanged`, in the stream of policies; null: the product's own default, never changed. */
  readonly cursor: string | null;
}

/** `GET /api/v1/policies/{id}/versions`, newest first. */
export interface PolicyVersionList {
  readonly items: readonly (Omit<PolicyView, 'replicas'> & { readonly removed: boolean })[];
}
