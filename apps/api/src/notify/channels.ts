import type { ChannelKind } from '@lockstep/contracts';
import { alertmanager } from './alertmanager/alertmanager.ts';
import { browserChannel, type BrowserNotice } from './browser/browser.ts';
import { emailChannel, type EmailOptions } from './email/email.ts';
import type { Channel } from './message.ts';
import { slack } from './slack/slack.ts';
import { teams } from './teams/teams.ts';
import { webhook } from './webhook/webhook.ts';

export { resendEveryMs } from './alertmanager/alertmanager.ts';

/** One channel of each kind. Who sends by them races each attempt against its signal, and never lets one throw. */
export type Channels = { readonly [Kind in ChannelKind]: Channel<Kind> };

export interface ChannelsOptions {
  /** Emits to the live socket. */
  readonly say: (notice: BrowserNotice) => void;
  readonly email?: EmailOptions;
}

export function channels({ say, email = {} }: ChannelsOptions): Channels {
  return { email: emailChannel(email), webhook, slack, teams, alertmanager, browser: browserChannel(say) };
}
