import type { Story } from './stories/story.ts';
import { days, minutes } from './time.ts';
import { type Moment, walk } from './walk.ts';
import type { World } from './world/world.ts';

/** Something was said while nothing was wrong. */
export interface FalseAlarm {
  readonly at: number;
  /** A diagnosis, or a condition that somebody is told of. */
  readonly said: string;
  readonly kind: 'diagnosis' | 'condition';
}

/** What became of one story. */
export interface Result {
  readonly name: string;
  /** What its cause is; null: nothing is wrong in it. */
  readonly expected: string | null;
  /** The first diagnosis at the end; null: none. */
  readonly first: string | null;
  readonly ids: readonly string[];
  /** Every two causes that were ever shown side by side, as `one + other`. */
  readonly together: readonly string[];
  readonly told: readonly string[];
  readonly notJudged: readonly string[];
  readonly right: boolean;
  /** From the beginning of the trouble to the first word of it, and to the moment at which the right diagnosis stood first. */
  readonly detectedAfterMs: number | null;
  readonly rightAfterMs: number | null;
  readonly falseAlarms: readonly FalseAlarm[];
  readonly healthyDays: number;
  readonly moments: number;
}

export function play(story: Story, dice = '', trace: (moment: Moment) => void = () => {}): Result {
  const world = story.play(dice);
  const { expects } = story;
  const troubleAt = world.troubleAt ?? Infinity;
  const overAt = world.overAt ?? Infinity;
  let moments = 0;
  let last: Moment | null = null;
  let detectedAt: number | null = null;
  let rightAt: number | null = null;
  const falseAlarms: FalseAlarm[] = [];
  const together = new Set<string>();

  walk(world, (moment) => {
    moments += 1;
    trace(moment);
    for (const pair of pairsOf(moment.ids)) together.add(pair);
    if (moment.at < troubleAt || moment.at >= overAt)
      falseAlarms.push(...newSince(last, moment, overAt).filter((alarm) => !isTrueMeanwhile(world, alarm)));
    else if (moment.ids.length + moment.told.length > 0) detectedAt ??= moment.at;
    if (moment.at >= troubleAt && 'first' in expects && moment.ids[0] === expects.first) rightAt ??= moment.at;
    last = moment;
  });

  const { ids, told, notJudged } = last!;
  const after = (at: number | null, since: number) => (at === null ? null : at - since);
  return {
    name: story.name,
    expected: 'first' in expects ? expects.first : expects.id,
    first: ids[0] ?? null,
    ids,
    together: [...together],
    told,
    notJudged,
    right: isRight(story, last!, falseAlarms),
    detectedAfterMs: after(detectedAt, troubleAt),
    rightAfterMs: after(rightAt, world.causeAt ?? troubleAt),
    falseAlarms,
    healthyDays: (Math.min(world.now, troubleAt) - world.beganAt + Math.max(0, world.now - overAt)) / days(1),
    moments,
  };
}

/** In alphabetical order, so that each two have one name. */
export function pairsOf(ids: readonly string[]): string[] {
  const sorted = [...ids].sort();
  return sorted.flatMap((one, index) => sorted.slice(index + 1).map((other) => `${one} + ${other}`));
}

function isRight({ expects }: Story, { ids }: Moment, falseAlarms: readonly FalseAlarm[]): boolean {
  if ('first' in expects) return ids[0] === expects.first;
  if (expects.quiet === 'article') return ids.length > 0 && !ids.some((id) => /^K\d+$/.test(id));
  return falseAlarms.length === 0;
}

/**
 * Who names a disturbance while it holds tells the truth, though it passes; the product can know that it has passed only from the next
 * report. A condition that somebody is told of is a false alarm even then.
 */
function isTrueMeanwhile({ passing, agent }: World, { at, said }: FalseAlarm): boolean {
  const heardMs = agent.intervalMs + minutes(1);
  return passing.some(({ from, to, id }) => said === id && at >= from && at <= to + heardMs);
}

/** An alarm counts once, when it comes; and when it is still there after the trouble is over. */
function newSince(last: Moment | null, { at, ids, told }: Moment, overAt: number): FalseAlarm[] {
  const before = last !== null && last.at < overAt && at >= overAt ? null : last;
  const fresh = (now: readonly string[], then: readonly string[] | undefined) =>
    now.filter((one) => !then?.includes(one));
  return [
    ...fresh(ids, before?.ids).map((said) => ({ at, said, kind: 'diagnosis' as const })),
    ...fresh(told, before?.told).map((said) => ({ at, said, kind: 'condition' as const })),
  ];
}
