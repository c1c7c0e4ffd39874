import type { Instant } from './replica.events.ts';

// The domain has no Date: it would bring a clock and a time zone with it. These few lines know UTC, and nothing of now.

const DAY_MS = 86_400_000;
const WIRE_FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.(\d{3})Z$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** An instant in the one form the wire has, `2026-11-23T03:00:00.000Z`; null if it is in another. */
export function instantOf(text: string): Instant | null {
  const parts = WIRE_FORM.exec(text);
  if (parts === null) return null;
  const [year, month, day, hours, minutes, seconds, ms] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return daysSince1970(year, month, day) * DAY_MS + ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms;
}

/** The other way: an instant of the years 0000 to 9999 in the form of the wire. */
export function wireForm(at: Instant): string {
  const { year, month, day } = dateOf(Math.floor(at / DAY_MS));
  const ms = ((at % DAY_MS) + DAY_MS) % DAY_MS;
  const time = [Math.floor(ms / 3_600_000), Math.floor(ms / 60_000) % 60, Math.floor(ms / 1000) % 60].map(twoDigits);
  const date = `${String(year).padStart(4, '0')}-${twoDigits(month)}-${twoDigits(day)}`;
  return `${date}T${time.join(':')}.${String(ms % 1000).padStart(3, '0')}Z`;
}

/** Short and in UTC, as in `20 Nov 16:02 UTC`; for texts that know nothing of their reader's zone. */
export function inUtc(at: Instant): string {
  const { month, day } = dateOf(Math.floor(at / DAY_MS));
  const minutes = Math.floor(((at % DAY_MS) + DAY_MS) / 60_000) % 1440;
  return `${day} ${MONTHS[month - 1]} ${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)} UTC`;
}

/** The same with its year, as in `2 Jan 2027 00:00 UTC`: for what is to come, where the newest such day is not meant. */
export function inUtcOfYear(at: Instant): string {
  const said = inUtc(at);
  const monthEnd = said.indexOf(' ', said.indexOf(' ') + 1);
  return `${said.slice(0, monthEnd)} ${dateOf(Math.floor(at / DAY_MS)).year}${said.slice(monthEnd)}`;
}

const twoDigits = (count: number) => String(count).padStart(2, '0');

// Years are counted from March, so that the leap day is the last of its year.
// https://howardhinnant.github.io/date_algorithms.html
export function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

export function dateOf(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}
