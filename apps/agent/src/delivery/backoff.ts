/** How long to wait before the next attempt: twice as long each time, up to a limit, half of it by chance. */
export class Backoff {
  readonly #firstMs: number;
  readonly #mostMs: number;
  readonly #pick: (below: number) => number;
  #attempts = 0;

  constructor(pick: (below: number) => number, firstMs = 1_000, mostMs = 300_000) {
    this.#pick = pick;
    this.#firstMs = firstMs;
    this.#mostMs = mostMs;
  }

  get attempts(): number {
    return this.#attempts;
  }

  /** The server may ask for more patience, never for less; chance keeps a fleet from coming back at once. */
  next(askedForMs: number | null = null): number {
    const whole = Math.min(this.#mostMs, this.#firstMs * 2 ** Math.min(this.#attempts, 30));
    this.#attempts += 1;
    const ours = whole / 2 + this.#pick(Math.max(1, Math.ceil(whole / 2)));
    return askedForMs === null ? ours : Math.max(askedForMs + this.#pick(Math.max(1, Math.ceil(askedForMs / 4))), ours);
  }

  succeeded(): void {
    this.#attempts = 0;
  }
}
