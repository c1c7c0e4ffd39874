import type { NewAlertEvent, NewNotification } from '@lockstep/domain';
import type { Append, AppendResult, EventStore, Json, RecordedEvent } from '@lockstep/event-store';
import { NOTIFICATIONS, SILENCES } from '../projections/streams.ts';
import { ALERTS_CONSUMER, ALERTS_EPOCH } from './alerts-consumer-id.ts';

/** What followed from the append that ends at `seq`. */
export interface Conclusion {
  readonly seq: number;
  readonly stream: string;
  readonly event: NewAlertEvent | NewNotification;
  /** Where it stands in the log; null until it does. */
  position: number | null;
}

export const alertStream = (id: string): string => `alert-${id}`;

export function conclusion(seq: number, event: NewAlertEvent | NewNotification): Conclusion {
  return { seq, stream: streamOf(event), event, position: null };
}

function streamOf(event: NewAlertEvent | NewNotification): string {
  if (event.type === 'NotificationQueued') return NOTIFICATIONS;
  return 'alert' in event.data ? alertStream(event.data.alert) : SILENCES;
}

export const isConcluded = ({ key }: RecordedEvent): boolean => key?.epoch === ALERTS_EPOCH;

export function recordedConclusion(event: RecordedEvent): Conclusion {
  return {
    seq: event.key!.seq,
    stream: event.stream,
    event: event as unknown as Conclusion['event'],
    position: event.position,
  };
}

/** One append for each stream and cause, under the cause's position: concluded a second time, after a crash, it is a duplicate. */
function appendsOf(conclusions: readonly Conclusion[]): Map<string, Conclusion[]> {
  const groups = new Map<string, Conclusion[]>();
  for (const one of conclusions) {
    const id = groupId(one);
    const group = groups.get(id);
    if (group) group.push(one);
    else groups.set(id, [one]);
  }
  return groups;
}

export const groupId = ({ stream, seq }: Pick<Conclusion, 'stream' | 'seq'>): string => `${stream}\u0000${seq}`;

/**
 * Appends them, and notes where they came to stand. Answers those that the log has otherwise: another process, or this one before a crash,
 * concluded something else from the same cause, and that holds.
 */
export async function conclude(
  store: Pick<EventStore, 'appendAll' | 'readStream'>,
  conclusions: readonly Conclusion[],
): Promise<Map<string, Conclusion[]>> {
  const groups = [...appendsOf(conclusions)];
  const otherwise = new Map<string, Conclusion[]>();
  if (groups.length === 0) return otherwise;
  const results = await store.appendAll(groups.map(([, group]) => toAppend(group)));
  for (const [index, [id, group]] of groups.entries()) {
    const result = results[index]!;
    if (result.outcome === 'wrong-version') throw new Error('A conclusion names no version, and was refused for one.');
    const logged = result.outcome === 'stored' ? null : await readLogged(store, group[0]!, result.position);
    if (logged && !areSame(logged, group)) otherwise.set(id, logged);
    else place(group, result);
  }
  return otherwise;
}

function toAppend(group: readonly Conclusion[]): Append {
  return {
    partition: ALERTS_CONSUMER.source,
    stream: group[0]!.stream,
    key: { epoch: ALERTS_EPOCH, seq: group[0]!.seq },
    events: group.map(({ event: { type, observedAt, data } }) => ({ type, observedAt, data: data as unknown as Json })),
  };
}

function place(group: readonly Conclusion[], { position }: Extract<AppendResult, { position: number }>): void {
  for (const [index, one] of group.entries()) one.position = position - (group.length - 1 - index);
}

const MOST_IN_AN_APPEND = 1_000;

async function readLogged(
  store: Pick<EventStore, 'readStream'>,
  { stream, seq }: Conclusion,
  last: number,
): Promise<Conclusion[]> {
  const partition = ALERTS_CONSUMER.source;
  const events = await store.readStream(stream, {
    partition,
    before: last + 1,
    backwards: true,
    limit: MOST_IN_AN_APPEND,
  });
  return events
    .filter((event) => isConcluded(event) && event.key!.seq === seq)
    .reverse()
    .map(recordedConclusion);
}

function areSame(logged: readonly Conclusion[], decided: readonly Conclusion[]): boolean {
  const text = (all: readonly Conclusion[]) =>
    JSON.stringify(all.map(({ event: { type, observedAt, data } }) => [type, observedAt, sorted(data)]));
  return text(logged) === text(decided);
}

/** PostgreSQL keeps the order of keys in `json`, and drops what is undefined. */
const sorted = (data: unknown): unknown => JSON.parse(JSON.stringify(data));
