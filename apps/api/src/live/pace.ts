/**
 * Runs work when it is asked for: at once when it rested, and then with pauses twice as long as it took, so that a burst of changes
 * becomes few rounds and the feed never takes more than a third of the time. Asked while it runs, it runs once more.
 */
export class Pace {
  readonly #work: () => Promise<void>;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #restsUntil = 0;
  #stopped = false;

  constructor(work: () => Promise<void>) {
    this.#work = work;
  }

  ask(): void {
    if (this.#stopped || this.#timer) return;
    if (this.#running) {
      this.#again = true;
      return;
    }
    const restMs = this.#restsUntil - performance.now();
    if (restMs <= 1) this.#run();
    else this.#timer = setTimeout(() => this.#run(), restMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#running;
  }

  #run(): void {
    this.#timer = null;
    this.#again = false;
    const began = performance.now();
    this.#running = this.#work().finally(() => {
      const now = performance.now();
      this.#restsUntil = now + Math.min(2 * (now - began), MOST_REST_MS);
      this.#running = null;
      if (this.#again) this.ask();
    });
  }
}

const MOST_REST_MS = 250;
