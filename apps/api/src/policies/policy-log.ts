import { evolvePolicies, NO_POLICIES, type PolicyBook, type PolicyEvent } from '@lockstep/domain';
import type { EventStore, Json } from '@lockstep/event-store';
import { POLICIES } from '../projections/streams.ts';
import type { AsOf } from '../queries/parameters.ts';
import { ProblemError } from '../web/problem.ts';

const PAGE = 1_000;
const MOST_TRIES = 5;

export type NewPolicyEvent = Pick<PolicyEvent, 'type' | 'data'>;

/** The stream of policies as the log has it, which the rows may be a moment behind. */
export interface PolicyLog {
  readonly events: readonly PolicyEvent[];
  readonly book: PolicyBook;
}

/** By `observedAt` and by `recordedAt`, as in every question; left out: as it is. */
export async function readPolicyLog(
  store: Pick<EventStore, 'readStream'>,
  { at, knownAt }: AsOf = {},
): Promise<PolicyLog> {
  const events: PolicyEvent[] = [];
  for (;;) {
    const page = await store.readStream(POLICIES, {
      after: events.at(-1)?.position ?? 0,
      limit: PAGE,
      ...(at !== undefined && { observedUntil: at }),
      ...(knownAt !== undefined && { recordedUntil: knownAt }),
    });
    events.push(...(page as unknown as PolicyEvent[]));
    if (page.length < PAGE) return { events, book: events.reduce(evolvePolicies, NO_POLICIES) };
  }
}

/**
 * Appends what `decide` makes of the policies as they are. If somebody was faster it is asked again, with what they decided: so of two
 * who contradict each other the second is refused, and two who do not both have their way. Answers the event as it was stored.
 */
export async function changePolicies<Event extends NewPolicyEvent>(
  store: Pick<EventStore, 'readStream' | 'append'>,
  now: () => number,
  decide: (book: PolicyBook) => Event,
): Promise<{ event: Event; log: PolicyLog }> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const { events, book } = await readPolicyLog(store);
    const event = decide(book);
    const observedAt = now();
    const result = await store.append({
      stream: POLICIES,
      expectedVersion: events.at(-1)?.position ?? 0,
      events: [{ type: event.type, observedAt, data: event.data as unknown as Json }],
    });
    if (result.outcome !== 'stored') continue;
    const { position, recordedAt } = result;
    const stored = { ...event, observedAt, recordedAt, position } as unknown as PolicyEvent;
    return { event, log: { events: [...events, stored], book: evolvePolicies(book, stored) } };
  }
  throw new ProblemError(409, { detail: 'The policies are being changed by others; try again.' });
}
