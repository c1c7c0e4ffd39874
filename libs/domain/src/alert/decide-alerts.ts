import type { Instant } from '../replica/replica.events.ts';
import type { NewAlertEvent } from './alert.events.ts';
import type { AlertInput } from './alert-input.ts';
import type { AlertsState } from './alert.state.ts';
import { decideClock, nextDue } from './decide/clock.ts';
import { decideConditions } from './decide/conditions.ts';
import { type Draft, type Covers, draftOf } from './decide/draft.ts';
import { decideIll, decideIncident } from './decide/incident.ts';
import { decidePerson } from './decide/person.ts';
import { endSilences, weighAll } from './decide/suppress.ts';

/**
 * What follows from an input; `[]`: nothing to add. A cause keeps an effect quiet where `covers` says so (`coveredBy`); left out: everywhere.
 * Leaves the state as it is; the same input again, once its events are folded, adds nothing. Costs as much as the alerts that the input
 * touches; the clock and a silence touch all that are open.
 */
export function decideAlerts(state: AlertsState, input: AlertInput, covers: Covers = () => true): NewAlertEvent[] {
  const draft = draftOf(state, input.at, covers);
  decide(draft, input);
  if (draft.resolved.length > 0 && input.kind !== 'clock') {
    const { silences } = draft;
    endSilences(draft);
    if (draft.silences !== silences) weighAll(draft);
  }
  return draft.events;
}

/** When, with no news, `{ kind: 'clock' }` has something to decide; null: never. */
export function nextAlertsDue(state: AlertsState): Instant | null {
  return nextDue(state);
}

function decide(draft: Draft, input: AlertInput): void {
  switch (input.kind) {
    case 'conditions':
      return decideConditions(draft, input);
    case 'incident':
      return decideIncident(draft, input);
    case 'ill':
      return decideIll(draft, input);
    case 'person':
      return decidePerson(draft, input.command);
    case 'clock':
      return decideClock(draft);
  }
}
