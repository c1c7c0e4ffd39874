import type { AlertRule, Severity } from '@lockstep/contracts';
import type { AlertEvent, Unnumbered } from '../alert/alert.events.ts';
import type { Instant } from '../replica/replica.events.ts';

/** One time that an alert fires, until its cause is gone for good. One that regresses begins another. */
export interface Spell {
  readonly alert: string;
  readonly fingerprint: string;
  readonly rule: AlertRule;
  /** Null: of an incident. */
  readonly replica: string | null;
  /** Since when its cause was so, and when it began to fire. */
  readonly since: Instant;
  readonly firedAt: Instant;
  /** When its cause was gone; null: not yet. */
  endedAt: Instant | null;
  severity: Severity;
  flapped: boolean;
  /** Of an incident: each replica that it ever affected, and from when. */
  readonly members: Map<string, Instant>;
}

/** The spells of all alerts, in the order in which they began, from their events in order. */
export function spellsOf(events: Iterable<Unnumbered<AlertEvent>>): Spell[] {
  const spells: Spell[] = [];
  const alerts = new Map<string, Known>();
  for (const event of events) {
    const { observedAt: at } = event;
    const { alert } = event.data;
    if (event.type === 'AlertRaised') {
      const { fingerprint, rule, replica, since, severity } = event.data;
      const known: Known = { alert, fingerprint, rule, replica, since, spell: null, goneAt: null, members: new Map() };
      alerts.set(alert, known);
      if (severity !== null) begin(spells, known, at, severity);
      continue;
    }
    const known = alerts.get(alert);
    if (known !== undefined) turn(spells, known, event);
  }
  return spells;
}

interface Known extends Pick<Spell, 'alert' | 'fingerprint' | 'rule' | 'replica'> {
  since: Instant;
  spell: Spell | null;
  /** Since when it recovers. */
  goneAt: Instant | null;
  readonly members: Map<string, Instant>;
}

function turn(spells: Spell[], known: Known, event: Exclude<Unnumbered<AlertEvent>, { type: 'AlertRaised' }>): void {
  const { observedAt: at } = event;
  switch (event.type) {
    case 'AlertFired':
      return begin(spells, known, at, event.data.severity);
    case 'AlertRegressed':
      known.since = at;
      known.members.clear();
      if (event.data.severity !== null) begin(spells, known, at, event.data.severity);
      return;
    case 'AlertEscalated':
      if (known.spell) known.spell.severity = event.data.severity;
      return;
    case 'FlappingBegan':
      if (known.spell) known.spell.flapped = true;
      return;
    case 'AlertRecovering':
      known.goneAt = at;
      return;
    case 'AlertRelapsed':
      known.goneAt = null;
      return;
    case 'AlertResolved':
      if (known.spell) known.spell.endedAt = known.goneAt ?? at;
      known.spell = known.goneAt = null;
      return;
    case 'AlertMembersChanged':
      for (const replica of event.data.joined ?? []) {
        const members = known.spell?.members ?? known.members;
        if (!members.has(replica)) members.set(replica, at);
      }
      return;
    case 'AlertChanged':
    case 'FlappingEnded':
    case 'AlertSuppressionChanged':
    case 'AlertAcknowledged':
    case 'AlertUnacknowledged':
    case 'AlertAssigned':
    case 'AlertCommented':
  }
}

function begin(spells: Spell[], known: Known, firedAt: Instant, severity: Severity): void {
  const { alert, fingerprint, rule, replica, since, members } = known;
  known.goneAt = null;
  known.spell = {
    alert,
    fingerprint,
    rule,
    replica,
    since: Math.min(since, firedAt),
    firedAt,
    endedAt: null,
    severity,
    flapped: false,
    members: new Map(members),
  };
  spells.push(known.spell);
}
