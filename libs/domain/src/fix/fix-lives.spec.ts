import { describe, expect, it } from '@jest/globals';
import { aRule, FixStory, type Cause, type Moment } from '../testing/fixes.ts';
import { days, hours, minutes } from '../testing/durations.ts';
import { NOW } from '../testing/evidence.ts';
import { seeded, type Seeded } from '../testing/seeded.ts';
import { advanceFixes, type Fixes } from './advance-fixes.ts';
import { FAILS_AFTER_MS } from './fails-at.ts';
import type { FixEvent } from './fix.events.ts';
import { evolveFixes, foldFixes, isOpen, newestLives, type FixLife, type PlacedFixEvent } from './fix-life.ts';
import { RELAPSES_WITHIN_MS } from './turn-fix.ts';

const RULES = [aRule('A'), aRule('B'), aRule('C', { failsAfterMs: hours(2) })];
const PAUSES = [0, minutes(1), minutes(5), minutes(10), minutes(12), hours(3), hours(26), days(3), days(8)];

type Step = { readonly moment: Moment } | { readonly at: number; readonly tries: string };

/** Causes come and go, are looked at or not, agents fall silent, people try what they like, and clocks jump back now and then. */
function randomSteps(random: Seeded, count: number): Step[] {
  const causes: Record<string, Cause> = {};
  let at = 0;
  let lastReportedAt = 0;
  return Array.from({ length: count }, (): Step => {
    at = random.chance(0.03) ? Math.max(0, at - hours(1)) : at + random.pick(PAUSES);
    if (random.chance(0.2)) return { at, tries: random.pick(RULES).id };
    for (const { id } of RULES) {
      if (random.chance(0.6)) continue;
      causes[id] = {
        fits: random.chance(0.5),
        promise: random.chance(0.7),
        throws: random.chance(0.05),
        ...(random.chance(0.1) && { shownAt: at - random.below(minutes(30)) }),
      };
    }
    if (random.chance(0.8)) lastReportedAt = at;
    const newestSilence = random.chance(0.2) ? { from: at - hours(5), to: at - random.below(hours(2)) } : null;
    return { moment: { at, causes: { ...causes }, lastReportedAt, silent: random.chance(0.1), newestSilence } };
  });
}

function live(steps: readonly Step[], check: (story: FixStory, step: Step) => void = () => undefined): FixStory {
  const story = new FixStory(RULES);
  for (const step of steps) {
    if ('moment' in step) story.at(step.moment);
    else story.tries(step.at, step.tries);
    check(story, step);
  }
  return story;
}

const SEEDS = Array.from({ length: 60 }, (_, seed) => seed);
const asRecorded = (events: readonly PlacedFixEvent[]) => events as unknown as readonly FixEvent[];
const withoutPosition = (lives: readonly FixLife[]) =>
  lives
    .map(({ position: _, ...life }) => ({ ...life, tried: life.tried && { ...life.tried, position: 0 } }))
    .sort((a, b) => a.fix.localeCompare(b.fix));

describe('the lives of fixes, whatever happens', () => {
  it('meet every end in these stories, so that what follows says something', () => {
    const seen = new Set(SEEDS.flatMap((seed) => live(randomSteps(seeded(seed), 80)).events.map(({ type }) => type)));
    expect([...seen].sort()).toEqual([
      'FixConfirmed',
      'FixFailed',
      'FixRelapsed',
      'FixSuggested',
      'FixTried',
      'FixWithdrawn',
    ]);
  });

  it('are never confirmed without a try and a later report, fail only after their time, relapse only within seven days', () => {
    for (const seed of SEEDS) {
      const steps = randomSteps(seeded(seed), 80);
      const { events } = live(steps);
      const reports = steps.flatMap((step) => ('moment' in step ? [NOW + (step.moment.lastReportedAt ?? 0)] : []));
      for (const [index, event] of events.entries()) {
        const before = events.slice(0, index).filter(({ data }) => data.fix === event.data.fix);
        if (event.type === 'FixConfirmed' || event.type === 'FixFailed') {
          const tries = before.filter(({ type }) => type === 'FixTried').map(({ observedAt }) => observedAt);
          expect(tries).toContain(event.data.triedAt);
          expect(before.at(-1)!.type).not.toBe(event.type);
          expect(reports.some((at) => at > event.data.triedAt && at <= event.observedAt + hours(2))).toBe(true);
          expect(event.observedAt).toBeGreaterThan(event.data.triedAt);
        }
        if (event.type === 'FixFailed') {
          const after = event.data.fix === 'C' ? hours(2) : FAILS_AFTER_MS;
          expect(event.observedAt - event.data.triedAt).toBeGreaterThanOrEqual(after);
        }
        if (event.type === 'FixRelapsed') {
          expect(before.at(-1)).toMatchObject({ type: 'FixConfirmed', observedAt: event.data.confirmedAt });
          expect(event.observedAt - event.data.confirmedAt).toBeLessThanOrEqual(RELAPSES_WITHIN_MS);
        }
      }
    }
  });

  it('are one at a time, and a person says no more than that they tried', () => {
    for (const seed of SEEDS) {
      let before: Fixes = { lives: [], standing: [] };
      live(randomSteps(seeded(seed), 80), ({ fixes, events }, step) => {
        for (const { id } of RULES) {
          const all = foldFixes(asRecorded(events)).filter(({ fix }) => fix === id);
          expect(all.filter(isOpen).length).toBeLessThanOrEqual(1);
          expect(all.map(({ number }) => number)).toEqual(all.map((_, index) => index + 1));
        }
        if ('tries' in step) {
          const turned = fixes.lives.filter((life) => !before.lives.includes(life));
          expect(turned.every(({ status }) => status === 'tried')).toBe(true);
        }
        before = fixes;
      });
    }
  });

  it('are the same judged twice, after a restart, and folded from the log', () => {
    for (const seed of SEEDS) {
      const steps = randomSteps(seeded(seed), 60);
      const once = live(steps);
      const again = live(steps, (story, step) => {
        // A restart: what was kept went through its stored form.
        story.fixes = JSON.parse(JSON.stringify(story.fixes)) as Fixes;
        if (!('moment' in step)) return;
        const { moment } = step;
        const position = story.events.at(-1)?.position ?? 0;
        const twice = advanceFixes(story.fixes, story.diagnose(moment), story.evidence(moment), RULES, {
          at: NOW + moment.at,
          position,
        });
        expect(twice.events).toEqual([]);
        expect(twice.fixes).toEqual(story.fixes);
      });
      expect(again.events).toEqual(once.events);
      expect(withoutPosition(newestLives(foldFixes(asRecorded(once.events))))).toEqual(
        withoutPosition(once.fixes.lives),
      );
    }
  });

  it('are the same however the log is cut', () => {
    for (const seed of SEEDS.slice(0, 40)) {
      const random = seeded(seed);
      const { events } = live(randomSteps(random, 60));
      const cut = random.below(events.length + 1);
      const half = foldFixes(asRecorded(events.slice(0, cut)));
      expect(events.slice(cut).reduce<readonly FixLife[]>(evolveFixes, half)).toEqual(foldFixes(asRecorded(events)));
    }
  });

  it('fold whatever a log may hold, in any order', () => {
    for (const seed of SEEDS) {
      const random = seeded(seed);
      const shuffled = random.shuffle(live(randomSteps(random, 40)).events);
      for (const { id } of RULES) {
        const lives = foldFixes(asRecorded(shuffled)).filter(({ fix }) => fix === id);
        expect(lives.filter(isOpen).length).toBeLessThanOrEqual(1);
        expect(lives.every((life) => life.status !== 'confirmed' || life.tried !== null)).toBe(true);
      }
    }
  });
});
