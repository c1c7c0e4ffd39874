import type { FolderPath } from '@lockstep/contracts';
import type { Policy } from '../policy/policy.ts';
import type { HeldTrouble } from '../replica/facts.ts';
import type { Condition } from './condition.ts';
import { hindersSynchronization, stopsSynchronization } from './trouble.ts';

/** A trouble that stops synchronization is critical at once; one that may pass by itself is noted, and nobody is told. */
export function troubleConditions(
  troubles: readonly HeldTrouble[],
  folder: FolderPath | null,
  { id: policy, version: policyVersion }: Policy,
): Condition[] {
  return troubles
    .filter(({ code }) => stopsSynchronization(code) || hindersSynchronization(code))
    .map(({ code, since, position }) => ({
      rule: 'trouble',
      kind: code,
      severity: stopsSynchronization(code) ? 'critical' : null,
      folder,
      since,
      policy,
      policyVersion,
      evidence: [position],
    }));
}
