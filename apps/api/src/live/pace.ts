/**
 * Runs work when it is asked for: at once when it rested, and then with pauses as long as it takes, so that a burst of changes
 * becomes few rounds and the feed never takes more than half of the time. As long as it takes of late, not as it just took:
 * else one round that waited for the disk would make the next one wait as well. Asked while it runs, it runs once more.
 */
export class Pace {
  readonly #work: () => Promise<void>;
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> | null = null;
  #again = false;
  #restsUntil = 0;
  #takesMs = 0;
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
      this.#takesMs += (now - began - this.#takesMs) / 8;
      this.#restsUntil = now + Math.min(this.#takesMs, MOST_REST_MS);
      this.#running = null;
      if (this.#again) this.ask();
    });
  }
}

const MOST_REST_MS = 250;
