import type { Severity } from '@lockstep/contracts';
import type { Fact } from '../replica/replica.events.ts';

/**
 * Stream `ills`: what ails Lockstep itself, and that it is over. Apart from the stream `alerts`, where it would lie between millions of
 * moments of the clock and could not be found again after a restart. An ill that is found again while it stands has grown worse.
 */
export type IllEvent =
  | Fact<
      'IllFound',
      { readonly ill: string; readonly title: string; readonly text: string; readonly severity: Severity }
    >
  | Fact<'IllCured', { readonly ill: string }>;
