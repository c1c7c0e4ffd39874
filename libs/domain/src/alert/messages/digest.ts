import type { DigestInput } from '@lockstep/contracts';
import type { Instant } from '../../replica/replica.events.ts';
import type { AlertState, AlertsState } from '../alert.state.ts';

/** The digest that is due, of which stretch of time; null: none is. `last`: when the newest was made; null: never. */
export function digestDue(
  _settings: DigestInput,
  _last: Instant | null,
  _now: Instant,
): { readonly from: Instant; readonly to: Instant } | null {
  return null;
}

/** When the next one falls due; null: never. */
export function nextDigest(_settings: DigestInput, _after: Instant): Instant | null {
  return null;
}

/** What was, in plain data: a page or a mail says it in words. */
export interface Digest {
  readonly from: Instant;
  readonly to: Instant;
  readonly fired: number;
  readonly resolved: number;
  /** Open at its end, the worst and oldest first; at most 20, and how many more. */
  readonly open: readonly AlertState[];
  readonly more: number;
  readonly critical: number;
  readonly notTaken: number;
  readonly flapping: number;
  readonly suppressed: number;
  /** By rule, of those that fired. */
  readonly byRule: readonly { readonly rule: string; readonly fired: number }[];
}

export function digestOf(_state: AlertsState, _from: Instant, _to: Instant): Digest {
  throw new Error('not there yet');
}
