import type { ChannelKind } from '@lockstep/contracts';
import type { Channels } from './channels.ts';
import type { Channel } from './message.ts';

/** How to send by each kind of channel. An abstract class, so that it can be injected. */
export abstract class Senders {
  /** Undefined: there is no way to send by it. */
  abstract of(kind: ChannelKind): Channel | undefined;
}

/** Whoever sends hands settings over together with the kind that they are of, which no type can say here. */
export const sendersOf = (all: Channels): Senders => ({ of: (kind) => all[kind] as unknown as Channel });
