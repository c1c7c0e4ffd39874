import { DEFAULT_POLICY, type Policy } from '@lockstep/domain';

/** The one place that says by which policy a replica is judged. Until policies can be edited there is one. */
export function policyFor(_replica: string): Policy {
  return DEFAULT_POLICY;
}
