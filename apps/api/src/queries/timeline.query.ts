import type { TimelineView } from '@lockstep/contracts';
import { summarize, type ReplicaEvent } from '@lockstep/domain';
import type { EventStore, RecordedEvent } from '@lockstep/event-store';
import { iso } from './instants.ts';
import type { AsOf } from './parameters.ts';

export interface TimelinePage extends AsOf {
  readonly before?: number | undefined;
  /** Begins with this entry. */
  readonly upTo?: number | undefined;
  readonly limit: number;
}

/** Everything that happened to a replica, as the log has it, newest first. */
export async function timeline(
  store: Pick<EventStore, 'readStream'>,
  replica: string,
  { before, upTo, limit, at, knownAt }: TimelinePage,
): Promise<TimelineView> {
  const facts = await store.readStream(replica, {
    backwards: true,
    limit: limit + 1,
    ...((before ?? upTo) !== undefined && { before: before ?? upTo! + 1 }),
    ...(at !== undefined && { observedUntil: at }),
    ...(knownAt !== undefined && { recordedUntil: knownAt }),
  });
  const items = facts.slice(0, limit).map(toEntry);
  return { items, nextCursor: facts.length > limit ? items.at(-1)!.cursor : null };
}

export function toEntry(fact: RecordedEvent): TimelineView['items'][number] {
  return {
    cursor: String(fact.position),
    type: fact.type,
    ...(isFromAgent(fact) && { epoch: fact.key!.epoch, seq: fact.key!.seq }),
    observedAt: iso(fact.observedAt),
    recordedAt: iso(fact.recordedAt),
    summary: summarize(fact as unknown as ReplicaEvent),
    data: fact.data,
  };
}

/** Agents name what they say by the UUID of their spool; what we add ourselves has a word there. */
function isFromAgent({ key }: RecordedEvent): boolean {
  return key !== null && /^[0-9a-f]{8}-/.test(key.epoch);
}
