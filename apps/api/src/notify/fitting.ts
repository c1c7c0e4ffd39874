import type { Message, MessageAlert } from './message.ts';
import { fixesOf, type FixWords } from './wording.ts';

/** What a chat message lists, cut to what is read there, and how many more there are. */
export interface Excerpt {
  readonly alerts: readonly MessageAlert[];
  readonly more: number;
  readonly fixes: readonly FixWords[];
}

const MOST_ALERTS = 15;
const MOST_FIXES = 2;

/** The fullest body that the other side takes: fewer alerts first, then fewer fixes. What is left out is counted. */
export function fitting<Body>(message: Message, build: (excerpt: Excerpt) => Body, mostBytes: number): Body {
  const fixes = fixesOf(message.alerts).slice(0, MOST_FIXES);
  for (let withFixes = fixes.length; withFixes >= 0; withFixes--) {
    const least = withFixes === 0 ? 0 : 1;
    for (let count = Math.min(message.alerts.length, MOST_ALERTS); count >= least; count--) {
      const body = build(excerpt(message, count, fixes.slice(0, withFixes)));
      if (Buffer.byteLength(JSON.stringify(body)) <= mostBytes) return body;
    }
  }
  return build(excerpt(message, 0, []));
}

function excerpt({ alerts, more }: Message, count: number, fixes: Excerpt['fixes']): Excerpt {
  return { alerts: alerts.slice(0, count), more: more + alerts.length - Math.min(count, alerts.length), fixes };
}
