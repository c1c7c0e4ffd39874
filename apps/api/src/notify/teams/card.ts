import type { Severity } from '@lockstep/contracts';
import type { Message, MessageAlert } from '../message.ts';
import { fitting, type Excerpt } from '../fitting.ts';
import { andMore, headline, oneLine, saysMore, stepLines, whenOf } from '../wording.ts';

/** Teams takes 28 KB with everything around it. */
const WHOLE_BYTES = 24_000;

/** What a Teams workflow takes that begins with *When a Teams webhook request is received*. */
export interface TeamsBody {
  readonly type: 'message';
  readonly attachments: readonly [
    {
      readonly contentType: 'application/vnd.microsoft.card.adaptive';
      readonly contentUrl: null;
      readonly content: Card;
    },
  ];
}
interface Card {
  readonly $schema: string;
  readonly type: 'AdaptiveCard';
  readonly version: '1.4';
  readonly msteams: { readonly width: 'Full' };
  readonly body: readonly Line[];
  readonly actions: readonly { readonly type: 'Action.OpenUrl'; readonly title: string; readonly url: string }[];
}
/** Text runs and not text blocks: a text block reads marks, and names have stars and underscores in them. */
interface Line {
  readonly type: 'RichTextBlock';
  readonly separator?: true;
  readonly inlines: readonly Run[];
}
interface Run {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Bolder';
  readonly size?: 'Medium' | 'Small';
  readonly color?: 'Attention' | 'Warning' | 'Good' | 'Default';
  readonly isSubtle?: true;
}

export function teamsBody(message: Message): TeamsBody {
  return fitting(message, (excerpt) => bodyOf(message, excerpt), WHOLE_BYTES);
}

function bodyOf(message: Message, excerpt: Excerpt): TeamsBody {
  const content: Card = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    msteams: { width: 'Full' },
    body: linesOf(message, excerpt),
    actions: /^https?:\/\//.test(message.link)
      ? [{ type: 'Action.OpenUrl', title: 'Open in Lockstep', url: message.link }]
      : [],
  };
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return { type: 'message', attachments: [{ contentType, contentUrl: null, content }] };
}

function linesOf(message: Message, { alerts, more, fixes }: Excerpt): Line[] {
  const color = message.kind === 'resolved' ? 'Good' : COLOURS[message.severity ?? 'none'];
  const listed = alerts.some((alert) => saysMore(alert, message)) ? alerts : [];
  const rest = andMore(more);
  return [
    line({ text: oneLine(headline(message), 250), weight: 'Bolder', size: 'Medium', color }),
    ...(message.text === '' ? [] : [line({ text: oneLine(message.text, 2_000) })]),
    ...listed.flatMap(alertLines),
    ...(rest === null ? [] : [line({ text: rest })]),
    ...fixes.flatMap((fix) => [
      { ...line({ text: `What to do: ${fix.title}`, weight: 'Bolder' }), separator: true as const },
      ...stepLines(fix).map((step) => line({ text: oneLine(step, 400) })),
    ]),
    line({ text: oneLine(`Message ${message.key}`, 300), size: 'Small', isSubtle: true }),
  ];
}

function alertLines(alert: MessageAlert): Line[] {
  const first: Run[] = [
    { type: 'TextRun', text: oneLine(alert.title, 200), weight: 'Bolder' },
    { type: 'TextRun', text: `, ${whenOf(alert)}`, isSubtle: true },
  ];
  const head: Line = { type: 'RichTextBlock', separator: true, inlines: first };
  return alert.text === '' ? [head] : [head, line({ text: oneLine(alert.text, 400) })];
}

function line(run: Omit<Run, 'type'>): Line {
  return { type: 'RichTextBlock', inlines: [{ type: 'TextRun', ...run }] };
}

const COLOURS: Readonly<Record<Severity | 'none', NonNullable<Run['color']>>> = {
  critical: 'Attention',
  warning: 'Warning',
  none: 'Default',
};
