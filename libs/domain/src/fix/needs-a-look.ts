import type { ReplicaJudgement } from '../replica/judgement.ts';
import type { ReplicaState } from '../replica/replica.state.ts';
import type { Fixes } from './advance-fixes.ts';
import { isOpen } from './fix-life.ts';

/**
 * Whether a judgement can turn any fix. Most replicas are well, or busy catching up, and have none in hand: they must cost nothing, and
 * nobody need do anything about them.
 */
export function fixesNeedALook(state: ReplicaState, { status, silence }: ReplicaJudgement, fixes: Fixes): boolean {
  if (silence !== null || state.retiredAt !== null) return false;
  if (fixes.standing.length > 0 || fixes.lives.some(isOpen)) return true;
  if (status !== 'in-step' && status !== 'catching-up') return true;
  if (state.troubles.length > 0) return true;
  for (const { troubles } of state.folders.values()) if (troubles.length > 0) return true;
  return false;
}
