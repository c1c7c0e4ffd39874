import { accept, type AcceptedAppend } from '../accept.ts';
import { StoreClosedError } from '../errors.ts';
import type { ConsumableStore, ReadStreamOptions } from '../event-store.ts';
import { keyId, planBatch } from '../plan.ts';
import type { Append, AppendKey, AppendResult, Instant, RecordedEvent } from '../types.ts';
import { asIs, type Upcast } from '../upcast.ts';
import { memoryConsumers } from './memory-consumers.ts';

export interface MemoryStoreOptions {
  readonly clock?: () => Instant;
  readonly upcast?: Upcast;
}

interface Log {
  readonly events: RecordedEvent[];
  readonly streams: Map<string, RecordedEvent[]>;
  readonly keys: Map<string, { position: number; contentHash: string | null }>;
  readonly keysOfStream: Map<string, (AppendKey & { position: number })[]>;
}

/** The whole contract without a database: for tests, and to read what the contract is. */
export function createMemoryStore({ clock = Date.now, upcast = asIs }: MemoryStoreOptions = {}): ConsumableStore<null> {
  const logs = new Map<number, Log>();
  const wakes = new Set<{ partition: number; wake: () => void }>();
  let closed = false;

  const log = (partition = 0): Log => {
    let found = logs.get(partition);
    if (!found)
      logs.set(partition, (found = { events: [], streams: new Map(), keys: new Map(), keysOfStream: new Map() }));
    return found;
  };

  function write(append: AcceptedAppend): AppendResult {
    const target = log(append.partition);
    const before = target.events.at(-1)?.recordedAt ?? -Infinity;
    const recordedAt = Math.max(before, clock());
    const versions = new Map([[append.stream, target.streams.get(append.stream)?.at(-1)?.position ?? 0]]);
    const plan = planBatch([append], { keys: target.keys, versions }, target.events.length, recordedAt);
    for (const { firstPosition } of plan.fresh) record(target, append, firstPosition, recordedAt);
    return plan.results[0]!;
  }

  function record(target: Log, append: AcceptedAppend, firstPosition: number, recordedAt: Instant): void {
    const { partition, stream, key, contentHash } = append;
    const ofStream = target.streams.get(stream) ?? [];
    target.streams.set(stream, ofStream);
    append.events.forEach(({ type, version, observedAt, json }, index) => {
      const position = firstPosition + index;
      const event = { partition, position, stream, type, version, observedAt, recordedAt, key, data: JSON.parse(json) };
      target.events.push(event);
      ofStream.push(event);
    });
    if (!key) return;
    const position = target.events.length;
    target.keys.set(keyId(stream, key.epoch, key.seq), { position, contentHash });
    const keys = target.keysOfStream.get(stream) ?? [];
    target.keysOfStream.set(stream, [...keys, { ...key, position }]);
  }

  async function appendAll(appends: readonly Append[]): Promise<AppendResult[]> {
    if (closed) throw new StoreClosedError();
    const accepted = appends.map(accept);
    const results = accepted.map(write);
    const touched = new Set(accepted.map(({ partition }) => partition));
    for (const { partition, wake } of wakes) if (touched.has(partition)) wake();
    return results;
  }

  // What is handed out can be changed by its reader without changing the log.
  const readable = (event: RecordedEvent) => upcast(structuredClone(event));

  return {
    appendAll,
    append: async (append) => (await appendAll([append]))[0]!,

    async readStream(stream, options: ReadStreamOptions = {}) {
      const { partition = 0, after = 0, before = Infinity, limit = Infinity, backwards = false, types } = options;
      const { observedUntil = Infinity, recordedUntil = Infinity } = options;
      const matching = (log(partition).streams.get(stream) ?? []).filter(
        (event) =>
          event.position > after &&
          event.position < before &&
          event.observedAt <= observedUntil &&
          event.recordedAt <= recordedUntil &&
          (!types || types.includes(event.type)),
      );
      if (backwards) matching.reverse();
      return matching.slice(0, limit).map(readable);
    },

    async readLog({ partition, after, limit, upTo = Infinity, types }) {
      const { events } = log(partition);
      const wanted = types
        ? events.slice(after, upTo).filter(({ type }) => types.includes(type))
        : events.slice(after, Math.min(upTo, after + limit));
      return wanted.slice(0, limit).map(readable);
    },

    async changedStreams({ partition, after, upTo, limit }) {
      const streams = new Set(
        log(partition)
          .events.slice(after, upTo)
          .map(({ stream }) => stream),
      );
      return [...streams].slice(0, limit);
    },

    async head(partition) {
      const newest = log(partition).events.at(-1);
      return { position: newest?.position ?? 0, recordedAt: newest?.recordedAt ?? null };
    },

    async latestKey(stream, { partition, exceptEpochs = [] } = {}) {
      const keys = log(partition).keysOfStream.get(stream) ?? [];
      const newest = new Map<string, { first: AppendKey & { position: number }; last: number }>();
      for (const key of keys) {
        if (exceptEpochs.includes(key.epoch)) continue;
        const epoch = newest.get(key.epoch);
        if (!epoch) newest.set(key.epoch, { first: key, last: key.seq });
        else
          newest.set(key.epoch, {
            first: key.seq < epoch.first.seq ? key : epoch.first,
            last: Math.max(epoch.last, key.seq),
          });
      }
      const [latest] = [...newest.values()].sort((a, b) => b.first.position - a.first.position);
      return latest ? { epoch: latest.first.epoch, seq: latest.last } : null;
    },

    queued: () => ({ appends: 0, bytes: 0 }),

    async close() {
      closed = true;
    },

    onHint(partition, wake) {
      const entry = { partition, wake };
      wakes.add(entry);
      return () => wakes.delete(entry);
    },

    consumers: memoryConsumers(),
  };
}
