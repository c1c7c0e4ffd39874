import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import type { System } from '../server/system.ts';

/** A browser with a person signed in, as the errands use it; `port`: where its DevTools listen. */
export interface Browser {
  readonly context: BrowserContext;
  readonly port: number;
  close(): Promise<void>;
}

const EXECUTABLES = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

export async function openBrowser(system: System): Promise<Browser> {
  const executablePath = EXECUTABLES.find(existsSync);
  if (executablePath === undefined) throw new Error(`There is no browser; looked for ${EXECUTABLES.join(', ')}.`);
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-bench-browser-'));
  const context = await chromium.launchPersistentContext(folder, {
    executablePath,
    chromiumSandbox: userInfo().uid !== 0,
    viewport: { width: 1440, height: 900 },
    args: ['--disable-dev-shm-usage', '--disable-gpu', '--remote-debugging-port=0'],
  });
  const [name, value] = system.cookie.split('=') as [string, string];
  await context.addCookies([{ name, value, url: system.url }]);
  return {
    context,
    port: Number(readFileSync(join(folder, 'DevToolsActivePort'), 'utf8').split('\n')[0]),
    async close() {
      await context.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** What one tab holds, in MB. */
export interface TabMemory {
  /** JavaScript's own heap, after its garbage was collected. */
  readonly heap: number;
  /** Of the tab's process: memory that it shares with nobody and that no file stands behind, which is what a task manager shows. */
  readonly tab: number;
}

export async function memoryOf(page: Page, devtools: CDPSession): Promise<TabMemory> {
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  return { heap: usedSize / 2 ** 20, tab: anonymousMegabytes(await processOf(page)) };
}

/** The largest of the browser's processes that draw pages; there is one page. */
async function processOf(page: Page): Promise<number[]> {
  const devtools = await page.context().browser()?.newBrowserCDPSession();
  if (!devtools) throw new Error('The browser cannot be asked for its processes.');
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await devtools.detach();
  return processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id);
}

function anonymousMegabytes(processes: readonly number[]): number {
  const each = processes.map((id) => {
    const status = readFileSync(`/proc/${id}/status`, 'utf8');
    return Number(/^RssAnon:\s+(\d+) kB/m.exec(status)?.[1] ?? NaN) / 1024;
  });
  return Math.max(...each);
}
