import type { Message } from '../message.ts';
import { andMore, fixesOf, headline, saysMore, stepLines, whenOf } from '../wording.ts';
import type { Listed } from './listed.ts';

/** The mail as plain text: all that the other part says, and no less. */
export function textPart(message: Message, { alerts, more, fixes }: Listed): string {
  const paragraphs = [headline(message), message.text, ...fixes.map(fixText), furtherFixes(message, fixes.length)];
  if (alerts.some((alert) => saysMore(alert, message))) paragraphs.push(...alerts.map(alertText));
  paragraphs.push(andMore(more), `In Lockstep: ${message.link}`, `-- \nMessage ${message.key}`);
  return `${paragraphs.filter((paragraph) => paragraph !== null && paragraph !== '').join('\n\n')}\n`;
}

export function furtherFixes(message: Message, listed: number): string | null {
  return fixesOf(message.alerts).length > listed ? 'Lockstep shows what to do for the others.' : null;
}

function fixText(fix: Listed['fixes'][number]): string {
  return [`What to do: ${fix.title}`, ...stepLines(fix)].join('\n');
}

function alertText(alert: Listed['alerts'][number]): string {
  return [`* ${alert.title}, ${whenOf(alert)}`, alert.text, alert.link]
    .filter((line) => line !== '')
    .map((line, index) => (index === 0 ? line : `  ${line}`))
    .join('\n');
}
