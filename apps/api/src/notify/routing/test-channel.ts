import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ChannelTest } from '@lockstep/contracts';
import type { ChannelEntry } from '@lockstep/domain';
import { baseUrlOf, Config } from '../../config/config.ts';
import { Senders } from '../senders.ts';
import { attempt } from '../delivery/attempt.ts';
import type { Message } from '../message.ts';
import { ChannelSecrets } from '../secrets/channel-secrets.ts';

/** Sends a message that nothing happened, and says what came of it: that the other side refuses is an answer, and no error. */
@Injectable()
export class TestChannel {
  constructor(
    @Inject(Senders) private readonly senders: Senders,
    @Inject(Config) private readonly config: Config,
    @Inject(ChannelSecrets) private readonly secrets: ChannelSecrets,
  ) {}

  async send(channel: ChannelEntry, user: string): Promise<ChannelTest> {
    const began = performance.now();
    const now = Date.now();
    const said = (ok: boolean, answer: string) => ({ ok, ms: Math.round(performance.now() - began), answer });
    try {
      const secrets = await this.secrets.of(channel);
      const message = testMessage(channel, { user, link: `${baseUrlOf(this.config)}/`, now });
      const options = { channelOf: (kind: ChannelEntry['settings']['kind']) => this.senders.of(kind), now };
      const { ok, answer } = await attempt(message, channel, secrets, options);
      return said(ok, answer);
    } catch (error) {
      // A secret that cannot be read is for the one who set it up to mend.
      if ((error as { permanent?: unknown }).permanent === true) return said(false, (error as Error).message);
      throw error;
    }
  }
}

function testMessage(
  { name }: ChannelEntry,
  { user, link, now }: { user: string; link: string; now: number },
): Message {
  return {
    key: `test-${randomUUID()}`,
    kind: 'test',
    title: 'A test of Lockstep',
    text: `${user} asked whether the channel ${name} works. Nothing is wrong.`,
    group: { key: 'test', labels: {} },
    severity: null,
    alerts: [],
    more: 0,
    at: now,
    link,
  };
}
