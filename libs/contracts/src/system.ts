type Iso = string;

/** `GET /api/v1/system`: how Lockstep itself fares. Null: it could not be read, and so is not known. */
export interface SystemView {
  readonly at: Iso;
  /** Of the process that answers. */
  readonly version: string;
  readonly startedAt: Iso;
  readonly database: {
    readonly version: string;
    /** Lockstep runs it itself; else it is somebody else's, and so is its disk. */
    readonly embedded: boolean;
    /** The log and all rows made of it. */
    readonly bytes: number | null;
  } | null;
  readonly log: {
    /** The newest position: so many events have been appended. */
    readonly position: number;
    /** Appended within the minute before `at`. */
    readonly lastMinute: number;
  } | null;
  readonly consumers: readonly ConsumerView[] | null;
  /** Where the embedded database lives. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null;
  /** Messages that were given up. */
  readonly deadLetters: number | null;
}

/** A reader of the log, and how far it is behind its newest event. */
export interface ConsumerView {
  readonly name: string;
  readonly behindEvents: number;
  /** How long the oldest event that it has not handled has waited. */
  readonly behindMs: number;
  /** Events put aside because they could not be handled. */
  readonly parked: number;
}
