import type { Evidence } from '../../evidence.ts';
import { isOut, judged } from './folders.ts';
import type { Troubled } from './troubled.ts';

/**
 * What may pass by itself (a server that restarts, a backup that locks the store) is not told at once, as no alert is: it must have
 * lasted as long as a condition is pending, or the replica be out of step already.
 */
export function lasting(found: readonly Troubled[], evidence: Evidence): readonly Troubled[] {
  const { now, policy } = evidence;
  if (judged(evidence).some((folder) => isOut(folder, evidence))) return found;
  const lasted = found.some(({ trouble }) => now - trouble.since >= policy.pending.forMs);
  return lasted ? found : [];
}
