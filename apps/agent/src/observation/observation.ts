import type { FolderStatistics, Trouble } from '@lockstep/contracts';
import type { Proof } from '../attempts/inferred.ts';
import type { Keeping, LastRun } from '../attempts/attempts.ts';

/** What one look at both sides found. */
export interface Observation {
  readonly observedAt: string;
  readonly folders: readonly FolderStatistics[];
  readonly troubles: readonly Trouble[];
  /** Both sides could be listed: a folder that is not here is gone, not merely unseen. */
  readonly listed: boolean;
  /** What mbsync keeps, for reading what its runs were for. */
  readonly keeping: Keeping;
}

/** What the agent remembers from one look to the next, and over restarts. */
export interface Memory {
  /** The offline store these memories are of; another one has its own. */
  storeId: string | null;
  /** Last completed sync by path key, ms. */
  readonly synchronizedAt: Map<string, number>;
  /** What the newest known run complained of. */
  lastRun: LastRun | null;
  /** Completed syncs that no attempt has told of, for their run may still go on. */
  proofs: readonly Proof[];
}

export const emptyMemory = (): Memory => ({ storeId: null, synchronizedAt: new Map(), lastRun: null, proofs: [] });

export const NOTHING_KEPT: Keeping = { kept: [], groups: new Map() };
