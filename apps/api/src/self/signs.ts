import type { Severity, WorkingHours } from '@lockstep/contracts';
import { expectedOnMs } from '@lockstep/domain';
import { SELF_LIMITS } from './limits.ts';

type Instant = number;

export const ILLS_KNOWN = ['consumer-lag', 'no-reports', 'disk-nearly-full', 'dead-letters', 'parked-events'] as const;
export type Ill = (typeof ILLS_KNOWN)[number];

/** What was read of Lockstep itself. Null: it could not be read, or there is nothing to read, and so nothing is known. */
export interface Readings {
  readonly consumers: readonly { readonly name: string; readonly behindMs: number; readonly parked: number }[] | null;
  readonly reports: {
    /** The newest that came in. */
    readonly newestAt: Instant;
    /** Replicas of each policy that were heard within a day before it: how many, and how many of them shortly before it. */
    readonly groups: readonly {
      readonly together: number;
      readonly ofDay: number;
      readonly hours: WorkingHours | null;
    }[];
    /** Since when this process would have seen one. */
    readonly watchedSince: Instant;
  } | null;
  /** `elsewhere`: the database is not ours to look after. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | 'elsewhere' | null;
  readonly deadLetters: number | null;
}

/** How one ill stands by one look. `between`: not bad enough to be ill, and not good enough to be cured. */
export type Sign =
  | { readonly ill: Ill; readonly is: 'well' | 'between' }
  | {
      readonly ill: Ill;
      readonly is: 'ill';
      readonly severity: Severity;
      readonly title: string;
      readonly text: string;
    };

/** What the readings say; nothing of what could not be read. */
export function signsOf(readings: Readings, now: Instant): Sign[] {
  return [
    lagSign(readings.consumers),
    reportsSign(readings, now),
    diskSign(readings.disk),
    deadSign(readings.deadLetters),
    parkedSign(readings.consumers),
  ].flatMap((sign) => sign ?? []);
}

function lagSign(consumers: Readings['consumers']): Sign | null {
  if (consumers === null) return null;
  const ill = 'consumer-lag';
  const behind = consumers.filter(({ behindMs }) => behindMs > SELF_LIMITS.lagMs.ill);
  if (behind.length === 0) {
    const isWell = consumers.every(({ behindMs }) => behindMs <= SELF_LIMITS.lagMs.well);
    return { ill, is: isWell ? 'well' : 'between' };
  }
  const worst = behind.reduce((a, b) => (b.behindMs > a.behindMs ? b : a));
  return {
    ill,
    is: 'ill',
    severity: 'critical',
    title: `Lockstep is behind: the consumer ${worst.name} by ${span(worst.behindMs)}`,
    text: 'Reports are stored, but what is shown and told is older than they are. See the log of the processes with the role consumers.',
  };
}

function reportsSign({ reports, consumers }: Readings, now: Instant): Sign | null {
  // The rows say when reports came; while they are behind, they cannot.
  if (reports === null || consumers === null) return null;
  if (consumers.some(({ behindMs }) => behindMs > SELF_LIMITS.lagMs.well)) return null;
  const ill = 'no-reports';
  const { quietMs, together, share } = SELF_LIMITS.reports;
  const since = Math.max(reports.newestAt, reports.watchedSince);
  const quiet = now - since;
  // Those whose clients are expected to be off are no sign of anything.
  const expected = reports.groups.filter(
    ({ hours }) => (hours === null ? quiet : quiet > quietMs ? expectedOnMs(hours, since, now) : 0) > quietMs,
  );
  const heard = sumOf(expected.map((group) => group.together));
  const ofDay = sumOf(expected.map((group) => group.ofDay));
  // Of a few replicas all may be off at once, and so may the last of a day; they are told of as silent, each alone.
  if (heard < together || heard < ofDay * share) return { ill, is: 'well' };
  return {
    ill,
    is: 'ill',
    severity: 'critical',
    title: `No report has come in for ${span(quiet)}`,
    text: `${heard} replicas reported shortly before. When all of them stop at once, agents cannot reach Lockstep: look at its address, its certificate, the proxy before it.`,
  };
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);

function diskSign(disk: Readings['disk']): Sign | null {
  if (disk === null) return null;
  const ill = 'disk-nearly-full';
  if (disk === 'elsewhere') return { ill, is: 'well' };
  const { freeBytes, totalBytes } = disk;
  const share = totalBytes > 0 ? freeBytes / totalBytes : 0;
  const { ill: low, well, critical } = SELF_LIMITS.disk;
  if (share >= low.share && freeBytes >= low.bytes)
    return { ill, is: share >= well.share && freeBytes >= well.bytes ? 'well' : 'between' };
  return {
    ill,
    is: 'ill',
    severity: freeBytes < critical ? 'critical' : 'warning',
    title: `The disk of the database is nearly full: ${size(freeBytes)} are free`,
    text: `That is ${Math.floor(share * 100)} % of ${size(totalBytes)}. When it is full nothing is stored any more, and agents keep their reports.`,
  };
}

function deadSign(dead: number | null): Sign | null {
  if (dead === null) return null;
  const ill = 'dead-letters';
  if (dead === 0) return { ill, is: 'well' };
  return {
    ill,
    is: 'ill',
    severity: 'warning',
    title: dead === 1 ? 'A message could not be delivered' : `${dead} messages could not be delivered`,
    text: 'Lockstep has given them up. Each says why under deliveries, where it can be sent again, or dismissed.',
  };
}

function parkedSign(consumers: Readings['consumers']): Sign | null {
  if (consumers === null) return null;
  const ill = 'parked-events';
  const parked = consumers.reduce((sum, consumer) => sum + consumer.parked, 0);
  if (parked === 0) return { ill, is: 'well' };
  return {
    ill,
    is: 'ill',
    severity: 'warning',
    title: parked === 1 ? 'An event could not be folded' : `${parked} events could not be folded`,
    text: `Put aside by ${consumers
      .filter((consumer) => consumer.parked > 0)
      .map(({ name }) => name)
      .join(' and ')}: what is shown lacks what they say. The log of the processes names them.`,
  };
}

function span(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 2) return `${Math.floor(ms / 1_000)} seconds`;
  return minutes < 120 ? `${minutes} minutes` : `${Math.floor(minutes / 60)} hours`;
}

function size(bytes: number): string {
  const gibibytes = bytes / 2 ** 30;
  return gibibytes >= 1 ? `${gibibytes.toFixed(1)} GiB` : `${Math.floor(bytes / 2 ** 20)} MiB`;
}
