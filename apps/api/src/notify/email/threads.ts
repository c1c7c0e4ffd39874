import { createHash } from 'node:crypto';
import type { Message } from '../message.ts';

/**
 * Ids of a mail. Each attempt at a message has the same `messageId`, so many mailboxes drop the second copy by themselves. Messages
 * of one group refer to the same mail, which was never sent: that is enough for a mail program to show them as one conversation.
 */
export function threadOf(message: Message, from: string): { messageId: string; references: string[] } {
  const domain = from.slice(from.lastIndexOf('@') + 1);
  const idOf = (what: string, text: string) => `<${what}.${shortHash(text)}@${domain}>`;
  const isAlone = message.kind === 'digest' || message.kind === 'test';
  return {
    messageId: idOf('message', message.key),
    references: isAlone ? [] : [idOf('group', message.group.key)],
  };
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
