import type { ConditionRule, FolderPath, RouteInput, Severity } from '@lockstep/contracts';
import {
  type AlertInput,
  type AlertState,
  type AlertsFact,
  type AlertsState,
  type Condition,
  type FoldersKnown,
  type IncidentInput,
  type Instant,
  type MessagesState,
  type NewNotification,
  type PersonCommand,
  type RoutesState,
  type Unnumbered,
  decideAlerts,
  decideMessages,
  evolveAlerts,
  evolveMessages,
  initialAlerts,
  initialMessages,
  nextAlertsDue,
  nextMessagesDue,
  coveredBy,
} from '../index.ts';

/** 23 November 2026, a Monday, 00:00 UTC. */
export const MIDNIGHT = 1_795_392_000_000;

type Outcome = 'delivered' | 'dropped' | 'dead';
type Logged = Unnumbered<AlertsFact>;

/** Holds a condition: `holds('mismatch', 'warning')`; severity null: pending. */
export function holds(
  rule: ConditionRule,
  severity: Severity | null,
  more: { folder?: FolderPath | null; kind?: string } = {},
): Condition {
  const folder =
    more.folder === undefined && (rule === 'mismatch' || rule === 'stale') ? ['INBOX'] : (more.folder ?? null);
  return {
    rule,
    severity,
    folder,
    since: MIDNIGHT,
    policyVersion: 1,
    evidence: [],
    ...(more.kind && { kind: more.kind }),
  };
}

export const ROUTE: RouteInput & { id: string } = {
  id: 'all',
  name: 'Everything',
  matchers: [],
  channels: ['mail'],
  hours: null,
  continue: false,
  groupWaitMs: 30_000,
  groupIntervalMs: 300_000,
  repeatCriticalMs: 4 * 3_600_000,
  repeatWarningMs: 12 * 3_600_000,
  escalation: [],
};

export function routed(...routes: Partial<RouteInput & { id: string }>[]): RoutesState {
  const all = routes.map((route, at) => ({ ...ROUTE, id: `route-${at}`, ...route }));
  const channels = all.flatMap((route) => [...route.channels, ...route.escalation.flatMap((step) => step.channels)]);
  return { routes: all, channels: new Map(channels.map((id) => [id, { enabled: true }])) };
}

/** Facts, people and time come to alerts as they do in the product: what is decided is folded at once, and each moment that is due is reached. */
export class AlertStory {
  readonly log: Logged[] = [];
  readonly messages: NewNotification[] = [];
  /** All that what was told is made of, in order. */
  readonly telling: Parameters<typeof evolveMessages>[1][] = [];
  /** What becomes of a message at once; null: it waits. */
  becomes: (message: NewNotification) => Outcome | null = () => 'delivered';
  state: AlertsState = initialAlerts();
  told: MessagesState = initialMessages();
  now: Instant = MIDNIGHT;

  constructor(public routes: RoutesState = routed({ id: 'all' })) {}

  /** Time passes up to so long after midnight. */
  at(afterMs: number): this {
    const until = MIDNIGHT + afterMs;
    for (let due = this.due(); due !== null && due <= until; due = this.due()) {
      if (this.tick(Math.max(due, this.now)) === 0 && this.due() === due && due <= this.now)
        throw new Error(`${due} falls due for ever`);
    }
    this.now = Math.max(this.now, until);
    return this;
  }

  /** As `at`, but the clock does not come round: what falls due meanwhile waits for its next round. */
  passes(afterMs: number): this {
    this.now = Math.max(this.now, MIDNIGHT + afterMs);
    return this;
  }

  is(replica: string, ...open: Condition[]): this {
    return this.known(replica, undefined, ...open);
  }

  known(replica: string, folders: FoldersKnown | undefined, ...open: Condition[]): this {
    this.decide({
      kind: 'conditions',
      at: this.now,
      replica: {
        id: replica,
        mailbox: `${replica}@example.org`,
        name: `Person ${replica}`,
        device: `${replica}-laptop`,
        server: 'imap-01',
        labels: { site: 'Lyon' },
      },
      open,
      ...(folders && { folders }),
    });
    return this;
  }

  incident(id: string, said: Partial<IncidentInput['incident']> = {}): this {
    this.decide({
      kind: 'incident',
      at: this.now,
      incident: {
        id,
        scope: 'server',
        name: 'imap-01',
        symptom: 'server-unreachable',
        title: 'imap-01 cannot be reached',
        severity: 'warning',
        joined: [],
        left: [],
        users: 3,
        replicas: 3,
        total: 10,
        closed: false,
        ...said,
      },
    });
    return this;
  }

  says(command: PersonCommand): this {
    this.decide({ kind: 'person', at: this.now, command });
    return this;
  }

  ill(id: string, severity: Severity | null): this {
    const ill =
      severity === null ? { id, cleared: true as const } : { id, severity, title: `${id} is ill`, text: 'So.' };
    this.decide({ kind: 'ill', at: this.now, ill });
    return this;
  }

  decide(input: AlertInput): number {
    const events = decideAlerts(this.state, input, coveredBy(this.routes, this.told, this.now));
    for (const event of events) this.fold(event);
    return events.length;
  }

  tick(at: Instant = this.now): number {
    this.now = at;
    const reached = { type: 'ClockReached', data: {}, observedAt: at } as const;
    this.hear(reached);
    this.fold(reached);
    const events = this.decide({ kind: 'clock', at });
    const said = decideMessages(this.told, this.state, this.routes, at);
    for (const message of said) {
      this.hear(message);
      this.messages.push(message);
      const outcome = this.becomes(message);
      if (outcome !== null) this.became(message, outcome);
    }
    return events + said.length;
  }

  fold(event: Logged): void {
    this.log.push(event);
    evolveAlerts(this.state, event);
    if (event.type === 'AlertResolved') this.hear(event);
  }

  /** What became of a message, now. */
  became({ data: { key } }: NewNotification, outcome: Outcome): this {
    const of = { key, attempt: 1, answer: 'so' };
    if (outcome === 'delivered') this.hear({ type: 'NotificationDelivered', data: of, observedAt: this.now });
    else if (outcome === 'dropped') this.hear({ type: 'NotificationDropped', data: of, observedAt: this.now });
    else this.hear({ type: 'NotificationFailed', data: { ...of, nextAt: null }, observedAt: this.now });
    return this;
  }

  hear(fact: Parameters<typeof evolveMessages>[1]): void {
    evolveMessages(this.told, fact);
    this.telling.push(fact);
  }

  due(): Instant | null {
    const alerts = nextAlertsDue(this.state);
    const messages = nextMessagesDue(this.told, this.state, this.routes, this.now);
    if (alerts === null || messages === null) return alerts ?? messages;
    return Math.min(alerts, messages);
  }

  alert(id = '1'): AlertState {
    const alert = this.state.alerts.get(id);
    if (alert === undefined) throw new Error(`There is no alert ${id}.`);
    return alert;
  }

  /** Types of what was said of an alert, in order. */
  life(id = '1'): string[] {
    return this.log.filter(({ data }) => 'alert' in data && data.alert === id).map(({ type }) => type);
  }

  /** `[minutes since midnight, channel, kind, title]` of each message. */
  said(): [number, string, string, string][] {
    return this.messages.map(({ observedAt, data: { channel, kind, title } }) => [
      (observedAt - MIDNIGHT) / 60_000,
      channel,
      kind,
      title,
    ]);
  }
}
