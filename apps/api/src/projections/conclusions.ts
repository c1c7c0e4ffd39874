import type { Append, Json, RecordedEvent } from '@lockstep/event-store';
import type { ConditionChange } from './condition-changes.ts';

/** The epoch of what judgement says itself; agents' epochs are UUIDs. */
export const JUDGE_EPOCH = 'judge';

/** What followed from one fact, under that fact's position: judged a second time, after a crash, it is a duplicate. */
export function conclusionsOf(fact: RecordedEvent, changes: readonly ConditionChange[]): Append {
  return {
    partition: fact.partition,
    stream: fact.stream,
    key: { epoch: JUDGE_EPOCH, seq: fact.position },
    events: changes.map((change) => {
      const { type, at, ...data } = change;
      return { type, observedAt: at, data: data as unknown as Json };
    }),
  };
}
