import type { Append, Json, RecordedEvent } from '@lockstep/event-store';
import type { NewFixEvent } from '@lockstep/domain';
import type { ConditionChange } from './condition-changes.ts';

/** The epoch of what judgement says itself; agents' epochs are UUIDs. */
export const JUDGE_EPOCH = 'judge';

/** What followed from one fact, under that fact's position: judged a second time, after a crash, it is a duplicate. */
export function conclusionsOf(
  fact: RecordedEvent,
  conditions: readonly ConditionChange[],
  fixes: readonly NewFixEvent[],
): Append {
  return {
    partition: fact.partition,
    stream: fact.stream,
    key: { epoch: JUDGE_EPOCH, seq: fact.position },
    events: [
      ...conditions.map(({ type, at, ...data }) => ({ type, observedAt: at, data: data as unknown as Json })),
      ...fixes.map(({ type, observedAt, data }) => ({ type, observedAt, data: data as unknown as Json })),
    ],
  };
}
