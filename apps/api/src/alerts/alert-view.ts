import type { AlertView, Suppression } from '@lockstep/contracts';
import type { AlertState, MaintenanceState, SilenceState } from '@lockstep/domain';
import { nextWindow } from '@lockstep/domain';
import { iso, isoOrNull } from '../queries/instants.ts';

/** A row of the table `alert`, and how often it was told of. */
export interface AlertRow {
  readonly id: string;
  readonly position: string;
  readonly rank: number;
  readonly weight: number;
  readonly age: string;
  readonly number: string;
  readonly state: string;
  readonly told: number;
  readonly last_told_at: string | null;
}

/** What keeps alerts quiet, by its id, for its words. */
export interface Quieting {
  readonly silences: ReadonlyMap<string, SilenceState>;
  readonly maintenance: ReadonlyMap<string, MaintenanceState>;
  /** Titles of the alerts of causes. */
  readonly causes: ReadonlyMap<string, string>;
}

/** `firesAt` is not the alert's to know: its replica's conditions and policy say so. */
export function toAlertView(row: AlertRow, quieting: Quieting, now: number): AlertView {
  const alert = JSON.parse(row.state) as AlertState;
  const { acknowledged } = alert;
  return {
    id: alert.id,
    fingerprint: alert.fingerprint,
    rule: alert.rule,
    kind: alert.kind,
    status: alert.status,
    severity: alert.severity,
    title: alert.title,
    text: alert.text,
    replica: alert.replica,
    incident: alert.incident,
    mailbox: alert.mailbox,
    server: alert.server,
    labels: alert.labels,
    users: alert.users,
    folders: alert.folders,
    since: iso(alert.since),
    firedAt: isoOrNull(alert.firedAt),
    firesAt: null,
    recoveringSince: isoOrNull(alert.recoveringSince),
    resolvedAt: isoOrNull(alert.resolvedAt),
    acknowledged: acknowledged && {
      by: acknowledged.by,
      at: iso(acknowledged.at),
      until: isoOrNull(acknowledged.until),
      comment: acknowledged.comment,
    },
    assignee: alert.assignee,
    suppressed: alert.suppressed.map((by) => toSuppression(by, quieting, now)),
    flapping: alert.flapping,
    regressedAt: isoOrNull(alert.regressedAt),
    told: row.told,
    lastToldAt: isoOrNull(row.last_told_at),
    diagnosis: alert.diagnosis && { id: alert.diagnosis.id, title: alert.diagnosis.title },
    cursor: row.position,
  };
}

function toSuppression({ by, id }: AlertState['suppressed'][number], quieting: Quieting, now: number): Suppression {
  switch (by) {
    case 'silence': {
      const silence = quieting.silences.get(id);
      return {
        by,
        id,
        text: silence ? `${silence.by}: ${silence.comment}` : 'A silence',
        until: silence ? iso(silence.until) : null,
      };
    }
    case 'maintenance': {
      const window = quieting.maintenance.get(id);
      const open = window && nextWindow(window.input, now);
      return { by, id, text: window?.input.name ?? 'Maintenance', until: open ? iso(open.to) : null };
    }
    case 'inhibition':
      return { by, id, text: quieting.causes.get(id) ?? `Alert #${id}`, until: null };
  }
}
