import { InvalidAppendError } from './errors.ts';
import type { Append, AppendKey } from './types.ts';

/** An append that has passed the door: checked, its data already JSON, ready for a batch. */
export interface AcceptedAppend {
  readonly partition: number;
  readonly stream: string;
  readonly key: AppendKey | null;
  readonly contentHash: string | null;
  readonly expectedVersion: number | null;
  readonly events: readonly AcceptedEvent[];
  readonly bytes: number;
}

export interface AcceptedEvent {
  readonly type: string;
  readonly version: number;
  readonly observedAt: number;
  readonly json: string;
}

/** A wrong append is refused here, alone, before it can hurt its neighbours in a batch. */
export function accept(append: Append): AcceptedAppend {
  const { partition = 0, stream, key = null, contentHash = null, expectedVersion = null } = append;
  if (!isCount(partition) || partition > 0x7fff_ffff) refuse('partition must be a whole number');
  if (append.events.length === 0) refuse('an append needs at least one event');
  storable('stream', stream);
  if (key) storable('key.epoch', key.epoch);
  if (key && !isCount(key.seq)) refuse('key.seq must be a whole number');
  if (contentHash !== null) storable('contentHash', contentHash);
  if (expectedVersion !== null && !isCount(expectedVersion)) refuse('expectedVersion must be a position, or 0');

  let bytes = 0;
  const events = append.events.map(({ type, version = 1, observedAt, data }) => {
    storable('type', type);
    if (!isCount(version) || version > 0x7fff) refuse('version must be a small whole number');
    if (!Number.isSafeInteger(observedAt)) refuse('observedAt must be whole milliseconds since 1970');
    const json = JSON.stringify(data);
    if (json === undefined) refuse('data must be JSON');
    bytes += json.length;
    return { type, version, observedAt, json };
  });
  return { partition, stream, key, contentHash, expectedVersion, events, bytes };
}

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0;

/** PostgreSQL refuses NUL, UTF-8 a lone surrogate. In `data` JSON escapes both. */
function storable(what: string, text: string): void {
  if (text.length === 0 || text.length > 1024) refuse(`${what} must have 1 to 1024 characters`);
  if (text.includes('\u0000') || !text.isWellFormed()) refuse(`${what} must be text without NUL or a lone surrogate`);
}

function refuse(reason: string): never {
  throw new InvalidAppendError(`Not appended: ${reason}.`);
}
