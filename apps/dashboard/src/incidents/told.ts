import type { AlertDetail, AlertMessage } from '@lockstep/contracts';

/** What one channel said of an alert in its present life. Instants in milliseconds. */
export interface ToldBy {
  readonly channel: string;
  readonly name: string;
  readonly via: AlertMessage['via'];
  /** When its first message arrived; null: none did. */
  readonly toldAt: number | null;
  /** Messages that arrived. */
  readonly times: number;
  /** What became of the newest, where it has not arrived. */
  readonly problem: 'waiting' | 'dead' | 'dropped' | null;
  readonly problemAt: number;
}

/** Each channel once, in the order in which they were first used. */
export function toldBy(alert: Pick<AlertDetail, 'messages' | 'firedAt' | 'regressedAt'>): ToldBy[] {
  // A life before it was told of as well, and says nothing of this one.
  const began = Date.parse(alert.regressedAt ?? alert.firedAt ?? '') || 0;
  const channels = new Map<string, AlertMessage[]>();
  for (const message of [...alert.messages].reverse()) {
    if (Date.parse(message.at) < began) continue;
    channels.set(message.channel, [...(channels.get(message.channel) ?? []), message]);
  }
  return [...channels].map(([channel, messages]) => {
    const sent = messages.filter(({ state }) => state === 'sent');
    const newest = messages.at(-1)!;
    return {
      channel,
      name: newest.channelName ?? 'a channel that was removed',
      via: newest.via,
      toldAt: sent[0] ? Date.parse(sent[0].endedAt ?? sent[0].at) : null,
      times: sent.length,
      problem: newest.state === 'sent' ? null : newest.state,
      problemAt: Date.parse(newest.endedAt ?? newest.at),
    };
  });
}
