import type { FolderStatistics, Trouble } from '@lockstep/contracts';

/** What one look at both sides found. */
export interface Observation {
  readonly observedAt: string;
  readonly folders: readonly FolderStatistics[];
  readonly troubles: readonly Trouble[];
  /** Both sides could be listed: a folder that is not here is gone, not merely unseen. */
  readonly listed: boolean;
}

/** What the agent remembers from one look to the next, and over restarts. */
export interface Memory {
  /** The offline store these memories are of; another one has its own. */
  storeId: string | null;
  /** Last completed sync by path key, ms. */
  readonly synchronizedAt: Map<string, number>;
}

export const emptyMemory = (): Memory => ({ storeId: null, synchronizedAt: new Map() });
