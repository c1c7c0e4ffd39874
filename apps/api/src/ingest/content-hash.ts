import { createHash } from 'node:crypto';
import type { Said } from '@lockstep/domain';

/**
 * Tells a report sent twice from another one under the same number. Over what was understood, so an unknown field or
 * the order of keys makes no difference; 128 bits, because it stands beside every report that was ever stored.
 */
export function contentHash({ observedAt, reported, client, profile, attempts }: Said): string {
  const said = JSON.stringify([observedAt, reported, client ?? null, profile ?? null, attempts]);
  return createHash('sha256').update(said).digest('base64url').slice(0, 22);
}
