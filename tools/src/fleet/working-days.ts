import { days, hours, minutes, type Instant } from '../time.ts';

/** Share of a day's mail that has come by each hour of local time. */
const BY_HOUR: readonly (readonly [hour: number, share: number])[] = [
  [0, 0], [6, 0.03], [8, 0.1], [10, 0.33], [12, 0.52], [13, 0.57], [15, 0.77], [17, 0.92], [20, 0.97], [24, 1],
]; // prettier-ignore

/** How much mail comes, from Monday to Sunday, as parts of a working day's. */
const BY_DAY = [1.1, 1.05, 1, 1, 0.85, 0.12, 0.08] as const;
/** What has come by the beginning of each day of the week, and by its end. */
const BEFORE_DAY = Array.from({ length: 8 }, (_, day) => BY_DAY.slice(0, day).reduce((sum, weight) => sum + weight, 0));
const A_WEEK = BEFORE_DAY[7]!;

/** 1970 began on a Thursday; the Monday before it is day 0 of the first week. */
const FIRST_MONDAY = -days(3);

/** Working days' worth of mail since the first Monday: grows for ever, fast by day, slowly by night and on Sundays. */
export function workedDays(at: Instant, utcOffsetMs: number): number {
  const { week, day, hour } = localTime(at, utcOffsetMs);
  return week * A_WEEK + BEFORE_DAY[day]! + BY_DAY[day]! * shareBy(hour);
}

/** The newest end of a working day: when people file what they have read. */
export function lastEvening(at: Instant, utcOffsetMs: number, lateMs: number): Instant {
  return lastOfWorkingDay(at, utcOffsetMs, hours(17) + lateMs);
}

/** When the device is on: always, or in office hours only. */
export interface OnHours {
  readonly utcOffsetMs: number;
  /** Since midnight; null: never switched off. */
  readonly fromMs: number | null;
  readonly toMs: number;
}

export function isOn(on: OnHours, at: Instant): boolean {
  if (on.fromMs === null) return true;

  const { day, hour } = localTime(at, on.utcOffsetMs);
  return day < 5 && hours(hour) >= on.fromMs && hours(hour) < on.toMs;
}

/** The newest moment at which it was switched on, and off; `at` may lie in either half. */
export function switched(on: OnHours, at: Instant): { readonly onAt: Instant; readonly offAt: Instant } {
  if (on.fromMs === null) return { onAt: -Infinity, offAt: -Infinity };
  return {
    onAt: lastOfWorkingDay(at, on.utcOffsetMs, on.fromMs),
    offAt: lastOfWorkingDay(at, on.utcOffsetMs, on.toMs),
  };
}

/** The newest `sinceMidnightMs` of a day from Monday to Friday, at or before `at`. */
function lastOfWorkingDay(at: Instant, utcOffsetMs: number, sinceMidnightMs: number): Instant {
  const local = at + utcOffsetMs - FIRST_MONDAY;
  let midnight = Math.floor(local / days(1)) * days(1);
  if (midnight + sinceMidnightMs > local) midnight -= days(1);
  while (Math.floor(midnight / days(1)) % 7 > 4) midnight -= days(1);
  return midnight + sinceMidnightMs + FIRST_MONDAY - utcOffsetMs;
}

function localTime(at: Instant, utcOffsetMs: number): { week: number; day: number; hour: number } {
  const local = at + utcOffsetMs - FIRST_MONDAY;
  const week = Math.floor(local / days(7));
  const intoWeek = local - week * days(7);
  const day = Math.floor(intoWeek / days(1));
  return { week, day, hour: (intoWeek - day * days(1)) / minutes(60) };
}

function shareBy(hour: number): number {
  const next = BY_HOUR.findIndex(([until]) => hour < until);
  const [fromHour, fromShare] = BY_HOUR[next - 1]!;
  const [toHour, toShare] = BY_HOUR[next]!;
  return fromShare + ((hour - fromHour) / (toHour - fromHour)) * (toShare - fromShare);
}
