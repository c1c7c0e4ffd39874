import {
  foldIncidents,
  isOpenAlert,
  newIncidents,
  noneTouched,
  type NewAlertEvent,
  type NewNotification,
} from '@lockstep/domain';
import type { RecordedEvent } from '@lockstep/event-store';
import { AlertFolding } from '../alerts/alert-folding.ts';
import { nothingKept } from '../alerts/load-alerts.ts';
import { ALERTS, INCIDENTS } from '../projections/streams.ts';
import { incidentConclusions } from '../projections/incident-folding.ts';
import { gently, sortGently, type Breather } from './breather.ts';
import { recorded, type News } from './replay-replica.ts';

type Instant = number;

/** What people said meanwhile, as the log has it: routes and channels, silences and windows; and which alerts they took. */
export interface Said {
  readonly events: readonly RecordedEvent[];
  readonly taken: readonly TakenAlert[];
}
export interface TakenAlert {
  readonly fingerprint: string;
  readonly by: string;
  readonly at: Instant;
  readonly until: Instant | null;
}

/** The clock says so little later that something was due, where it was only just said. */
const AFTER_SAYING_MS = 250;

type Item = { readonly at: Instant; readonly place: number } & (
  | { readonly kind: 'said'; readonly event: RecordedEvent }
  | { readonly kind: 'taken'; readonly taken: TakenAlert }
  | { readonly kind: 'news'; readonly news: News }
);

const inOrderOfTime = (one: Item, other: Item): number =>
  one.at - other.at || (one.place < other.place ? -1 : one.place > other.place ? 1 : 0);

/**
 * What becomes of news: incidents, alerts, and what would have been said of them; by the live fold, in memory, and nothing leaves it. Each
 * message is taken as delivered. An alert is taken where one of its fingerprint was, if it fires then.
 */
export class AlertsReplay {
  readonly alerts: NewAlertEvent[] = [];
  readonly messages: NewNotification[] = [];
  readonly #folding = new AlertFolding({ schema: '', baseUrl: '' }, nothingKept());
  readonly #incidents = newIncidents();
  readonly #items: readonly Item[];
  #next = 0;
  #position = 0;
  #at: Instant = 0;
  #clockAt: Instant = 0;
  #dueAt: Instant | null = null;
  #mayHaveTurned = true;

  private constructor(items: readonly Item[]) {
    this.#items = items;
  }

  static async of(news: readonly News[], { events, taken }: Said, rest: Breather): Promise<AlertsReplay> {
    const items: Item[] = [
      ...events.map((event): Item => ({ kind: 'said', at: event.recordedAt, place: event.position, event })),
      ...taken.map((one): Item => ({ kind: 'taken', at: one.at, place: Infinity, taken: one })),
    ];
    await gently(news, rest, (one) => items.push({ kind: 'news', at: one.at, place: one.position, news: one }));
    return new AlertsReplay(await sortGently(items, rest, inOrderOfTime));
  }

  async runUntil(until: Instant, { breathe }: Breather): Promise<void> {
    for (; this.#next < this.#items.length && this.#items[this.#next]!.at <= until; this.#next += 1) {
      const item = this.#items[this.#next]!;
      await this.#passTime(item.at, breathe);
      this.#at = Math.max(this.#at, item.at);
      this.#take(item);
      await breathe();
    }
    await this.#passTime(until, breathe);
  }

  #take(item: Item): void {
    if (item.kind === 'said') return this.#fold([item.event]);
    if (item.kind === 'taken') return this.#acknowledge(item.taken);
    const { appends, group, at } = item.news;
    for (const append of appends) this.#fold(append);
    const events = group === null ? [] : foldIncidents(this.#incidents, group);
    this.#incidents.touched = noneTouched();
    if (events.length === 0) return;
    const concluded = incidentConclusions({ partition: 0, position: item.news.position }, events).events;
    this.#fold(concluded.map(({ type, data }) => recorded(INCIDENTS, 0, at, type, data as object)));
  }

  /** Whatever falls due is decided when it does. */
  async #passTime(until: Instant, breathe: Breather['breathe']): Promise<void> {
    for (;;) {
      if (until <= this.#at) return;
      if (this.#mayHaveTurned) this.#dueAt = this.#folding.dueAt;
      this.#mayHaveTurned = false;
      if (this.#dueAt === null) return;
      const at = Math.max(this.#dueAt, this.#at, this.#clockAt + AFTER_SAYING_MS);
      if (at > until) return;
      this.#at = this.#clockAt = at;
      this.#fold([recorded(ALERTS, 0, at, 'ClockReached', {})]);
      this.#mayHaveTurned = true;
      await breathe();
    }
  }

  #fold(append: readonly RecordedEvent[]): void {
    this.#position += append.length;
    const last = this.#position;
    this.#folding.fold(append.map((event, index) => ({ ...event, position: last - (append.length - 1 - index) })));
    const { conclusions, queued, routes } = this.#folding.take();
    if (conclusions.length > 0 || routes) this.#mayHaveTurned = true;
    for (const { event } of conclusions) {
      if (event.type === 'NotificationQueued') this.messages.push(event);
      else this.alerts.push(event);
    }
    for (const { message } of queued) this.#deliver(message.key);
  }

  #deliver(key: string): void {
    const data = { key, attempt: 1, answer: '' };
    this.#position += 1;
    this.#folding.fold([recorded(`notification-${key}`, this.#position, this.#at, 'NotificationDelivered', data)]);
    this.#folding.take();
    this.#mayHaveTurned = true;
  }

  #acknowledge({ fingerprint, by, until, at }: TakenAlert): void {
    const { alerts, byFingerprint } = this.#folding.kept.state;
    const alert = alerts.get(byFingerprint.get(fingerprint) ?? '');
    if (!alert || !isOpenAlert(alert) || alert.firedAt === null || alert.acknowledged !== null) return;
    const data = { alert: alert.id, by, until };
    this.#fold([recorded(`alert-${alert.id}`, 0, at, 'AlertAcknowledged', data)]);
  }
}
