/** One chapter of the benchmark: `npm run bench -- store` runs it alone. */
export interface Part {
  /** Names its section in bench/results.json and its markers in docs/PERFORMANCE.md. */
  readonly name: string;
  run(context: PartContext): Promise<{ readonly results: unknown; readonly markdown: string }>;
}

export interface PartContext {
  /** The admin URL of a PostgreSQL with default durability, for all parts the same. */
  readonly serverUrl: string;
  /** A short run, to see that it works; its numbers are not written down. */
  readonly quick: boolean;
  log(line: string): void;
}
