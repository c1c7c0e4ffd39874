/** Sleeps until rung. Ringing before the sleep counts: no hint between a look and the sleep is lost. */
export class Alarm {
  #rung = false;
  #silenced = false;
  #wake: (() => void) | null = null;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** From now on nobody sleeps. */
  silence(): void {
    this.#silenced = true;
    this.#wake?.();
  }

  async wait(ms: number): Promise<void> {
    if (!this.#rung) await this.pause(ms, true);
    this.#rung = false;
  }

  /** Sleeps through the ringing, but not through the end. */
  pause(ms: number, wakeable = false): Promise<void> {
    if (this.#silenced) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        this.#wake = null;
        resolve();
      };
      const timer = setTimeout(done, ms);
      this.#wake = () => {
        if (wakeable || this.#silenced) done();
      };
    });
  }
}
