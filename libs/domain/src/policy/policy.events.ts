import type { PolicyScope, Thresholds, WorkingHours } from '@lockstep/contracts';
import type { Fact } from '../replica/replica.events.ts';

/** Of the stream `policies`. Shapes freeze on release. A policy states everything, so each version is whole. */
export type PolicyEvent = Fact<'PolicyChanged', PolicyChanged> | Fact<'PolicyRemoved', PolicyRemoved>;

export interface PolicyChanged {
  readonly id: string;
  readonly name: string;
  readonly scope: PolicyScope;
  readonly thresholds: Thresholds;
  readonly workingHours: WorkingHours | null;
  readonly why?: string;
  readonly by: string;
  /** From 1, one more with each change. */
  readonly version: number;
}

export interface PolicyRemoved {
  readonly id: string;
  readonly by: string;
}
