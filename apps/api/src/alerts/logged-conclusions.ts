import type { EventStore, RecordedEvent } from '@lockstep/event-store';
import { isConcluded, recordedConclusion, type Conclusion } from './alert-conclusions.ts';
import type { Decided } from './alert-folding.ts';
import { CONCLUDED_TYPES } from './alert-types.ts';
import { ALERTS_CONSUMER } from './alerts-consumer-id.ts';

const PAGE = 2_000;

/**
 * What was concluded, as the log has it, by what it followed from. The consumer concludes in the order of the causes, so the conclusions
 * stand in that order too, each somewhere behind its cause: two readers of the same log, one ahead of the other.
 */
export class LoggedConclusions implements Decided {
  readonly #store: Pick<EventStore, 'readLog'>;
  readonly #bySeq = new Map<number, Conclusion[]>();
  #position = 0;
  #through = 0;

  constructor(store: Pick<EventStore, 'readLog'>) {
    this.#store = store;
  }

  /** Reads all that followed from anything up to this position. */
  async readThrough(seq: number): Promise<void> {
    while (this.#through <= seq) {
      const page = await this.#page();
      for (const event of page) if (isConcluded(event)) this.#add(event);
      if (page.length < PAGE) return;
    }
  }

  /** Nothing followed from what has no conclusions: whoever folds it again decides nothing. */
  given(seq: number): readonly Conclusion[] {
    const found = this.#bySeq.get(seq) ?? [];
    this.#bySeq.delete(seq);
    return found;
  }

  instead(conclusions: Conclusion[]): Conclusion[] {
    return conclusions;
  }

  async #page(): Promise<RecordedEvent[]> {
    const partition = ALERTS_CONSUMER.source;
    const page = await this.#store.readLog({ partition, after: this.#position, limit: PAGE, types: CONCLUDED_TYPES });
    this.#position = page.at(-1)?.position ?? this.#position;
    return page;
  }

  #add(event: RecordedEvent): void {
    const { seq } = event.key!;
    this.#through = Math.max(this.#through, seq);
    const known = this.#bySeq.get(seq);
    if (known) known.push(recordedConclusion(event));
    else this.#bySeq.set(seq, [recordedConclusion(event)]);
  }
}
