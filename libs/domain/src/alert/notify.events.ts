import type { ChannelSecrets, ChannelSettings, DigestInput, RouteInput } from '@lockstep/contracts';
import type { Fact } from '../replica/replica.events.ts';

/** Stream `routes`: which alerts are told to whom, by which channel. Each version states everything, but no secret. */
export type NotifyEvent =
  | Fact<'ChannelConfigured', ChannelConfigured>
  | Fact<'ChannelRemoved', { readonly id: string; readonly by: string }>
  | Fact<'RouteConfigured', RouteConfigured>
  | Fact<'RouteRemoved', { readonly id: string; readonly by: string }>
  /** All routes by id, in the order in which they are tried. */
  | Fact<'RoutesOrdered', { readonly order: readonly string[]; readonly by: string }>
  | Fact<'DigestConfigured', DigestConfigured>;

export interface ChannelConfigured {
  readonly id: string;
  readonly name: string;
  readonly settings: ChannelSettings;
  /** Where each secret is kept, by its name: an id in the table `channel_secret`, never the secret. */
  readonly secrets: Readonly<Partial<Record<keyof ChannelSecrets, string>>>;
  readonly enabled: boolean;
  readonly allowPrivate: boolean;
  /** From 1, one more with each change. */
  readonly version: number;
  readonly by: string;
}

export interface RouteConfigured extends Readonly<RouteInput> {
  readonly id: string;
  /** From 1, one more with each change. A new route comes last. */
  readonly version: number;
  readonly by: string;
}

export interface DigestConfigured extends Readonly<DigestInput> {
  readonly version: number;
  readonly by: string;
}
