import type { Instant } from '../../../replica/replica.events.ts';
import type { Evidence } from '../../evidence.ts';

/** A new store id is the trace of a store made anew. */
export function newStoreSince({ changes: { storeId } }: Evidence, since: Instant) {
  return storeId !== null && storeId.at > since ? { at: storeId.at, position: storeId.position } : null;
}
