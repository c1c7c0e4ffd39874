import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres, type PostgresServer } from '@lockstep/postgres-server';
import type { Page } from '@playwright/test';
import { expect, folderRow, markPage, signIn, test } from './errand.ts';
import { joinAs, type ScriptedAgent } from './system/agents-door.ts';
import { startFront, type Front } from './system/front.ts';
import { startSystem, type System } from './system/start-system.ts';

/** A page that is open for days sees its database go, its session end and its server updated. The line to the database goes through a front. */
let folder: string;
let postgres: PostgresServer;
let front: Front;
let system: System;
let agent: ScriptedAgent;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = await mkdtemp(join(tmpdir(), 'lockstep-e2e-kept-open-'));
  postgres = await startPostgres({ dataDir: folder });
  front = await startFront(postgres.url);
  const through = new URL(postgres.url);
  through.port = new URL(front.url).port;
  system = await startSystem({ databaseUrl: through.href });
  agent = await joinAs(system, 'anna@example.org');
  await counts(10);
});
test.afterAll(async () => {
  await system?.dispose();
  await front?.close();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

const counts = (serverItems: number) =>
  agent.report(new Date(), [
    { path: ['Report.2026'], serverItems, offlineItems: 10, lastSynchronizedAt: new Date().toISOString() },
  ]);
const lost = (page: Page) => page.getByText(/Connection lost/);

test('a database that hangs under the server stops the numbers, and the page says so', async ({ page }) => {
  await signIn(page, system, `/mailboxes/${agent.replica}`);
  await expect(folderRow(page, 'Report.2026')).toBeVisible();
  await expect(page.getByText('Now', { exact: true })).toBeVisible();
  const samePage = await markPage(page);
  front.hang();
  await expect(lost(page)).toBeVisible({ timeout: 5_000 });
  front.restore();
  await expect(lost(page)).toBeHidden({ timeout: 30_000 });
  await counts(14);
  await expect(folderRow(page, 'Report.2026')).toContainText('14');
  await samePage();
});

test('a database that is killed under the server is told of and comes back, and nobody reloads', async ({ page }) => {
  test.setTimeout(90_000);
  await signIn(page, system, `/mailboxes/${agent.replica}`);
  await expect(page.getByText('Now', { exact: true })).toBeVisible();
  const samePage = await markPage(page);
  process.kill(postgres.pid, 'SIGKILL');
  // It is started again within a second where nothing else is at work; a return as quick as that is no loss to speak of.
  front.hang();
  await expect(lost(page)).toBeVisible({ timeout: 5_000 });
  await expect(folderRow(page, 'Report.2026')).toContainText('14');
  front.restore();
  await expect(lost(page)).toBeHidden({ timeout: 40_000 });
  await counts(15);
  await expect(folderRow(page, 'Report.2026')).toContainText('15');
  await samePage();
});

test('who signs out in one tab is at the door in the other, on the way back to where they were', async ({
  page,
  context,
}) => {
  await signIn(page, system, '/mailboxes?sort=mailbox');
  const other = await context.newPage();
  await other.goto(system.url);
  await other.getByRole('button', { name: /signed in as/ }).click();
  await other.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in\?from=.*sort/, { timeout: 15_000 });
});

test('a page whose code an update took away is loaded anew, and says so where that does not help', async ({ page }) => {
  const gone = /\/assets\/FixesPage-[^/]*\.js$/;
  await signIn(page, system);
  await page.route(gone, (route) => route.fulfill({ status: 404, body: '' }));
  await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Fixes' }).click();
  await expect(page.getByRole('heading', { name: 'Lockstep was updated.' })).toBeVisible();
  await page.unroute(gone);
  await page.getByRole('button', { name: 'Load it anew' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Fixes' })).toBeVisible();
  await expect(page).toHaveURL(/\/fixes$/);
});

test('a time of which nothing was known is not called calm', async ({ page }) => {
  await signIn(page, system, '/?at=1970-01-01T00:00:00.000Z');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Nothing was known yet.');
  await expect(page.getByText('in step', { exact: false })).toHaveCount(0);
  await page.goto(`${system.url}/mailboxes?at=1970-01-01T00:00:00.000Z`);
  await expect(page.getByText('No mailbox was known then.')).toBeVisible();
});

test('an address holds what is looked at: a folder with a dot in its name, several labels', async ({ page }) => {
  await signIn(page, system, `/mailboxes/${agent.replica}/folders/Report.2026`);
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Report.2026');
  const labels = '/mailboxes?label=site:Lyon&label=team:Sales';
  await page.goto(system.url + labels);
  await expect(page.getByRole('button', { name: /^team: Sales/ })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Site' })).toHaveValue('site:Lyon');
  expect(new URL(page.url()).searchParams.getAll('label')).toEqual(['site:Lyon', 'team:Sales']);
});
