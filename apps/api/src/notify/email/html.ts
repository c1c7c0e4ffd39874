import type { Message } from '../message.ts';
import { andMore, oneLine, saysMore, tagOf, whenOf } from '../wording.ts';
import type { Listed } from './listed.ts';
import { furtherFixes } from './text.ts';

/**
 * The mail as a page: plain inline styles, no images, nothing to fetch. No background and no colour of text but one, so a client
 * that shows mail on black may; that one is read on black as well as on white.
 */
export function htmlPart(message: Message, { alerts, more, fixes }: Listed): string {
  const list = alerts.some((alert) => saysMore(alert, message)) ? alerts.map(alertHtml) : [];
  const body = [
    `<p style="margin:0;font-weight:bold;color:${colourOf(message)}">${escaped(tagOf(message))}</p>`,
    `<h1 style="margin:4px 0 12px;font-size:20px;line-height:1.3">${escaped(oneLine(message.title, 200))}</h1>`,
    paragraph(message.text),
    ...fixes.map(fixHtml),
    paragraph(furtherFixes(message, fixes.length)),
    list.length > 0 ? `<ul style="margin:16px 0;padding-left:20px">${list.join('\n')}</ul>` : '',
    paragraph(andMore(more)),
    `<p style="margin:16px 0">${link(message.link, 'Open in Lockstep')}</p>`,
    `<p style="margin:24px 0 0;font-size:12px;opacity:0.7">Message ${escaped(message.key)}</p>`,
  ];
  return page(message, body.filter((part) => part !== '').join('\n'));
}

export const COLOURS = { critical: '#e0383b', warning: '#b8720a', calm: '#2e8b57' } as const;

function colourOf({ kind, severity }: Message): string {
  return kind === 'resolved' || severity === null ? COLOURS.calm : COLOURS[severity];
}

function page({ title }: Message, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>${escaped(oneLine(title, 200))}</title>
</head>
<body style="margin:0;padding:16px;font-family:-apple-system,'Segoe UI',Roboto,Arial,sans-serif;font-size:15px;line-height:1.5">
<div style="max-width:640px">
${body}
</div>
</body>
</html>
`;
}

function fixHtml({ title, guard, steps }: Listed['fixes'][number]): string {
  const items = steps.map((step) => `<li style="margin:4px 0">${escaped(step)}</li>`).join('\n');
  const heading = `<h2 style="margin:16px 0 4px;font-size:16px">What to do: ${escaped(title)}</h2>`;
  const first = guard === null ? '' : `<p style="margin:4px 0">${escaped(guard)}</p>\n`;
  return `${heading}\n${first}<ol style="margin:0;padding-left:24px">\n${items}\n</ol>`;
}

function alertHtml(alert: Listed['alerts'][number]): string {
  const more = alert.text === '' ? '' : `<br>${escaped(alert.text)}`;
  return `<li style="margin:8px 0">${link(alert.link, alert.title)}, ${escaped(whenOf(alert))}${more}</li>`;
}

function link(address: string, words: string): string {
  return /^https?:\/\//.test(address) ? `<a href="${escaped(address)}">${escaped(words)}</a>` : escaped(words);
}

function paragraph(text: string | null): string {
  return text === null || text === '' ? '' : `<p style="margin:12px 0">${escaped(text)}</p>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
