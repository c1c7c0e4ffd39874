import type { Fact, Instant } from '../replica/replica.events.ts';

/**
 * The life of a fix on one replica. `fix` is the id of the diagnosis that it mends.
 * What a person says is a fact; the rest is concluded from facts, and says which.
 */
export type FixEvent =
  /** `first`: the diagnosis that led then, where that is another than the one of the catalogue's order. */
  | Fact<'FixSuggested', { readonly fix: string; readonly evidence: readonly number[]; readonly first?: string }>
  /**
   * `by`: a person, or null where the facts show it; then `evidence` names them. `causeSince`: since when its cause stood, as it was seen at
   * the try; left out where a log was written before it was asked.
   */
  | Fact<
      'FixTried',
      {
        readonly fix: string;
        readonly by: string | null;
        readonly note?: string;
        readonly causeSince?: Instant;
        readonly evidence?: readonly number[];
      }
    >
  | Fact<'FixConfirmed', { readonly fix: string; readonly triedAt: Instant; readonly evidence: readonly number[] }>
  | Fact<'FixFailed', { readonly fix: string; readonly triedAt: Instant; readonly evidence: readonly number[] }>
  | Fact<'FixRelapsed', { readonly fix: string; readonly confirmedAt: Instant; readonly evidence: readonly number[] }>
  /** It passed before anybody tried. */
  | Fact<'FixWithdrawn', { readonly fix: string }>;

/** One that the log has not numbered yet. */
export type NewFixEvent = {
  [Type in FixEvent['type']]: Pick<Extract<FixEvent, { type: Type }>, 'type' | 'data' | 'observedAt'>;
}[FixEvent['type']];

/** All of them: a stream is asked for these and no others. */
export const FIX_EVENTS = [
  'FixSuggested',
  'FixTried',
  'FixConfirmed',
  'FixFailed',
  'FixRelapsed',
  'FixWithdrawn',
] as const satisfies readonly FixEvent['type'][];
