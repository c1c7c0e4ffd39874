import type { Trouble } from '@lockstep/contracts';

/** A box of the offline store: where it lies, and its name as mbsync would write it. */
export interface OfflineBox {
  readonly box: string;
  readonly directory: string;
}

export interface BoxCount {
  /** Null: it could not be read, and a trouble says why. */
  readonly items: number | null;
  readonly trouble: Trouble | null;
}
