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

  /** Was it rung, or is the time over? */
  async wait(ms: number): Promise<boolean> {
    if (!this.#rung) await this.pause(ms, true);
    const rung = this.#rung;
    this.#rung = false;
    return rung;
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
