import type { Message, MessageAlert } from '../message.ts';
import { fitting, type Excerpt } from '../fitting.ts';
import { andMore, headline, oneLine, saysMore, stepLines, whenOf } from '../wording.ts';

/** Slack's limits: of a header, of a section, and of a message as a whole, with room to spare. */
const HEADER = 150;
const SECTION = 3_000;
const WHOLE_BYTES = 12_000;

/** The body for an incoming webhook: Block Kit, and `text` for notifications and for readers aloud. */
export interface SlackBody {
  readonly text: string;
  readonly blocks: readonly Block[];
}
export type Block =
  | { readonly type: 'header'; readonly text: PlainText }
  | { readonly type: 'section'; readonly text: PlainText | Markdown }
  | { readonly type: 'context'; readonly elements: readonly PlainText[] };
interface PlainText {
  readonly type: 'plain_text';
  readonly text: string;
  readonly emoji: false;
}
interface Markdown {
  readonly type: 'mrkdwn';
  readonly text: string;
  readonly verbatim: true;
}

export function slackBody(message: Message): SlackBody {
  return fitting(message, (excerpt) => bodyOf(message, excerpt), WHOLE_BYTES);
}

function bodyOf(message: Message, { alerts, more, fixes }: Excerpt): SlackBody {
  const listed = alerts.some((alert) => saysMore(alert, message)) ? alerts : [];
  const rest = andMore(more);
  const blocks: (Block | null)[] = [
    { type: 'header', text: plain(oneLine(headline(message), HEADER)) },
    message.text === '' ? null : { type: 'section', text: plain(oneLine(message.text, SECTION)) },
    ...listed.flatMap(alertBlocks),
    rest === null ? null : { type: 'section', text: plain(rest) },
    ...fixes.map((fix): Block => ({ type: 'section', text: plain(fixText(fix)) })),
    { type: 'section', text: markdown(link(message.link, 'Open in Lockstep')) },
    { type: 'context', elements: [plain(oneLine(`Message ${message.key}`, 300))] },
  ];
  return { text: escaped(headline(message)), blocks: blocks.filter((block) => block !== null) };
}

/** Only the link is Slack's language; a text may have stars in it that mean nothing. */
function alertBlocks(alert: MessageAlert): Block[] {
  const head = `${link(alert.link, oneLine(alert.title, 200))}, ${escaped(whenOf(alert))}`;
  const section: Block = { type: 'section', text: markdown(head) };
  return alert.text === '' ? [section] : [section, { type: 'context', elements: [plain(oneLine(alert.text, 400))] }];
}

function fixText(fix: Excerpt['fixes'][number]): string {
  const lines = stepLines(fix).map((step) => oneLine(step, 300));
  const text = [`What to do: ${fix.title}`, ...lines].join('\n');
  return text.length <= SECTION
    ? text
    : `${text.slice(0, SECTION - 60).replace(/\n[^\n]*$/, '')}\nThe further steps are in Lockstep.`;
}

/** As it is, whatever stands in it; Slack reads no marks in plain text. */
function plain(text: string): PlainText {
  return { type: 'plain_text', text, emoji: false };
}

function markdown(text: string): Markdown {
  return { type: 'mrkdwn', text, verbatim: true };
}

/** An address with a bar or an angle bracket in it would end the link early. */
function link(address: string, words: string): string {
  if (!/^https?:\/\//.test(address)) return escaped(words);
  return `<${escaped(address.replaceAll('|', '%7C').replaceAll('>', '%3E').replaceAll('<', '%3C'))}|${escaped(words)}>`;
}

/** The three characters that Slack reads; without them no name can call a whole channel. */
function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
