import type { Append, AppendKey, AppendResult, Instant, RecordedEvent } from './types.ts';

/** The log: append to it, read it. One interface, two stores (PostgreSQL, in memory), one contract test. */
export interface EventStore {
  /** Stored (durably, in PostgreSQL) when it resolves. Written together with everybody else's of the same few milliseconds. */
  append(append: Append): Promise<AppendResult>;

  /** Independent of each other (each stands or falls alone), written in this order. */
  appendAll(appends: readonly Append[]): Promise<AppendResult[]>;

  /** One stream's events in order of position. */
  readStream(stream: string, options?: ReadStreamOptions): Promise<RecordedEvent[]>;

  /** A page of the log: everything after a position, in order, without gaps. */
  readLog(options: ReadLogOptions): Promise<RecordedEvent[]>;

  /** The distinct streams with events in `(after, upTo]`; at most `limit` of them. */
  changedStreams(options: { partition?: number; after: number; upTo: number; limit: number }): Promise<string[]>;

  /** The newest event; position 0 and null while there is none. */
  head(partition?: number): Promise<{ position: number; recordedAt: Instant | null }>;

  /** The newest key of the epoch that was seen first latest, so that a writer knows where it left off. */
  latestKey(
    stream: string,
    options?: { partition?: number; exceptEpochs?: readonly string[] },
  ): Promise<AppendKey | null>;

  /** What has been accepted and is not yet committed: the number to press back on. */
  queued(): { appends: number; bytes: number };

  /** Refuses new appends, commits the accepted ones, closes its connections. */
  close(): Promise<void>;
}

export interface ReadLogOptions {
  readonly partition?: number;
  readonly after: number;
  /** Of the events that are answered, whatever lies between them. */
  readonly limit: number;
  /** Nothing beyond this position. */
  readonly upTo?: number;
  /** Only these types, by the names under which they are stored: an upcaster may know them by others. Left out: all. */
  readonly types?: readonly string[];
}

export interface ReadStreamOptions {
  readonly partition?: number;
  /** Only events after this position. */
  readonly after?: number;
  /** Only events before this position. */
  readonly before?: number;
  readonly limit?: number;
  /** Newest first. */
  readonly backwards?: boolean;
  /** What was so by then. */
  readonly observedUntil?: Instant;
  /** What was known by then. */
  readonly recordedUntil?: Instant;
  readonly types?: readonly string[];
}

/** What a consumer needs of a store, beside reading it. `Tx`: what its handler writes its rows with. */
export interface ConsumableStore<Tx> extends EventStore {
  readonly consumers: ConsumerStorage<Tx>;
  /** Calls back when the partition may have grown. A hint: it may come late, twice, or not at all. Returns how to stop. */
  onHint(partition: number, wake: () => void): () => void;
}

/** A reader of the log: `name` reads the log partition `source`, and keeps its rows (and its checkpoint) in `partition`. */
export interface ConsumerId {
  readonly partition: number;
  readonly consumer: string;
  readonly source: number;
}

export interface ConsumerStorage<Tx> {
  /** Where the consumer stands; a new one begins at 0. `beside`: it is a later generation that nobody reads yet. */
  checkpoint(id: ConsumerId, beside: boolean): Promise<Checkpoint>;
  transaction<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Moves the checkpoint if it still stands at `from`; false: somebody else moved it, so this transaction must not commit. */
  advance(tx: Tx, id: ConsumerId, from: number, to: number): Promise<boolean>;
  /** Takes or renews the lease; false while another holder's has not run out. */
  lease(id: ConsumerId, holder: string, now: Instant, until: Instant): Promise<boolean>;
  release(id: ConsumerId, holder: string): Promise<void>;
  park(tx: Tx, id: ConsumerId, event: RecordedEvent, reason: string, at: Instant): Promise<void>;
  parked(id: ConsumerId): Promise<ParkedEvent[]>;
  /** False: it was not parked (any more). */
  unpark(tx: Tx, id: ConsumerId, position: number): Promise<boolean>;
}

export interface Checkpoint {
  readonly position: number;
  /** The timeline that the checkpoint was made on, and the one the log has now: they differ after a restore. */
  readonly timeline: string;
  readonly logTimeline: string;
  /** A later generation has taken its place. */
  readonly retired: boolean;
  /** Events up to here have been dropped by retention. */
  readonly floor: number;
}

/** An event that a handler could not take, put aside so that the rest goes on. */
export interface ParkedEvent {
  readonly position: number;
  readonly stream: string;
  readonly type: string;
  readonly reason: string;
  readonly parkedAt: Instant;
}
