import { onFreshDatabase } from '../database.ts';
import type { Part } from '../part.ts';
import { startSystem, type System } from '../server/system.ts';
import { audit, type Audit } from './audits.ts';
import { liveChanges, type LiveHour } from './live-hour.ts';
import { firstData, scroll, targets, type FirstData, type Scroll, type Target } from './pages.ts';
import { readFleet, readLists, type Reads } from './reads.ts';
import { seedFleet, settled } from './seed-fleet.ts';
import { openBrowser } from './tab.ts';

const GOALS = {
  firstDataMs: 1_000,
  listP99Ms: 50,
  fleetP99Ms: 30,
  frameMs: 50,
  tabMegabytes: 250,
  scriptKilobytes: 180,
  lighthouse: 95,
};

interface Measured {
  readonly replicas: number;
  readonly lists: Reads;
  readonly fleet: Reads;
  readonly pages: readonly ({ readonly page: Target['name'] } & FirstData)[];
  readonly scroll: Scroll;
  readonly audits: readonly Audit[];
  readonly live: readonly ({ readonly page: Target['name'] } & LiveHour)[];
}

/** The built dashboard in a real browser, before the whole server with a seeded fleet; all on the same cores. */
export const dashboardPart: Part = {
  name: 'dashboard',
  run: ({ serverUrl, quick, log }) =>
    onFreshDatabase(serverUrl, async ({ url }) => {
      const replicas = quick ? 3_000 : 100_000;
      await seedFleet(url, { replicas, log });
      const system = await startSystem(url);
      try {
        await settled(url, log);
        const measured = await measure(system, replicas, quick, log);
        return { results: { goals: GOALS, ...measured }, markdown: table(measured) };
      } finally {
        await system.stop();
      }
    }),
};

export async function measure(
  system: System,
  replicas: number,
  quick: boolean,
  log: (line: string) => void,
): Promise<Measured> {
  const say = <T>(what: string, value: T): T => (log(`${what}: ${JSON.stringify(value)}`), value);
  const lists = say('lists', await readLists(system, quick ? 2 : 20));
  const fleet = say('fleet', await readFleet(system, quick ? 50 : 1_000));

  const browser = await openBrowser(system);
  try {
    const pages: ({ page: Target['name'] } & FirstData)[] = [];
    const audits: Audit[] = [];
    const all = await targets(system);
    for (const target of all) {
      const first = await firstData(browser, system, target, quick ? 2 : 10);
      pages.push(say('first data', { page: target.name, ...first }));
    }
    for (const target of all) audits.push(say('lighthouse', await audit(browser, system, target)));

    const page = await browser.context.newPage();
    await page.goto(system.url + all[1]!.path);
    await page.locator(all[1]!.data).first().waitFor();
    const scrolled = say('scroll', await scroll(page, quick ? 3 : 15));
    const live: ({ page: Target['name'] } & LiveHour)[] = [];
    for (const target of all.slice(0, 2)) {
      await page.goto(system.url + target.path);
      await page.locator(target.data).first().waitFor();
      const load = { perSecond: 200, seconds: quick ? 30 : 180, replicas };
      live.push(say('live', { page: target.name, ...(await liveChanges(system, page, load)) }));
    }
    return { replicas, lists, fleet, pages, scroll: scrolled, audits, live };
  } finally {
    await browser.close();
  }
}

export function table({ replicas, lists, fleet, pages, scroll, audits, live }: Measured): string {
  const of = `of ${replicas.toLocaleString('en')} mailboxes`;
  return [
    row('What', 'Goal', 'Measured'),
    '|---|---|---|',
    row(`List ${of}, all sorts and filters by turns, p99 of ${lists.measured} (p50)`, `≤ ${GOALS.listP99Ms} ms`, `${lists.p99} ms (${lists.p50} ms)`), // prettier-ignore
    row(`Fleet, p99 of ${fleet.measured} (p50)`, `≤ ${GOALS.fleetP99Ms} ms`, `${fleet.p99} ms (${fleet.p50} ms)`),
    ...pages.map(
      ({ page, median, worst }) =>
      row(`First data after navigation, cold cache, ${page}: median, worst`, `≤ ${GOALS.firstDataMs} ms`, `${median} ms, ${worst} ms`), // prettier-ignore
    ),
    ...pages.map(({ page, scriptKilobytes }) =>
      row(`JavaScript until then, compressed, ${page}`, `≤ ${GOALS.scriptKilobytes} kB`, `${scriptKilobytes} kB`),
    ),
    row(
      `Scrolling the list: frames over ${GOALS.frameMs} ms, of ${scroll.frames}`,
      '0',
      `${scroll.over50}; median ${scroll.medianMs} ms, worst ${scroll.worstMs} ms`,
    ),
    ...audits.map(
      ({ page, performance, accessibility }) =>
      row(`Lighthouse, ${page}: performance, accessibility`, `≥ ${GOALS.lighthouse}`, `${performance}, ${accessibility}`), // prettier-ignore
    ),
    ...live.flatMap(({ page, changesPerSecond, seconds, tab, heap }) => [
      row(
        `The tab under ${changesPerSecond} changes a second for ${seconds} s, ${page}: first, most, last; slope a minute`,
        `< ${GOALS.tabMegabytes} MB`,
        `${tab.first}, ${tab.most}, ${tab.last} MB; ${tab.slope} MB, so ${tab.afterAnHour} MB after an hour`,
      ),
      row('of it, the heap of JavaScript after its garbage was collected', 'flat', `${heap.first}, ${heap.most}, ${heap.last} MB; ${heap.slope} MB`), // prettier-ignore
    ]),
  ].join('\n');
}

const row = (...cells: string[]): string => `| ${cells.join(' | ')} |`;
