/** All that a command takes from the world, so that a test can give it another one. */
export interface Context {
  readonly home: string;
  readonly hostName: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Standard output is a terminal. */
  readonly isTerminal: boolean;
  readonly now: () => number;
  /** A whole number below `below`. */
  readonly pick: (below: number) => number;
  readonly print: (text: string) => void;
  /** For people, on standard error. */
  readonly say: (text: string) => void;
  /** Aborted when the process is asked to stop. */
  readonly stop: AbortSignal;
}
