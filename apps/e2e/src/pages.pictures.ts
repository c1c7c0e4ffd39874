import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DiagnosisList, ReplicaList } from '@lockstep/contracts';
import type { Page } from '@playwright/test';
import { counter, expect, firstMailbox, folderRow, signIn, test, useSystem } from './errand.ts';
import { setUpTelling, tendAlerts } from './system/tend-alerts.ts';
import { runDemo, type Demo } from './system/run-demo.ts';
import { tellPast } from './system/simulate.ts';
import { cloneRoot } from './system/start-system.ts';

const THEMES = ['light', 'dark'] as const;

/** The parts of the settings that have a picture besides the channels, each with the title of what is seen first. */
const SECTIONS = [
  ['deliveries', 'Deliveries'],
  ['agents', 'Agents'],
  ['system', 'System health'],
] as const;

test.describe('before anything reports', () => {
  const system = useSystem();

  for (const theme of THEMES) {
    test(`in the ${theme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await page.goto(system().url);
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      await take(page, 'sign-in', theme);
      await signIn(page, system());
      await expect(page.getByRole('heading', { level: 1 })).toContainText('Nothing reports yet');
      await take(page, 'first-run', theme);
    });
  }
});

test.describe('with a fleet', () => {
  let demo: Demo | undefined;
  let memory: string;
  const system = useSystem(async (started) => {
    test.setTimeout(240_000);
    memory = await mkdtemp(join(tmpdir(), 'lockstep-pictures-'));
    await setUpTelling(started);
    demo = await runDemo(started, 300, memory);
    // Until those who were silent already are noticed, and every agent has reported live.
    await new Promise((resolve) => setTimeout(resolve, 70_000));
    await tendAlerts(started);
  });
  test.afterAll(async () => {
    await demo?.stop();
    await rm(memory, { recursive: true, force: true });
  });

  for (const theme of THEMES) {
    test(`in the ${theme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await signIn(page, system());
      await expect(counter(page, 'In step')).toBeVisible();
      await take(page, 'fleet', theme, true);

      await page.goto(`${system().url}/mailboxes`);
      await expect(firstMailbox(page)).toBeVisible();
      await take(page, 'mailboxes', theme);

      await page.goto(`${system().url}/mailboxes?status=mismatched&sort=-itemsBehind`);
      await firstMailbox(page).click();
      await expect(folderRow(page, 'INBOX')).toBeVisible();
      await take(page, 'mailbox', theme);

      await page.getByRole('row').filter({ hasText: 'Mismatched' }).getByRole('link').first().click();
      await expect(page).toHaveURL(/\/folders\//);
      await take(page, 'folder', theme);

      await page.goto(`${system().url}/mailboxes/${await withGuard(page, system().url)}`);
      await expect(page.getByRole('region', { name: 'Diagnosis' }).getByRole('note')).toBeVisible();
      await take(page, 'mailbox-diagnosis', theme);

      await page.goto(system().url);
      await page.getByRole('link', { name: 'Open the incident' }).click();
      await expect(page.getByRole('region', { name: 'First fix to try' })).toBeVisible();
      await take(page, 'incident', theme);

      await page.goto(`${system().url}/fixes?fix=K11`);
      await expect(page.getByRole('region', { name: 'All fixes' })).toBeVisible();
      await take(page, 'fixes', theme);

      await page.goto(`${system().url}/policies`);
      await page.getByLabel('Last sync older than, warning').fill('6 h');
      await page.getByRole('button', { name: 'Look what it would do' }).click();
      await expect(page.getByRole('region', { name: 'What it would do' })).toBeVisible();
      const backtest = page.getByRole('region', { name: 'Back-test' });
      await expect(backtest.getByRole('columnheader', { name: /Proposed/ })).toBeVisible({ timeout: 60_000 });
      await page.evaluate(() => scrollTo(0, 0));
      await take(page, 'policies', theme);

      await page.goto(`${system().url}/alerts`);
      await expect(page.getByRole('region', { name: 'Not taken' })).toBeVisible();
      await take(page, 'alerts', theme);

      await page.getByRole('region', { name: 'Not taken' }).getByRole('listitem').first().getByRole('link').click();
      await expect(page.getByRole('list', { name: 'Biography' })).toBeVisible();
      await take(page, 'alert', theme);

      await page.goto(`${system().url}/settings/channels`);
      await expect(page.getByRole('heading', { name: 'On-call' })).toBeVisible();
      await take(page, 'settings-channels', theme);

      await page.goto(`${system().url}/settings/agents`);
      await expect(page.getByRole('heading', { name: 'Agents', exact: true })).toBeVisible();
      await take(page, 'settings-agents', theme);

      await page.goto(`${system().url}/settings/system`);
      await expect(page.getByRole('table')).toBeVisible();
      await take(page, 'settings-system', theme);

      await page.goto(`${system().url}/report`);
      await expect(page.getByRole('table', { name: 'The worst mailboxes' })).toBeVisible();
      await take(page, 'report', theme);

      for (const [section, title] of SECTIONS) {
        await page.goto(`${system().url}/settings/${section}`);
        const part = page.getByRole('region', { name: title, exact: true });
        await expect(part).toBeVisible();
        // Those given up come first, and here there are none.
        if (section === 'deliveries') await part.getByRole('button', { name: 'All', exact: true }).click();
        await expect(part.locator('.skeleton')).toHaveCount(0);
        await take(page, `settings-${section}`, theme);
      }

      await page.goto(system().url);
      await expect(counter(page, 'In step')).toBeVisible();
      await page.keyboard.press('/');
      await page.keyboard.type('gu');
      await expect(page.getByRole('option').first()).toBeVisible();
      await take(page, 'find', theme);
      await page.keyboard.press('Escape');

      await page.setViewportSize({ width: 390, height: 844 });
      await page.goto(system().url);
      await expect(counter(page, 'In step')).toBeVisible();
      await take(page, 'fleet-phone', theme);

      await page.goto(`${system().url}/mailboxes/${await withGuard(page, system().url)}`);
      await expect(page.getByRole('region', { name: 'Diagnosis' }).getByRole('note')).toBeVisible();
      await take(page, 'mailbox-phone', theme);
    });
  }
});

test.describe('with a fleet that is well', () => {
  const system = useSystem((started) => tellPast(started, 120, 48, 'in-step'));

  for (const theme of THEMES) {
    test(`in the ${theme} theme`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
      await signIn(page, system());
      await expect(counter(page, 'In step')).toBeVisible();
      await take(page, 'fleet-calm', theme, true);
    });
  }
});

/** The mailbox of the demo whose store is damaged while some of its items exist nowhere else. */
async function withGuard(page: Page, url: string): Promise<string> {
  const read = async <T>(path: string) => (await (await page.request.get(`${url}/api/v1/${path}`)).json()) as T;
  const { items } = await read<ReplicaList>('replicas?status=mismatched&limit=200');
  for (const { id, itemsOnlyOffline } of items) {
    if (itemsOnlyOffline === 0) continue;
    const [first] = (await read<DiagnosisList>(`replicas/${id}/diagnoses`)).items;
    if (first?.id === 'K11' && first.guard?.items) return id;
  }
  throw new Error('No mailbox of the demo has a damaged store with items of its own.');
}

/** `whole`: as long as the page is; else what one sees before scrolling. */
async function take(page: Page, name: string, theme: string, whole = false): Promise<void> {
  // No tooltip; and charts and fonts are drawn a moment after the numbers.
  await page.mouse.move(0, 0);
  await page.evaluate(() => document.fonts.ready);
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: join(cloneRoot, 'docs/screenshots', `${name}-${theme}.png`), fullPage: whole });
}
