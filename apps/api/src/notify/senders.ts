import type { ChannelKind } from '@lockstep/contracts';
import type { Channel } from './message.ts';

/** How to send by each kind of channel. An abstract class, so that it can be injected. */
export abstract class Senders {
  /** Undefined: there is no way to send by it. */
  abstract of(kind: ChannelKind): Channel | undefined;
}
