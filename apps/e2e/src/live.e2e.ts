import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ReplicaList } from '@lockstep/contracts';
import { startPostgres, type PostgresServer } from '@lockstep/postgres-server';
import type { Page } from '@playwright/test';
import { expect, fillIn, folderRow, markPage, test } from './errand.ts';
import { joinAs, type ScriptedAgent } from './system/agents-door.ts';
import { startFront, type Front } from './system/front.ts';
import { startSystem, type System } from './system/start-system.ts';

/** Two nodes on one PostgreSQL, and a front before them through which the browser comes. */
let folder: string;
let postgres: PostgresServer;
let node: System;
let other: System;
let front: Front;
let agents: ScriptedAgent[];

const SHOWN_WITHIN_MS = 5_000;

test.beforeAll(async () => {
  test.setTimeout(120_000);
  folder = await mkdtemp(join(tmpdir(), 'lockstep-e2e-live-'));
  postgres = await startPostgres({ dataDir: folder });
  node = await startSystem({ databaseUrl: postgres.url });
  other = await startSystem({ databaseUrl: postgres.url, like: node });
  front = await startFront(node.url);
  agents = [];
  for (let number = 0; number < 30; number += 1) {
    agents.push(await joinAs(other, `user${String(number).padStart(2, '0')}@example.org`));
    await behind(agents[number]!, 0);
  }
});
test.afterAll(async () => {
  await front?.close();
  await node?.dispose();
  await other?.dispose();
  await postgres?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Through the other node: what the page must learn without having been told by the one it is connected to. */
const behind = (agent: ScriptedAgent, items: number) =>
  agent.report(new Date(), [
    { path: ['INBOX'], serverItems: 5_000 + items, offlineItems: 5_000, lastSynchronizedAt: new Date().toISOString() },
  ]);

const lost = (page: Page) => page.getByText(/Connection lost/);

async function open(page: Page, path: string): Promise<() => Promise<void>> {
  await page.goto(front.url + path);
  const now = page.getByText('Now', { exact: true });
  await expect(page.getByLabel('Password').or(now)).toBeVisible();
  // The second tab of a browser is signed in already.
  if (!(await now.isVisible())) await fillIn(page, node.password);
  await expect(now).toBeVisible();
  return markPage(page);
}

/** Every mailbox of the list shows what the api says of it, and nobody was asked to reload or to let changes in. */
async function showsWhatTheApiSays(page: Page, at: System): Promise<void> {
  const cookies = await page.context().cookies(front.url);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  // Asked anew each time: on a machine that has much to do, what was reported last may not be folded yet.
  await expect(async () => {
    const answer = await fetch(`${at.url}/api/v1/replicas?limit=100&sort=mailbox`, { headers: { cookie } });
    const { items } = (await answer.json()) as ReplicaList;
    expect(items).toHaveLength(agents.length);
    for (const { mailbox, itemsBehind } of items) {
      const row = page.getByRole('row').filter({ hasText: mailbox });
      const cell = row.getByRole('cell', { name: String(itemsBehind), exact: true });
      await expect(cell, mailbox).toBeVisible({ timeout: 2_000 });
    }
  }).toPass({ timeout: 20_000 });
}

test('a line that goes dead without a word is told of within five seconds, with the age of the page', async ({
  page,
}) => {
  const samePage = await open(page, '/mailboxes?sort=mailbox');
  await expect(page.getByRole('row').filter({ hasText: 'user00' })).toBeVisible();
  front.hang();
  const since = Date.now();
  await expect(lost(page)).toBeVisible({ timeout: SHOWN_WITHIN_MS });
  expect(Date.now() - since).toBeLessThan(SHOWN_WITHIN_MS);
  // The age is that of the last word of the server, not of the moment at which it was missed.
  await expect(lost(page)).toHaveText(/Connection lost [2-9]\Ds ago/);
  await expect(page.getByText(/Numbers stand still at/)).toBeVisible();

  for (const [number, agent] of agents.entries()) await behind(agent, 100 + number);
  await expect(page.getByRole('row').filter({ hasText: 'user07' })).not.toContainText('107');
  front.restore();
  await expect(lost(page)).toBeHidden({ timeout: 15_000 });
  await showsWhatTheApiSays(page, other);
  await samePage();
});

test('a server that is killed and started again under a stream of changes leaves no gap, in two tabs', async ({
  page,
  context,
}) => {
  test.setTimeout(120_000);
  const samePage = await open(page, '/mailboxes?sort=mailbox');
  const second = await context.newPage();
  const sameSecond = await open(second, '/mailboxes?sort=mailbox');

  let streaming = true;
  let round = 0;
  const stream = (async () => {
    while (streaming) {
      round += 1;
      for (const [number, agent] of agents.entries()) {
        await behind(agent, 200 + ((number * 7 + round) % 90));
        await pause(10);
      }
    }
  })();
  await pause(500);
  await node.kill();
  await expect(lost(page)).toBeVisible({ timeout: SHOWN_WITHIN_MS });
  await expect(lost(second)).toBeVisible({ timeout: SHOWN_WITHIN_MS });
  await node.start();
  await expect(lost(page)).toBeHidden({ timeout: 15_000 });
  streaming = false;
  await stream;
  expect(round).toBeGreaterThan(1);
  await showsWhatTheApiSays(page, other);
  await showsWhatTheApiSays(second, other);
  await samePage();
  await sameSecond();
});

test('a laptop that slept catches up by itself when it wakes', async ({ page }) => {
  const samePage = await open(page, '/mailboxes?sort=mailbox');
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  front.hang();
  for (const [number, agent] of agents.entries()) await behind(agent, 300 + number);
  await pause(6_000);
  front.restore();
  await devtools.send('Page.setWebLifecycleState', { state: 'active' });
  await showsWhatTheApiSays(page, other);
  await expect(lost(page)).toBeHidden({ timeout: 15_000 });
  await samePage();
});

test('another node takes over where the first one stopped, folders included', async ({ page }) => {
  const agent = agents[3]!;
  const samePage = await open(page, `/mailboxes/${agent.replica}`);
  await expect(folderRow(page, 'INBOX')).toContainText('5,303');
  await node.kill();
  await expect(lost(page)).toBeVisible({ timeout: SHOWN_WITHIN_MS });
  await behind(agent, 444);
  front.turnTo(other.url);
  await expect(lost(page)).toBeHidden({ timeout: 15_000 });
  await expect(folderRow(page, 'INBOX')).toContainText('5,444');
  await behind(agent, 455);
  await expect(folderRow(page, 'INBOX')).toContainText('5,455');
  await samePage();
});
