import {
  coveredBy,
  decideAlerts,
  decideMessages,
  evolveAlerts,
  evolveMessages,
  evolveNotify,
  nextAlertsDue,
  nextMessagesDue,
  type AlertEvent,
  type AlertInput,
  type AlertsFact,
  type IllEvent,
  type NewAlertEvent,
  type NewNotification,
  type NotifyEvent,
  type ReplicaEvent,
  type Unnumbered,
} from '@lockstep/domain';
import type { RecordedEvent } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import type { OutcomeEvent } from '../notify/delivery/outbox-rows.ts';
import { ALERTS, ILLS, INCIDENTS, isOfReplica, NOTIFICATIONS, ROUTES } from '../projections/streams.ts';
import { noChanges, type AlertChanges } from './alert-changes.ts';
import { conclusion, isConcluded, type Conclusion } from './alert-conclusions.ts';
import { countFor, decideDigests, nextDigestDue, tallyFrom, tallySetUp } from './digests.ts';
import { underIncident } from './first-fix.ts';
import { loadIncidents, loadKept, loadReplicas, type KeptAlerts } from './load-alerts.ts';
import {
  evolveIncident,
  incidentInput,
  type LoggedIncident,
  type MirroredIncident,
  type Moved,
} from './mirrored-incident.ts';
import { conditionsInput, evolveMirrored, isNews, UNKNOWN_REPLICA, type MirroredReplica } from './mirrored-replica.ts';
import { renderMessage } from './render-message.ts';

/** Says what follows from an append where that was decided before. */
export interface Decided {
  /** All of it; null: it is to be decided now. */
  given(seq: number): readonly Conclusion[] | null;
  /** What holds in place of what was decided now. */
  instead(conclusions: Conclusion[]): Conclusion[];
}

/** Nothing was decided before. */
export const UNDECIDED: Decided = { given: () => null, instead: (conclusions) => conclusions };

export interface AlertFoldingOptions {
  /** Of the tables to load from. */
  readonly schema: string;
  /** Where people find Lockstep: messages link to it. */
  readonly baseUrl: string;
  readonly mostReplicas?: number;
}

/** Alerts in memory, and what has changed since the rows were last taken. One append is folded at a time, in the order of the log. */
export class AlertFolding {
  readonly #options: AlertFoldingOptions;
  readonly #replicas = new Map<string, MirroredReplica>();
  readonly #incidents = new Map<string, MirroredIncident>();
  #kept: KeptAlerts | null = null;
  #changes = noChanges();

  /** `kept`: what it begins with, where that is in no rows. */
  constructor(options: AlertFoldingOptions, kept: KeptAlerts | null = null) {
    this.#options = options;
    this.#kept = kept;
  }

  async load(events: readonly RecordedEvent[], client: Pick<ClientBase, 'query'>): Promise<void> {
    const { schema } = this.#options;
    if (this.#kept === null) {
      this.#kept = await loadKept(client, schema);
      for (const [id, incident] of await loadIncidents(client, schema)) this.#incidents.set(id, incident);
    }
    const missing = [...new Set(events.flatMap(replicasOf))].filter((id) => !this.#replicas.has(id));
    if (missing.length === 0) return;
    for (const [id, replica] of await loadReplicas(client, schema, missing)) this.#replicas.set(id, replica);
  }

  /** Folds one append; what is in it is loaded. Its own conclusions, when they come back, have been folded with what they follow from. */
  fold(append: readonly RecordedEvent[], decided: Decided = UNDECIDED): void {
    const [first] = append;
    if (!first || isConcluded(first)) return;
    const seq = append.at(-1)!.position;
    const inputs = this.#inputs(append);
    const before = new Map(isSetBack(first, this.#kept!.state.at) ? this.#kept!.state.alerts : []);
    for (const event of append) if (isAlertsFact(event)) this.#evolve(event as unknown as AlertsFact);
    const turnedBack = [...before].filter(([id, alert]) => this.#kept!.state.alerts.get(id) !== alert);

    const conclusions = decided.given(seq)?.map((one) => this.#take(one)) ?? this.#decide(first, seq, inputs, decided);
    this.#changes.conclusions.push(...conclusions);
    const touched = [...append, ...conclusions.map(({ event }) => event)];
    this.#noteVersions([...turnedBack.map(([alert]) => ({ data: { alert } })), ...touched], seq);
  }

  #decide(first: RecordedEvent, seq: number, inputs: readonly AlertInput[], decided: Decided): Conclusion[] {
    const { state, told, book, digest } = this.#kept!;
    const settle = (events: readonly (NewAlertEvent | NewNotification)[]) =>
      decided.instead(events.map((event) => conclusion(seq, event))).map((one) => this.#take(one));
    const ofAlerts = inputs.flatMap((input) => settle(decideAlerts(state, input, coveredBy(book, told, input.at))));
    // Messages fall due when time passes, and at no other moment.
    if (first.type !== 'ClockReached') return ofAlerts;
    const said = settle(decideMessages(told, state, book, state.at));
    return [...ofAlerts, ...said, ...settle(decideDigests(digest, state, book, state.at))];
  }

  /** What follows, as part of the state. */
  #take(one: Conclusion): Conclusion {
    const { event } = one;
    if (event.type !== 'NotificationQueued') {
      this.#evolve(event);
      return one;
    }
    const { state, told, book } = this.#kept!;
    evolveMessages(told, event);
    this.#changes.told = true;
    if (event.data.kind === 'digest') this.#kept!.digest = tallyFrom(event.observedAt);
    const message = renderMessage(event, {
      alertOf: (id) => underIncident(state, id),
      channelKind: book.channels.get(event.data.channel)?.settings.kind,
      baseUrl: this.#options.baseUrl,
    });
    this.#changes.queued.push({ conclusion: one, message });
    return one;
  }

  /** When, with no news, there is something to decide; null: never. */
  get dueAt(): number | null {
    const { state, told, book, digest } = this.#kept!;
    const due = [nextAlertsDue(state), nextMessagesDue(told, state, book, state.at), nextDigestDue(digest, book)];
    return due.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a));
  }

  get kept(): KeptAlerts {
    return this.#kept!;
  }

  replica = (id: string): MirroredReplica | undefined => this.#replicas.get(id);
  incident = (id: string): MirroredIncident | undefined => this.#incidents.get(id);

  take(): AlertChanges {
    const taken = this.#changes;
    this.#changes = noChanges();
    return taken;
  }

  /** After the rows were written: lets go of what can be loaded again. */
  shrink(): void {
    const { mostReplicas = 50_000 } = this.#options;
    if (this.#replicas.size > mostReplicas) this.#replicas.clear();
    for (const [id, { closed }] of this.#incidents) if (closed) this.#incidents.delete(id);
  }

  /** Forgets everything: the rows are not what this memory thinks. */
  clear(): void {
    this.#kept = null;
    this.#replicas.clear();
    this.#incidents.clear();
    this.#changes = noChanges();
  }

  /** What the append is news of; it changes the mirrors on the way. */
  #inputs(append: readonly RecordedEvent[]): AlertInput[] {
    const { stream } = append[0]!;
    const at = Math.max(...append.map((event) => (event.stream === ALERTS ? event.observedAt : event.recordedAt)));
    if (isOfReplica({ stream })) return this.#ofReplica(stream, append, at);
    if (stream === INCIDENTS) return this.#ofIncidents(append, at);
    if (stream === ILLS) return (append as unknown as IllEvent[]).map((event) => illInput(event, at));
    if (stream === ROUTES) {
      for (const event of append as unknown as NotifyEvent[]) this.#route(event);
      // What is told of a cause elsewhere, or no longer, keeps other things quiet.
      return [{ kind: 'clock', at }];
    }
    if (stream.startsWith('notification-')) {
      const outcomes = append as unknown as OutcomeEvent[];
      this.#changes.outcomes.push(...outcomes);
      for (const outcome of outcomes) evolveMessages(this.#kept!.told, outcome);
      this.#changes.told = true;
      return [];
    }
    return stream === NOTIFICATIONS ? [] : [{ kind: 'clock', at }];
  }

  #ofReplica(id: string, append: readonly RecordedEvent[], at: number): AlertInput[] {
    const before = this.#replicas.get(id) ?? UNKNOWN_REPLICA;
    const after = (append as unknown as ReplicaEvent[]).reduce(evolveMirrored, before);
    if (after === before) return [];
    this.#replicas.set(id, after);
    this.#changes.replicas.add(id);
    const isQuiet = !after.open.some(isNews) && !this.#kept!.state.byReplica.has(id);
    return isQuiet ? [] : [conditionsInput(id, after, at)];
  }

  #ofIncidents(append: readonly RecordedEvent[], at: number): AlertInput[] {
    const moved = new Map<string, Moved>();
    for (const event of append as unknown as LoggedIncident[]) {
      const id = event.data.incident;
      const ofThis = moved.get(id) ?? { joined: new Set(), left: new Set() };
      moved.set(id, ofThis);
      const known = this.#incidents.get(id) ?? null;
      const after = evolveIncident(known, event, ofThis, (replica) => this.#replicas.get(replica)?.mailbox ?? '');
      if (after) this.#incidents.set(id, after);
    }
    return [...moved].flatMap(([id, ofThis]) => {
      const incident = this.#incidents.get(id);
      if (!incident) return [];
      this.#changes.incidents.add(id);
      return [incidentInput(id, incident, ofThis, at)];
    });
  }

  #route(event: NotifyEvent): void {
    const kept = this.#kept!;
    kept.book = evolveNotify(kept.book, event);
    evolveMessages(kept.told, event);
    this.#changes.told = true;
    if (event.type === 'DigestConfigured')
      kept.digest = tallySetUp(event.data, kept.state.alerts.values(), event.observedAt);
    this.#changes.routes = true;
  }

  #evolve(event: Unnumbered<AlertsFact>): void {
    const { state, told } = this.#kept!;
    if (event.type === 'ClockReached' && isSetBack(event, state.at)) {
      evolveMessages(told, event);
      this.#changes.told = true;
    }
    evolveAlerts(state, event);
    if (event.type === 'AlertResolved') {
      evolveMessages(this.#kept!.told, event);
      this.#changes.told = true;
    }
    if ('alert' in event.data)
      this.#kept!.digest = countFor(
        this.#kept!.digest,
        event as Unnumbered<AlertEvent>,
        state.alerts.get(event.data.alert)?.rule,
      );
    const { silences, maintenance } = this.#changes;
    switch (event.type) {
      case 'SilenceCreated':
        silences.set(event.data.id, { silence: state.silences.get(event.data.id) ?? null, ended: null });
        break;
      case 'SilenceEnded': {
        const { id, by } = event.data;
        const silence = silences.get(id)?.silence ?? null;
        silences.set(id, { silence, ended: { at: event.observedAt, by } });
        break;
      }
      case 'MaintenanceScheduled':
      case 'MaintenanceChanged': {
        const found = state.maintenance.get(event.data.id) ?? null;
        maintenance.set(event.data.id, { maintenance: found, at: event.observedAt, cancelledAt: null });
        break;
      }
      case 'MaintenanceCancelled': {
        const before = maintenance.get(event.data.id);
        maintenance.set(event.data.id, {
          maintenance: before?.maintenance ?? null,
          at: before?.at ?? event.observedAt,
          cancelledAt: event.observedAt,
        });
        break;
      }
      default:
    }
  }

  #noteVersions(events: readonly { readonly data: unknown }[], position: number): void {
    const { state } = this.#kept!;
    for (const id of new Set(events.flatMap(({ data }) => (data as { alert?: string }).alert ?? []))) {
      const alert = state.alerts.get(id);
      if (alert) this.#changes.versions.push({ id, since: state.at, position, state: alert });
    }
  }
}

function illInput({ type, data }: IllEvent, at: number): AlertInput {
  const { ill: id } = data;
  if (type === 'IllCured') return { kind: 'ill', at, ill: { id, cleared: true } };
  const { title, text, severity } = data;
  return { kind: 'ill', at, ill: { id, title, text, severity } };
}

/** The clock shows a moment before one that was reached. */
const isSetBack = ({ type, observedAt }: { readonly type: string; readonly observedAt: number }, at: number): boolean =>
  type === 'ClockReached' && observedAt < at;

function isAlertsFact({ stream }: RecordedEvent): boolean {
  return stream === ALERTS || stream === 'silences' || stream.startsWith('alert-');
}

/** Replicas that must be known to fold it. */
function replicasOf(event: RecordedEvent): string[] {
  if (isOfReplica(event)) return [event.stream];
  if (event.stream !== INCIDENTS) return [];
  return [...((event.data as { joined?: readonly string[] }).joined ?? [])];
}
