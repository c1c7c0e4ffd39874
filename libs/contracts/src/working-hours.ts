import { z } from 'zod';
import { WEEKDAYS } from './weekdays.ts';

const CLOCK_TIME = /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/;
const span = z
  .tuple([
    z.string().regex(CLOCK_TIME, 'must be a time such as 08:00'),
    z.string().regex(CLOCK_TIME, 'must be a time such as 18:00'),
  ])
  .refine(([from, to]) => from < to, 'must end after it begins; hours over midnight are two spans');
const spans = z.array(span).min(1, 'leave the day out to have it off').max(8).superRefine(mustBeApart);

/** When the clients of a group are expected to be on. */
export const WorkingHours = z.object({
  /** IANA, such as `Europe/Berlin`. */
  timeZone: z.string().refine(isTimeZone, 'must be a time zone such as Europe/Berlin'),
  /** A day left out is a day off; at least one has hours, as otherwise nothing would ever count. */
  days: z
    .partialRecord(z.enum(WEEKDAYS), spans)
    .refine((days) => Object.keys(days).length > 0, 'at least one day must have hours'),
  /** Days off by date, `2026-12-25`. */
  holidays: z.array(z.iso.date('must be a day such as 2026-12-25')).max(1_000).superRefine(eachOnce),
});
export type WorkingHours = z.output<typeof WorkingHours>;

export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** What stands in a list twice is refused at its second place: mostly one of the two was meant to be another. */
export function eachOnce(list: readonly string[], context: z.core.$RefinementCtx): void {
  for (const [index, entry] of list.entries()) {
    if (list.indexOf(entry) < index)
      context.addIssue({ code: 'custom', path: [index], message: `${entry} is there twice` });
  }
}

function mustBeApart(list: readonly (readonly [string, string])[], context: z.core.$RefinementCtx): void {
  for (const [index, [from, to]] of list.entries()) {
    const other = list.slice(0, index).find(([begins, ends]) => from < ends && begins < to);
    if (other)
      context.addIssue({ code: 'custom', path: [index], message: `overlaps ${other[0]}–${other[1]} of the same day` });
  }
}
