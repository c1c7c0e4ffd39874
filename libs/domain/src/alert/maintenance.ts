import type { MaintenanceInput } from '@lockstep/contracts';
import type { Instant } from '../replica/replica.events.ts';

export interface Window {
  readonly from: Instant;
  readonly to: Instant;
}

/** The windows that overlap a stretch of time, in order. */
export function maintenanceWindows(_input: MaintenanceInput, _from: Instant, _to: Instant): Window[] {
  return [];
}

/** The window that is open at a moment, or the next one; null: none will come. */
export function nextWindow(_input: MaintenanceInput, _at: Instant): Window | null {
  return null;
}
