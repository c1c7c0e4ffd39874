import type { Policy } from '../policy/policy.ts';
import type { Acceptance, FolderFacts } from '../replica/facts.ts';

/**
 * server − offline − expected − accepted: positive when the offline folder lacks items, negative when it has some of its own.
 * Null while a count is unknown.
 */
export function difference(folder: FolderFacts): number | null {
  const gap = wholeDifference(folder);
  return gap === null || folder.accepted === null ? gap : beyond(gap, folder.accepted);
}

/** server − offline − expected, whatever a person accepts of it; null while a count is unknown. */
export function wholeDifference({ serverItems, offlineItems, expected }: FolderFacts): number | null {
  return serverItems === null || offlineItems === null ? null : serverItems - offlineItems - expected;
}

/** What of a difference a person's acceptance leaves. It covers the same sign only, so a smaller difference is none, and never the opposite. */
export function beyond(gap: number, accepted: Acceptance | null): number {
  if (accepted === null) return gap;
  const { items } = accepted;
  if (gap > 0 && items > 0) return Math.max(0, gap - items);
  return gap < 0 && items < 0 ? Math.min(0, gap - items) : gap;
}

/** From how many items on a difference counts, in a folder of this size. */
export function threshold(serverItems: number, policy: Policy): number {
  const { warning, critical } = policy.mismatch;
  const byShare = Math.max(warning.items, warning.share * serverItems);
  const byGreaterShare = Math.max(critical.orItems, critical.andShare * serverItems);
  return Math.min(byShare, byGreaterShare, critical.items);
}

/** Whether so many items are critical by their number alone. */
export function isCritical(items: number, serverItems: number, policy: Policy): boolean {
  const { items: many, orItems, andShare } = policy.mismatch.critical;
  return items >= many || (items >= orItems && items >= andShare * serverItems);
}
