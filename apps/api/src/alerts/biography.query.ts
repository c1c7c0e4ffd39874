import type { AlertDetail, AlertMessage, BiographyEntry } from '@lockstep/contracts';
import type { AlertEvent, AlertState } from '@lockstep/domain';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { ALERTS_SCHEMA as SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { iso, isoOrNull } from '../queries/instants.ts';
import { alertStream } from './alert-conclusions.ts';
import { wordsOf } from './alert-words.ts';
import { ALERTS_CONSUMER } from './alerts-consumer-id.ts';
import { loadBook } from './load-alerts.ts';
import { sameBefore } from './alerts.query.ts';
import { triedEntries } from './tried-entries.ts';

type Reader = Pick<ClientBase, 'query'>;

const MOST_EVENTS = 1_000;
const MOST_MESSAGES = 200;
const FOREVER = 8_640_000_000_000_000;

/** What happened to it and who was told of it, newest first, and its lives before this one; by a moment, or all. */
export async function biographyOf(
  client: Reader,
  store: Pick<EventStore, 'readStream'>,
  alert: AlertState,
  at: number | null,
): Promise<Pick<AlertDetail, 'biography' | 'before' | 'messages'>> {
  const events = (await store.readStream(alertStream(alert.id), {
    partition: ALERTS_CONSUMER.source,
    backwards: true,
    limit: MOST_EVENTS,
    ...(at !== null && { observedUntil: at }),
  })) as unknown as AlertEvent[];
  const sent = await messagesOf(client, alert.id, at);
  const entries = [
    ...withoutEchoes(joinedMembers(events).map(eventEntry)),
    ...sent.map(messageEntry),
    ...(await triedEntries(client, store, alert, events, at)),
  ];
  return {
    messages: sent.map(({ message }) => message),
    biography: entries.sort((a, b) => b.position - a.position).map(({ entry }) => entry),
    before: [...livesBefore(alert.id, events), ...(await sameBefore(client, alert)).map(toLife)],
  };
}

/** In the order of the log: clocks of several machines are none. */
interface Entry {
  readonly position: number;
  readonly entry: BiographyEntry;
}

function eventEntry(event: AlertEvent): Entry {
  const { type, observedAt: at, position } = event;
  return { position, entry: { cursor: String(position), type, at: iso(at), ...wordsOf(event), detail: null } };
}

const TOGETHER_MS = 10 * 60_000;

/**
 * Newest first. An outage takes its mailboxes one after the other: those within some minutes, with nothing between them, are one entry, at the
 * moment of the newest. Who came and went within is in neither number.
 */
export function joinedMembers(events: readonly AlertEvent[]): AlertEvent[] {
  const entries: AlertEvent[] = [];
  for (const event of events) {
    const newer = entries.at(-1);
    const follows =
      newer?.type === 'AlertMembersChanged' &&
      event.type === 'AlertMembersChanged' &&
      newer.observedAt - event.observedAt <= TOGETHER_MS;
    if (!follows) entries.push(event);
    else entries[entries.length - 1] = { ...newer, data: { ...newer.data, ...together(event.data, newer.data) } };
  }
  return entries;
}

type Members = Extract<AlertEvent, { type: 'AlertMembersChanged' }>['data'];

function together(first: Members, then: Members): Pick<Members, 'joined' | 'left'> {
  const without = (these: readonly string[] = [], those: readonly string[] = []) =>
    these.filter((one) => !those.includes(one));
  return {
    joined: [...without(first.joined, then.left), ...without(then.joined, first.left)],
    left: [...without(first.left, then.joined), ...without(then.left, first.joined)],
  };
}

/** Newest first. What it is now is said again only in other words, or in another of its lives. */
export function withoutEchoes<Said extends { readonly entry: Pick<BiographyEntry, 'type' | 'text'> }>(
  entries: readonly Said[],
): Said[] {
  return entries.filter(({ entry: { type, text } }, index) => {
    if (type !== 'AlertChanged') return true;
    const before = entries.slice(index + 1).find(({ entry }) => SAYS_WHAT_IT_IS.has(entry.type))?.entry;
    return before?.type !== 'AlertChanged' || before.text !== text;
  });
}

const SAYS_WHAT_IT_IS: ReadonlySet<string> = new Set(['AlertChanged', 'AlertRaised', 'AlertRegressed']);

/** A message, and what became of it in the other side's words. */
interface Sent {
  readonly message: AlertMessage;
  readonly attempts: number;
  readonly answer: string | null;
  readonly dismissed: string | null;
}

/** That nobody need send it any more does not make it arrive. */
const arrival = (state: string): AlertMessage['state'] =>
  state === 'dismissed' ? 'dead' : (state as AlertMessage['state']);

/** By which channel it was told, and what became of the message by then; newest first. */
async function messagesOf(client: Reader, alert: string, at: number | null): Promise<Sent[]> {
  const { rows } = await client.query({
    name: 'alert-messages',
    text: `SELECT t.place, t.at, t.kind, t.channel, o.state, o.ended_at, o.attempts, o.answer, o.dismissed_at,
             o.dismissed_by, o.dismissed_reason
           FROM ${SCHEMA}.told t LEFT JOIN ${SCHEMA}.outbox o ON o.key = t.key
           WHERE t.alert = $1 AND t.at <= $2 ORDER BY t.place DESC LIMIT ${MOST_MESSAGES}`,
    values: [alert, at ?? FOREVER],
  });
  if (rows.length === 0) return [];
  const { channels } = await loadBook(client, SCHEMA);
  return rows.map((row): Sent => {
    const hasEnded = row.ended_at !== null && Number(row.ended_at) <= (at ?? FOREVER);
    const channel = channels.get(row.channel);
    const message: AlertMessage = {
      id: String(row.place),
      channel: row.channel,
      channelName: channel?.name ?? null,
      via: channel?.settings.kind ?? null,
      kind: row.kind,
      at: iso(Number(row.at)),
      state: hasEnded ? arrival(row.state) : 'waiting',
      endedAt: hasEnded ? iso(Number(row.ended_at)) : null,
    };
    const isDismissed = row.dismissed_at !== null && Number(row.dismissed_at) <= (at ?? FOREVER);
    return {
      message,
      attempts: hasEnded ? row.attempts : 0,
      answer: hasEnded ? row.answer : null,
      dismissed: isDismissed ? `dismissed by ${row.dismissed_by}: ${row.dismissed_reason}` : null,
    };
  });
}

function messageEntry({ message, attempts, answer, dismissed }: Sent): Entry {
  const { id, channel, channelName, kind, at, state } = message;
  const { type, told, text: became } = BECAME[state] ?? UNDER_WAY;
  const text = `${told}${WHAT[kind] ?? ''} by ${channelName ?? channel}.`;
  const tries = attempts > 1 ? `, at attempt ${attempts}` : '';
  const detail = `${became}${tries}${answer === null ? '' : `: ${answer}`}${dismissed === null ? '' : `; ${dismissed}`}`;
  return { position: Number(id), entry: { cursor: id, type, at, text, by: null, detail } };
}

const WHAT: Readonly<Record<string, string>> = {
  update: ' that it has changed,',
  repeat: ' again,',
  resolved: ' that it is over,',
  escalation: ' further, for nobody has taken it,',
};
/** Named after the event that says so, so that a page need not read the words to mark what nobody got. */
const BECAME: Readonly<Record<string, { readonly type: string; readonly told: string; readonly text: string }>> = {
  sent: { type: 'NotificationDelivered', told: 'Told', text: 'delivered' },
  dead: { type: 'NotificationFailed', told: 'Not told', text: 'it could not be delivered' },
  dropped: { type: 'NotificationDropped', told: 'Not told', text: 'dropped' },
};
const UNDER_WAY = { type: 'NotificationQueued', told: 'Being told', text: 'under way' };

/** Of the same alert: each time it came back within a day began another life. Events newest first; the newest life is left out. */
function livesBefore(id: string, events: readonly AlertEvent[]): AlertDetail['before'][number][] {
  const lives: { id: string; firedAt: string; resolvedAt: string | null }[] = [];
  let firedAt: number | null = null;
  let resolvedAt: number | null = null;
  for (const event of [...events].reverse()) {
    const at = event.observedAt;
    if (event.type === 'AlertRaised' && event.data.severity !== null) firedAt = at;
    if (event.type === 'AlertFired') firedAt = at;
    if (event.type === 'AlertResolved') resolvedAt = at;
    if (event.type !== 'AlertRegressed') continue;
    if (firedAt !== null) lives.unshift({ id, firedAt: iso(firedAt), resolvedAt: isoOrNull(resolvedAt) });
    firedAt = event.data.severity === null ? null : at;
    resolvedAt = null;
  }
  return lives;
}

function toLife({ id, firedAt, since, resolvedAt }: AlertState): AlertDetail['before'][number] {
  return { id, firedAt: iso(firedAt ?? since), resolvedAt: isoOrNull(resolvedAt) };
}
