import type { Trouble } from '@lockstep/contracts';

/** A folder as the server tells of it. */
export interface ServerFolder {
  /** The name to open it by. */
  readonly path: string;
  /** Segments as they came over the wire, not decoded: mbsync names its boxes so. */
  readonly rawPath: readonly string[];
  readonly items: number | null;
  readonly uidValidity: number | null;
  readonly uidNext: number | null;
  readonly trouble: Trouble | null;
}

export interface ServerMailbox {
  /** Null: the mailbox could not be listed, and what it holds is unknown. */
  readonly folders: readonly ServerFolder[] | null;
  /** The personal namespace, such as `INBOX.`, as segments' text on the wire. */
  readonly namespace: string;
  readonly delimiter: string;
  readonly troubles: readonly Trouble[];
}

/** Asks for more while the connection is open: UIDs up to a highest one. */
export interface UidReader {
  uidsUpTo(folder: ServerFolder, highest: number): Promise<readonly number[]>;
}
