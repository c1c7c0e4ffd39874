import type { AlertState, MaintenanceState, SilenceState } from '@lockstep/domain';
import type { Message } from '../notify/message.ts';
import type { OutcomeEvent } from '../notify/delivery/outbox-rows.ts';
import type { Conclusion } from './alert-conclusions.ts';

/** What has changed since the rows were last written. */
export interface AlertChanges {
  readonly versions: AlertVersion[];
  readonly replicas: Set<string>;
  readonly incidents: Set<string>;
  readonly silences: Map<string, SilenceRow>;
  readonly maintenance: Map<string, MaintenanceRow>;
  readonly outcomes: OutcomeEvent[];
  readonly queued: QueuedConclusion[];
  /** Of this batch, in order; all that must be appended before the rows are committed. */
  readonly conclusions: Conclusion[];
  routes: boolean;
  /** What was told, or whether it arrived. */
  told: boolean;
}

/** An alert as it is from `since` on. `position`: of what changed it. */
export interface AlertVersion {
  readonly id: string;
  readonly since: number;
  readonly position: number;
  readonly state: AlertState;
}

export interface QueuedConclusion {
  readonly conclusion: Conclusion;
  readonly message: Message;
}

export interface SilenceRow {
  readonly silence: SilenceState | null;
  readonly ended: { readonly at: number; readonly by: string | null } | null;
}

export interface MaintenanceRow {
  readonly maintenance: MaintenanceState | null;
  readonly at: number;
  readonly cancelledAt: number | null;
}

export const noChanges = (): AlertChanges => ({
  versions: [],
  replicas: new Set(),
  incidents: new Set(),
  silences: new Map(),
  maintenance: new Map(),
  outcomes: [],
  queued: [],
  conclusions: [],
  routes: false,
  told: false,
});
