import type { System } from '../server/system.ts';
import { audit, type Audit } from './audits.ts';
import { liveChanges, type LiveHour } from './live-hour.ts';
import {
  listWhileBacktest,
  listWhileBusy,
  listWhileCsv,
  type Backtest,
  type Busy,
  type Csv,
} from './list-in-company.ts';
import { firstData, scroll, targets, type FirstData, type Scroll, type Target } from './pages.ts';
import { readFleet, readLists, type Reads } from './reads.ts';
import { openBrowser } from './tab.ts';

export interface Measured {
  readonly replicas: number;
  readonly lists: readonly Reads[];
  readonly fleet: readonly Reads[];
  readonly csv: Csv;
  readonly backtest: Backtest;
  readonly busy: Busy;
  readonly pages: readonly ({ readonly page: Target['name'] } & FirstData)[];
  readonly scroll: Scroll;
  readonly audits: readonly Audit[];
  readonly live: readonly ({ readonly page: Target['name'] } & LiveHour)[];
}

export async function measure(
  system: System,
  replicas: number,
  quick: boolean,
  log: (line: string) => void,
): Promise<Measured> {
  const say = <T>(what: string, value: T): T => (log(`${what}: ${JSON.stringify(value)}`), value);
  const lists = say('lists', await readLists(system, quick ? 1 : 10, replicas));
  const fleet = say('fleet', await readFleet(system, quick ? 2 : 30));
  const csv = say('csv', await listWhileCsv(system, quick ? 1 : 4));
  const backtest = say('back-test', await listWhileBacktest(system));
  const load = { perSecond: 200, replicas };
  const busy = say('busy', await listWhileBusy(system, { ...load, seconds: quick ? 5 : 30 }));

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
      const hour = await liveChanges(system, page, { ...load, seconds: quick ? 30 : 120 });
      live.push(say('live', { page: target.name, ...hour }));
    }
    return { replicas, lists, fleet, csv, backtest, busy, pages, scroll: scrolled, audits, live };
  } finally {
    await browser.close();
  }
}
