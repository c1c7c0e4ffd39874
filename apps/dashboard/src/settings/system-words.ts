import type { ConsumerView, SystemView } from '@lockstep/contracts';
import { count, listed, NBSP } from '../figures/numbers.ts';
import { duration, MINUTE, SECOND } from '../figures/time.ts';

/** `612 MiB`, `1.4 GiB`; null is not known, and is never a zero. */
export function sizeText(bytes: number | null): string | null {
  if (bytes === null) return null;
  const step = UNITS.findLastIndex((_, power) => bytes >= 1024 ** power);
  const value = bytes / 1024 ** Math.max(0, step);
  return `${step < 1 || value >= 100 ? count(value) : value.toFixed(1)}${NBSP}${UNITS[Math.max(0, step)]}`;
}
const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'] as const;

/** Events a second, over the last minute. */
export function paceText(lastMinute: number): string {
  const each = lastMinute / 60;
  return each === 0 || each >= 100 ? count(each) : each < 0.1 ? '< 0.1' : each.toFixed(1);
}

export type Pace = 'keeps up' | 'behind' | 'far behind';

/** The limits are those by which Lockstep alerts of itself. */
export function paceOf({ behindMs }: ConsumerView): Pace {
  return behindMs > MINUTE ? 'far behind' : behindMs > 15 * SECOND ? 'behind' : 'keeps up';
}

/** What is so, in a sentence; the worst first. */
export function healthText({ database, consumers, deadLetters, disk }: SystemView): string {
  if (database === null || consumers === null) return 'Not all of it could be read: the database did not answer.';
  const behind = consumers.filter((consumer) => paceOf(consumer) !== 'keeps up');
  const troubles = [
    ...(behind.length > 0
      ? [`${listed(behind.map(({ name, behindMs }) => `${name} is ${duration(behindMs)} behind`))}`]
      : []),
    ...(disk !== null && disk.freeBytes < disk.totalBytes / 10 ? ['the disk is nearly full'] : []),
    ...(consumers.some(({ parked }) => parked > 0) ? ['events were put aside'] : []),
    ...(deadLetters ? [`${count(deadLetters)} ${deadLetters === 1 ? 'message was' : 'messages were'} given up`] : []),
  ];
  if (troubles.length === 0) return 'What comes in is shown and told at once.';
  const said = listed(troubles);
  return `${said[0]!.toUpperCase()}${said.slice(1)}.`;
}
