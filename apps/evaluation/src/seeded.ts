/** Random numbers that are the same on each run (mulberry32). */
export interface Seeded {
  /** 0 to 1. */
  next(): number;
  /** A whole number from 0 to below `bound`. */
  below(bound: number): number;
  /** A whole number from `least` to `most`. */
  between(least: number, most: number): number;
  chance(share: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** How often something happens that happens `mean` times on average. */
  often(mean: number): number;
}

export function seeded(name: string): Seeded {
  let state = hash(name);
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (bound: number) => Math.floor(next() * bound);
  return {
    next,
    below,
    between: (least, most) => least + below(most - least + 1),
    chance: (share) => next() < share,
    pick: (from) => from[below(from.length)]!,
    often: (mean) => {
      if (mean <= 0) return 0;
      // Past this, the spread matters less than the time that counting one by one would take.
      if (mean > 30) return Math.max(0, Math.round(mean + (next() + next() + next() - 1.5) * 2 * Math.sqrt(mean)));
      const limit = Math.exp(-mean);
      let count = 0;
      for (let left = next(); left > limit; left *= next()) count += 1;
      return count;
    },
  };
}

/** FNV-1a: each story has randomness of its own, by its name. */
function hash(name: string): number {
  let value = 0x811c9dc5;
  for (const unit of name) value = Math.imul(value ^ unit.codePointAt(0)!, 0x01000193);
  return value >>> 0;
}
