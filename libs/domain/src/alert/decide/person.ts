import type { NewAlertEvent } from '../alert.events.ts';
import type { PersonCommand } from '../alert-input.ts';
import { isOpen } from '../alert.state.ts';
import { type Draft, alertOf, say } from './draft.ts';
import { end, weighAll, without } from './suppress.ts';

/** What a person says is so at once; what has been said already, or has nothing to act on, adds nothing. */
export function decidePerson(draft: Draft, command: PersonCommand): void {
  switch (command.do) {
    case 'acknowledge':
    case 'unacknowledge':
    case 'assign':
    case 'comment':
      return ofAlert(draft, command);
    case 'silence': {
      const { do: _do, ...data } = command;
      if (draft.silences.has(command.id) || command.until <= draft.at) return;
      note(draft, { type: 'SilenceCreated', data, observedAt: draft.at });
      draft.silences = new Map(draft.silences).set(command.id, { ...data, at: draft.at });
      return weighAll(draft);
    }
    case 'endSilence':
      if (!draft.silences.has(command.id)) return;
      end(draft, command.id, command.by);
      return weighAll(draft);
    case 'maintain': {
      const { do: _do, ...data } = command;
      const known = draft.maintenance.get(command.id);
      if (known !== undefined && JSON.stringify(known.input) === JSON.stringify(command.input)) return;
      const type = known === undefined ? 'MaintenanceScheduled' : 'MaintenanceChanged';
      note(draft, { type, data, observedAt: draft.at });
      draft.maintenance = new Map(draft.maintenance).set(command.id, data);
      return weighAll(draft);
    }
    case 'cancelMaintenance': {
      const { id, by } = command;
      if (!draft.maintenance.has(id)) return;
      note(draft, { type: 'MaintenanceCancelled', data: { id, by }, observedAt: draft.at });
      draft.maintenance = without(draft.maintenance, id);
      return weighAll(draft);
    }
  }
}

type OfAlert = Extract<PersonCommand, { alert: string }>;

function ofAlert(draft: Draft, { do: what, ...data }: OfAlert): void {
  const alert = alertOf(draft, data.alert);
  if (alert === undefined) return;
  const command = { do: what, ...data } as OfAlert;
  switch (command.do) {
    case 'acknowledge': {
      const { by, until, comment } = command;
      const { acknowledged } = alert;
      const isSame =
        acknowledged?.by === by && acknowledged.until === until && acknowledged.comment === (comment ?? null);
      if (!isOpen(alert) || isSame || (until !== null && until <= draft.at)) return;
      const said = { alert: alert.id, by, until, ...(comment !== undefined && { comment }) };
      say(draft, 'AlertAcknowledged', said);
      return;
    }
    case 'unacknowledge':
      if (alert.acknowledged !== null) say(draft, 'AlertUnacknowledged', { alert: alert.id, by: command.by });
      return;
    case 'assign':
      if (isOpen(alert) && alert.assignee !== command.to)
        say(draft, 'AlertAssigned', { alert: alert.id, by: command.by, to: command.to });
      return;
    case 'comment': {
      const { by, comment } = command;
      const last = alert.comment;
      if (last?.by === by && last.comment === comment && last.at === draft.at) return;
      say(draft, 'AlertCommented', { alert: alert.id, by, comment });
      return;
    }
  }
}

function note(draft: Draft, event: NewAlertEvent): void {
  draft.events.push(event);
  draft.openWindows = null;
}
