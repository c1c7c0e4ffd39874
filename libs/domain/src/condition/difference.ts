import type { Policy } from '../policy/policy.ts';
import type { FolderFacts } from '../replica/facts.ts';

/**
 * server − offline − expected: positive when the offline folder lacks items, negative when it has some of its own.
 * Null while a count is unknown.
 */
export function difference(folder: FolderFacts): number | null {
  const { serverItems, offlineItems, expected } = folder;
  return serverItems === null || offlineItems === null ? null : serverItems - offlineItems - expected;
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
