import { withoutLabels } from '@lockstep/domain';
import type { Message, MessageAlert } from './message.ts';
import { cut } from './outgoing/secrets.ts';

type Fix = NonNullable<MessageAlert['fix']>;

/** How urgent it is, or what kind of message it is where that says more. */
export function tagOf({ kind, severity }: Pick<Message, 'kind' | 'severity'>): string {
  const urgency = severity === 'critical' ? 'Critical' : severity === 'warning' ? 'Warning' : 'Alert';
  switch (kind) {
    case 'firing':
    case 'update':
      return urgency;
    case 'repeat':
      return `${urgency}, still`;
    case 'escalation':
      return `${urgency}, nobody has taken it`;
    case 'resolved':
      return 'Resolved';
    case 'digest':
      return 'Digest';
    case 'watchdog':
      return 'Watchdog';
    case 'test':
      return 'Test';
  }
}

/** `[Critical] imap-03 cannot be reached: 214 mailboxes` */
export function headline(message: Pick<Message, 'kind' | 'severity' | 'title'>): string {
  return `[${tagOf(message)}] ${oneLine(message.title, 200)}`;
}

/** What to do, in words: for whom is in the title where not all are to do the same. */
export interface FixWords {
  readonly title: string;
  readonly guard: string | null;
  readonly steps: readonly string[];
}

const MOST_NAMED = 3;

/** What to do first, each fix once however many alerts it is for; none for what is over. */
export function fixesOf(alerts: readonly MessageAlert[]): FixWords[] {
  const firing = alerts.filter(({ status }) => status === 'firing');
  const fixes = new Map<string, { fix: Fix; of: MessageAlert[] }>();
  for (const alert of firing) {
    const { fix } = alert;
    if (fix === null) continue;
    const key = JSON.stringify(fix);
    const known = fixes.get(key) ?? { fix, of: [] };
    known.of.push(alert);
    fixes.set(key, known);
  }
  return [...fixes.values()].map(({ fix: { title, guard, steps }, of }) => {
    const whom = of.length < firing.length ? ` (for ${namesOf(of)})` : '';
    return { title: `${oneLine(title, 200)}${whom}`, guard: guard && `First: ${guard}`, steps };
  });
}

/** Mailboxes, or the titles of alerts that are of none. */
function namesOf(alerts: readonly MessageAlert[]): string {
  const names = [...new Set(alerts.map(({ labels, title }) => oneLine(labels['mailbox'] ?? title, 100)))];
  const more = names.length - MOST_NAMED;
  return [...names.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} more`] : [])].join(', ');
}

/** A line each: a guard goes before the first step and is none itself. */
export function stepLines({ guard, steps }: Pick<FixWords, 'guard' | 'steps'>): string[] {
  return [...(guard === null ? [] : [guard]), ...steps.map((step, index) => `${index + 1}. ${withoutLabels(step)}`)];
}

/** `since 2026-03-02 08:00 UTC`, or that it is over, and from when to when it was. */
export function whenOf({ startsAt, endsAt, status }: MessageAlert): string {
  if (status === 'firing') return `since ${minute(startsAt)} UTC`;
  const until = endsAt === null ? '' : ` to ${minute(endsAt)}`;
  return `resolved (${minute(startsAt)}${until} UTC)`;
}

/** Null: all are listed. */
export function andMore(more: number): string | null {
  if (more <= 0) return null;
  return more === 1
    ? 'And 1 more alert, which is not listed here.'
    : `And ${more} more alerts, which are not listed here.`;
}

/** Where one alert says what the message as a whole says already, it is not said twice. */
export function saysMore(alert: MessageAlert, message: Message): boolean {
  return message.alerts.length > 1 || message.more > 0 || alert.title !== message.title || alert.text !== message.text;
}

export function oneLine(text: string, most: number): string {
  return cut(text.replace(/\s+/g, ' ').trim(), most);
}

const minute = (instant: number) => new Date(instant).toISOString().slice(0, 16).replace('T', ' ');
