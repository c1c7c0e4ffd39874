import type { Page } from 'playwright-core';
import type { System } from '../server/system.ts';
import type { Browser } from './tab.ts';

export interface Target {
  readonly name: 'fleet' | 'list' | 'mailbox';
  readonly path: string;
  /** Is there as soon as the page shows data and not its skeleton. */
  readonly data: string;
}

export async function targets(system: System): Promise<Target[]> {
  const { items } = await system.ask<{ items: { id: string }[] }>('GET', '/replicas?limit=1&status=mismatched');
  return [
    { name: 'fleet', path: '/', data: 'a[href*="/mailboxes?status="]' },
    { name: 'list', path: '/mailboxes', data: 'tr a[href*="/mailboxes/"]' },
    { name: 'mailbox', path: `/mailboxes/${items[0]!.id}`, data: 'text="INBOX"' },
  ];
}

export interface FirstData {
  readonly median: number;
  readonly worst: number;
  /** JavaScript that came over the wire until then, compressed, in kB. */
  readonly scriptKilobytes: number;
  /** The library of charts beside it, where the page draws some. */
  readonly chartKilobytes: number;
}

/** Milliseconds from the navigation until data stands there; nothing in the cache. */
export async function firstData(
  { context }: Browser,
  system: System,
  target: Target,
  times: number,
): Promise<FirstData> {
  const took: number[] = [];
  let [script, chart] = [0, 0];
  for (let time = 0; time < times; time += 1) {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    const scripts = new Map<string, string>();
    [script, chart] = [0, 0];
    devtools.on('Network.responseReceived', ({ requestId, type, response }) => {
      if (type === 'Script') scripts.set(requestId, response.url);
    });
    devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const url = scripts.get(requestId);
      if (url !== undefined && /Chart[^/]*$/.test(url)) chart += encodedDataLength;
      else if (url !== undefined) script += encodedDataLength;
    });
    const began = performance.now();
    await page.goto(system.url + target.path, { waitUntil: 'commit' });
    await page.locator(target.data).first().waitFor({ timeout: 30_000 });
    took.push(performance.now() - began);
    await page.close();
  }
  took.sort((a, b) => a - b);
  return {
    median: Math.round(took[Math.floor(took.length / 2)]!),
    worst: Math.round(took.at(-1)!),
    scriptKilobytes: Math.round(script / 1024),
    chartKilobytes: Math.round(chart / 1024),
  };
}

export interface Scroll {
  readonly frames: number;
  readonly medianMs: number;
  readonly worstMs: number;
  readonly over50: number;
  /** So many rows went by: nobody has scrolled who saw the same rows all the time. */
  readonly rows: number;
}

/** How far the list has gone, by the height of a row. */
const PASSED = `(() => {
  const row = document.querySelector('tr:has(a[href*="/mailboxes/"])');
  if (!row) throw new Error('The list shows no row any more.');
  const scrolled = Math.max(...[...document.querySelectorAll('*')].map((element) => element.scrollTop));
  return Math.round(scrolled / row.offsetHeight);
})()`;

/** Turns the wheel over the list, page after page, and looks at the time between one frame and the next. */
export async function scroll(page: Page, seconds: number): Promise<Scroll> {
  await page.mouse.move(700, 500);
  await page.evaluate(`{
    const gaps = (globalThis.gaps = []);
    let before = performance.now();
    const look = (now) => {
      gaps.push(now - before);
      before = now;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }`);
  const until = performance.now() + seconds * 1_000;
  while (performance.now() < until) {
    await page.mouse.wheel(0, 240);
    await page.waitForTimeout(16);
  }
  const gaps = ((await page.evaluate('gaps')) as number[]).slice(2);
  const passed = (await page.evaluate(PASSED)) as number;
  gaps.sort((a, b) => a - b);
  return {
    frames: gaps.length,
    medianMs: Math.round(gaps[Math.floor(gaps.length / 2)]! * 10) / 10,
    worstMs: Math.round(gaps.at(-1)!),
    over50: gaps.filter((gap) => gap > 50).length,
    rows: passed,
  };
}
