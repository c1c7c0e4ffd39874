import type { Report, ReportResult } from '@lockstep/contracts';

/** What became of a batch that was handed to the server. */
export type Delivery =
  | { readonly kind: 'answered'; readonly results: readonly ReportResult[] }
  /** Nothing was taken, and the same may succeed later. */
  | { readonly kind: 'later'; readonly reason: string; readonly afterMs: number | null }
  /** Nothing was taken, and the same will never be. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** This agent is not known here any more. */
  | { readonly kind: 'expelled'; readonly reason: string };

export type Deliver = (reports: readonly Report[]) => Promise<Delivery>;

export const later = (reason: string, afterMs: number | null = null): Delivery => ({ kind: 'later', reason, afterMs });
