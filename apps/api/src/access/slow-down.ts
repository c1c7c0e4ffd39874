export interface SlowDownPolicy {
  /** So many mistakes are free. */
  readonly free: number;
  /** The wait after the first one that is not; it doubles with each. */
  readonly firstWaitMs: number;
  readonly longestWaitMs: number;
  /** Forgotten after so long without a mistake. */
  readonly forgetAfterMs: number;
}

/** Slows whoever keeps guessing. In memory and per process: a restart forgives. */
export class SlowDown {
  private readonly mistakes = new Map<string, { count: number; last: number; until: number }>();
  private readonly policy: SlowDownPolicy;
  private readonly clock: () => number;

  constructor(policy: SlowDownPolicy, clock: () => number = Date.now) {
    this.policy = policy;
    this.clock = clock;
  }

  /** How long this one has to wait yet; 0: it may try. */
  waitMs(who: string): number {
    return Math.max(0, (this.mistakes.get(who)?.until ?? 0) - this.clock());
  }

  mistake(who: string): void {
    const now = this.clock();
    const { free, firstWaitMs, longestWaitMs, forgetAfterMs } = this.policy;
    const before = this.mistakes.get(who);
    const count = before && now - before.last < forgetAfterMs ? before.count + 1 : 1;
    const wait = count < free ? 0 : Math.min(longestWaitMs, firstWaitMs * 2 ** (count - free));
    // Moved to the end, so that the map stays in order of time.
    this.mistakes.delete(who);
    this.mistakes.set(who, { count, last: now, until: now + wait });
    this.forgetOld(now);
  }

  forgive(who: string): void {
    this.mistakes.delete(who);
  }

  private forgetOld(now: number): void {
    for (const [who, { last }] of this.mistakes) {
      if (now - last < this.policy.forgetAfterMs && this.mistakes.size <= MOST) return;
      this.mistakes.delete(who);
    }
  }
}

// Somebody with many addresses must not fill the memory.
const MOST = 10_000;
