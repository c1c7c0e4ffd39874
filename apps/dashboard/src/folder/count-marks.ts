import type { ConditionView, FixView } from '@lockstep/contracts';
import { fixWord } from '../diagnosis/fares.ts';
import { shortly } from '../figures/time.ts';
import type { Mark } from './CountLines.tsx';
import type { LaneCondition } from './Lanes.tsx';

const NEWEST = 3;

/** The last completed sync where the sides have differed since, and the fixes that somebody tried of late. */
export function marksOf(
  {
    lastSynchronizedAt,
    difference,
  }: { readonly lastSynchronizedAt: string | null; readonly difference: number | null },
  fixes: readonly FixView[],
  now: number,
): Mark[] {
  const synchronized = lastSynchronizedAt === null ? null : Date.parse(lastSynchronizedAt);
  const tried = fixes.filter(({ triedAt }) => triedAt !== null).slice(0, NEWEST);
  return [
    ...(synchronized !== null && difference !== 0
      ? [
          {
            at: synchronized,
            word: `${shortly(synchronized, now)} last completed sync`,
            short: `${shortly(synchronized, now)} last sync`,
          },
        ]
      : []),
    ...tried.map((fix) => {
      const at = Date.parse(fix.triedAt!);
      const turned = fix.status === 'tried' ? '' : `, ${fixWord(fix)}`;
      const short = `${shortly(at, now)} fix ${fix.id} tried`;
      return { at, word: short + turned, short };
    }),
  ];
}

const LANES: Partial<Record<ConditionView['rule'], readonly [word: string, colour: string]>> = {
  mismatch: ['Differs', 'var(--st-mismatched)'],
  stale: ['Stale', 'var(--st-stale)'],
  trouble: ['Trouble', 'var(--ink2)'],
};

/** A lane for each kind of condition that is so, from when it began. */
export function lanesOf(conditions: readonly ConditionView[]): LaneCondition[] {
  const earliest = new Map<string, LaneCondition>();
  for (const { rule, since } of conditions) {
    const [word, colour] = LANES[rule] ?? [];
    if (word === undefined || colour === undefined) continue;
    const begun = Math.min(Date.parse(since), earliest.get(word)?.since ?? Infinity);
    earliest.set(word, { word, colour, since: begun });
  }
  return [...earliest.values()];
}
