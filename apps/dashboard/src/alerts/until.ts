import { DAY, HOUR } from '../figures/time.ts';

/** How long, as people say it in a hurry. */
export const SPANS = ['resolved', '1 h', '4 h', 'morning', '1 d', '1 week'] as const;
export type Span = (typeof SPANS)[number];

export const SPAN_WORDS: Readonly<Record<Span, string>> = {
  resolved: 'until it is resolved',
  '1 h': 'for an hour',
  '4 h': 'for 4 hours',
  morning: 'until tomorrow, 08:00',
  '1 d': 'for a day',
  '1 week': 'for a week',
};

const MS: Partial<Record<Span, number>> = { '1 h': HOUR, '4 h': 4 * HOUR, '1 d': DAY, '1 week': 7 * DAY };

/** The instant at which it ends, by the viewer's own clock of the day; undefined: when it is resolved. */
export function endOf(span: Span, now: number): string | undefined {
  if (span === 'resolved') return undefined;
  if (span !== 'morning') return new Date(now + MS[span]!).toISOString();
  const morning = new Date(now);
  morning.setDate(morning.getDate() + 1);
  morning.setHours(8, 0, 0, 0);
  return morning.toISOString();
}
