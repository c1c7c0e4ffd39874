import type { AlertEvent, AlertRaised, Unnumbered } from './alert.events.ts';
import type { AlertState } from './alert.state.ts';
import type { Instant } from '../replica/replica.events.ts';
import { withTurn } from './flapping.ts';

type Later = Exclude<Unnumbered<AlertEvent>, { type: 'AlertRaised' }>;

/** Field by field: it is made by the thousand, and all of them are to have one shape. */
export function raised(data: AlertRaised, at: Instant): AlertState {
  const fires = data.severity !== null;
  return {
    id: data.alert,
    fingerprint: data.fingerprint,
    rule: data.rule,
    kind: data.kind,
    status: fires ? 'firing' : 'pending',
    severity: data.severity,
    title: data.title,
    text: data.text,
    replica: data.replica,
    incident: data.incident,
    mailbox: data.mailbox,
    server: data.server,
    labels: data.labels,
    users: data.users,
    folders: data.folders,
    diagnosis: data.diagnosis ?? null,
    since: data.since,
    firedAt: fires ? at : null,
    recoveringSince: null,
    resolvedAt: null,
    regressedAt: null,
    acknowledged: null,
    assignee: null,
    releasedAt: null,
    comment: null,
    suppressed: [],
    heardAt: null,
    flapping: false,
    turns: fires ? withTurn([], at) : [],
    fixedBy: null,
    mergedInto: null,
  };
}

/** The alert after one more event of its own. */
export function evolveAlert(alert: AlertState, event: Later): AlertState {
  const at = event.observedAt;
  switch (event.type) {
    case 'AlertFired':
      return { ...alert, status: 'firing', severity: event.data.severity, firedAt: at, turns: turn(alert, at) };
    case 'AlertEscalated':
      return { ...alert, severity: event.data.severity };
    case 'AlertChanged': {
      const { alert: _id, ...said } = event.data;
      return { ...alert, ...said };
    }
    case 'AlertMembersChanged': {
      const { users = alert.users, text = alert.text } = event.data;
      return { ...alert, users, text };
    }
    case 'AlertRecovering':
      return {
        ...alert,
        status: 'recovering',
        recoveringSince: at,
        turns: turn(alert, at),
        fixedBy: event.data.fixedBy ?? alert.fixedBy,
        mergedInto: event.data.mergedInto ?? null,
      };
    case 'AlertRelapsed':
      return {
        ...alert,
        status: 'firing',
        recoveringSince: null,
        turns: turn(alert, at),
        incident: event.data.incident ?? alert.incident,
        fixedBy: null,
        mergedInto: null,
      };
    case 'AlertResolved':
      return {
        ...alert,
        status: 'resolved',
        recoveringSince: null,
        resolvedAt: at,
        acknowledged: null,
        assignee: null,
        suppressed: [],
        flapping: false,
      };
    case 'AlertRegressed': {
      const { severity } = event.data;
      const fires = severity !== null;
      return {
        ...alert,
        status: fires ? 'firing' : 'pending',
        severity,
        since: at,
        firedAt: fires ? at : null,
        resolvedAt: null,
        regressedAt: at,
        acknowledged: null,
        assignee: null,
        turns: fires ? turn(alert, at) : alert.turns,
        incident: event.data.incident ?? alert.incident,
        fixedBy: null,
        mergedInto: null,
      };
    }
    case 'FlappingBegan':
      return { ...alert, flapping: true };
    case 'FlappingEnded':
      return { ...alert, flapping: false };
    case 'AlertSuppressionChanged': {
      const suppressed = event.data.by;
      const isHeard = alert.suppressed.length > 0 && suppressed.length === 0;
      return { ...alert, suppressed, heardAt: isHeard ? at : alert.heardAt };
    }
    // A word that was on its way when it was resolved takes nothing: it would hide what comes back.
    case 'AlertAcknowledged': {
      if (alert.status === 'resolved') return alert;
      const { by, until, comment } = event.data;
      return { ...alert, acknowledged: { by, at, until, comment: comment ?? null } };
    }
    case 'AlertUnacknowledged':
      return { ...alert, acknowledged: null, releasedAt: at };
    case 'AlertAssigned':
      if (alert.status === 'resolved') return alert;
      return { ...alert, assignee: event.data.to, releasedAt: event.data.to === null ? at : alert.releasedAt };
    case 'AlertCommented':
      return { ...alert, comment: { by: event.data.by, at, comment: event.data.comment } };
  }
}

const turn = ({ turns }: AlertState, at: Instant) => withTurn(turns, at);
