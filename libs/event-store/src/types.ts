/** Milliseconds since 1970 in UTC. */
export type Instant = number;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };

/** A fact to be written. Every fact carries the time when it was so; the store adds when it learned it. */
export interface NewEvent {
  readonly type: string;
  /** Version of the shape of `data`; 1 when left out. Upcasters lift old shapes when they are read. */
  readonly version?: number;
  readonly observedAt: Instant;
  readonly data: Json;
}

/** A fact as the log holds it. Positions are per partition, begin at 1, and have no gaps. */
export interface RecordedEvent {
  readonly partition: number;
  readonly position: number;
  readonly stream: string;
  readonly type: string;
  readonly version: number;
  readonly observedAt: Instant;
  readonly recordedAt: Instant;
  /** The idempotency key of the append that brought it, if it had one. */
  readonly key: AppendKey | null;
  readonly data: Json;
}

/** Names an append within its stream: the same key is stored once. */
export interface AppendKey {
  readonly epoch: string;
  readonly seq: number;
}

/** Events that are stored together, or not at all. */
export interface Append {
  /** The log partition of the stream, chosen once for each stream; 0 when left out. */
  readonly partition?: number;
  readonly stream: string;
  readonly events: readonly NewEvent[];
  readonly key?: AppendKey;
  /** Told apart with the key: the same key with another hash is a conflict. A digest of what was said, not of `events`. */
  readonly contentHash?: string;
  /** The version of a stream is the position of its newest event, 0 while it has none. Left out: not checked. */
  readonly expectedVersion?: number;
}

export type AppendResult =
  /** `position`: of the append's last event. */
  | { readonly outcome: 'stored'; readonly position: number; readonly recordedAt: Instant }
  /** The same key and hash are there already; `position`: of the last event stored then. */
  | { readonly outcome: 'duplicate'; readonly position: number }
  /** The key is there with another hash; nothing was written. */
  | { readonly outcome: 'conflict'; readonly position: number }
  | { readonly outcome: 'wrong-version'; readonly actual: number };
