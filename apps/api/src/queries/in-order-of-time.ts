/** Something that was so at a moment. */
interface Observed {
  readonly observedAt: number;
}

/**
 * Gives things that come nearly in the order of time in that order, while it holds only so many: a backlog or a clock that was set back
 * bring late what was so before. What comes later than `held` others after it is given when it comes.
 */
export class InOrderOfTime<T extends Observed> {
  readonly #held: number;
  readonly #give: (item: T) => void;
  #waiting: T[] = [];

  constructor(held: number, give: (item: T) => void) {
    this.#held = held;
    this.#give = give;
  }

  add(items: readonly T[]): void {
    this.#waiting.push(...items);
    // Half of it at once, so that it is not put in order anew for each.
    if (this.#waiting.length > 2 * this.#held) this.#release(this.#waiting.length - this.#held);
  }

  end(): void {
    this.#release(this.#waiting.length);
  }

  #release(count: number): void {
    this.#waiting.sort((a, b) => a.observedAt - b.observedAt);
    for (const item of this.#waiting.splice(0, count)) this.#give(item);
  }
}
