import type { AcceptedAppend } from './accept.ts';
import type { AppendResult, Instant } from './types.ts';

/** What the log already holds of the keys and streams of a batch, read while nobody else can append. */
export interface Known {
  readonly keys: ReadonlyMap<string, { readonly position: number; readonly contentHash: string | null }>;
  /** Only of streams with an expected version. */
  readonly versions: ReadonlyMap<string, number>;
}

export interface Plan {
  /** One for each append, in their order. */
  readonly results: readonly AppendResult[];
  readonly fresh: readonly { readonly append: AcceptedAppend; readonly firstPosition: number }[];
  /** The position of the log after the plan is carried out. */
  readonly position: number;
}

/** Decides what becomes of each append of a batch, as if they came one after the other. Pure; both stores use it. */
export function planBatch(appends: readonly AcceptedAppend[], known: Known, head: number, recordedAt: Instant): Plan {
  const keys = new Map(known.keys);
  const versions = new Map(known.versions);
  const fresh: { append: AcceptedAppend; firstPosition: number }[] = [];
  let position = head;

  const results = appends.map((append): AppendResult => {
    const id = append.key && keyId(append.stream, append.key.epoch, append.key.seq);
    const earlier = id === null ? undefined : keys.get(id);
    if (earlier) {
      const conflict =
        earlier.contentHash !== null && append.contentHash !== null && earlier.contentHash !== append.contentHash;
      return { outcome: conflict ? 'conflict' : 'duplicate', position: earlier.position };
    }

    if (append.expectedVersion !== null) {
      const actual = versions.get(append.stream) ?? 0;
      if (actual !== append.expectedVersion) return { outcome: 'wrong-version', actual };
    }

    fresh.push({ append, firstPosition: position + 1 });
    position += append.events.length;
    versions.set(append.stream, position);
    if (id !== null) keys.set(id, { position, contentHash: append.contentHash });
    return { outcome: 'stored', position, recordedAt };
  });

  return { results, fresh, position };
}

/** NUL cannot be in any of the parts. */
export const keyId = (stream: string, epoch: string, seq: number) => `${stream}\0${epoch}\0${seq}`;
