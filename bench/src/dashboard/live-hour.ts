import type { Page } from 'playwright-core';
import type { System } from '../server/system.ts';
import { change, type Load } from './changes.ts';
import { memoryOf } from './tab.ts';

export interface LiveHour {
  readonly changesPerSecond: number;
  readonly seconds: number;
  readonly heap: Course;
  readonly tab: Course;
}

/** In MB, and MB a minute: of the straight line through the samples of the second half, when what is kept has settled. */
export interface Course {
  readonly first: number;
  readonly most: number;
  readonly last: number;
  readonly slope: number;
  readonly afterAnHour: number;
}

/** Changes of one folder each, all over the fleet, while the page looks on. */
export async function liveChanges(system: System, page: Page, load: Load): Promise<LiveHour> {
  const devtools = await page.context().newCDPSession(page);
  const samples: { minute: number; heap: number; tab: number }[] = [];
  let sampleAt = 5_000;
  const stored = await change(system, load, async (now) => {
    if (now < sampleAt) return;
    samples.push({ minute: now / 60_000, ...(await memoryOf(page, devtools)) });
    sampleAt += 10_000;
  });
  // A page that was told nothing keeps nothing.
  if (await page.getByText('Connection lost').isVisible()) throw new Error('The page lost its connection meanwhile.');
  return {
    changesPerSecond: Math.round(stored / load.seconds),
    seconds: load.seconds,
    heap: course(samples.map(({ minute, heap }) => [minute, heap])),
    tab: course(samples.map(({ minute, tab }) => [minute, tab])),
  };
}

function course(samples: readonly (readonly [minute: number, megabytes: number])[]): Course {
  const settled = samples.slice(Math.floor(samples.length / 2));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [at, size] = [mean(settled.map(([minute]) => minute)), mean(settled.map(([, value]) => value))];
  const over = settled.reduce((sum, [minute, value]) => sum + (minute - at) * (value - size), 0);
  const slope = over / settled.reduce((sum, [minute]) => sum + (minute - at) ** 2, 0);
  const all = samples.map(([, value]) => value);
  return {
    first: Math.round(all[0] ?? NaN),
    most: Math.round(Math.max(...all)),
    last: Math.round(all.at(-1) ?? NaN),
    slope: Math.round(slope * 100) / 100,
    afterAnHour: Math.round((all.at(-1) ?? NaN) + Math.max(0, slope) * (60 - (samples.at(-1)?.[0] ?? 0))),
  };
}
