import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { joinAs, type ScriptedAgent } from './system/agents-door.ts';
import { expect, markPage, signIn, test, useSystem } from './errand.ts';

const system = useSystem();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
/** So rarely heard that nobody is silent while the errand looks. */
const SELDOM = { intervalSeconds: 3_600 };

/** What the Inbox holds, synchronized a minute before it is said. */
const say = (agent: ScriptedAgent, ago: number, server: number, offline: number) =>
  agent.report(
    minutesAgo(ago),
    [
      {
        path: ['INBOX'],
        serverItems: server,
        offlineItems: offline,
        lastSynchronizedAt: minutesAgo(ago + 1).toISOString(),
      },
    ],
    SELDOM,
  );

/** Well two hours ago, then 300 items behind until forty minutes ago: it lasts, so it fires. */
async function breaks(agent: ScriptedAgent): Promise<void> {
  await say(agent, 120, 500, 500);
  for (const ago of [110, 100, 90, 80, 70, 60, 50, 40]) await say(agent, ago, 800, 500);
}

async function heals(agent: ScriptedAgent): Promise<void> {
  for (const ago of [30, 20, 10]) await say(agent, ago, 800, 800);
  await say(agent, 0, 800, 800);
}

const inbox = (page: Page) => page.getByRole('region', { name: 'Inbox', exact: true });
const line = (page: Page, mailbox: string) => inbox(page).getByRole('listitem').filter({ hasText: mailbox });

test('what breaks at night is told, taken with a word, and over by itself, all on the same page', async ({ page }) => {
  const anna = await joinAs(system(), 'anna@example.org', 'imap-01.example.org');
  await signIn(page, system(), '/alerts');
  const samePage = await markPage(page);
  await expect(page.getByText('Nothing fires.')).toBeVisible();

  // It stands there while nobody has been told; that it fires now would move it, so that waits to be let in.
  await breaks(anna);
  await expect(line(page, 'anna@example.org')).toContainText('Pending');
  await expect(page.getByText(/1.change/)).toBeVisible();
  await page.keyboard.press('.');
  await expect(line(page, 'anna@example.org')).toContainText('Critical');
  await expect(page.getByRole('navigation', { name: 'Pages', exact: true })).toContainText('1 not taken');
  await expect(page).toHaveTitle(/^\(1\) Alerts/);

  // By the keyboard alone: the first row, opened, then taken.
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/alerts\/\d+/);
  await page.keyboard.press('a');
  await page.getByLabel('A comment, if it helps others').fill('looking at her laptop');
  await page.keyboard.press('Enter');
  await expect(line(page, 'anna@example.org')).toContainText('acknowledged by you');
  await expect(inbox(page).getByRole('heading', { name: 'Taken, 1' })).toBeVisible();
  const biography = page.getByRole('list', { name: 'Biography' });
  await expect(biography).toContainText('looking at her laptop');
  await expect(page).toHaveTitle(/^anna@example.org/);

  await heals(anna);
  await expect(page.getByRole('complementary', { name: 'The alert' })).toContainText('resolved', { timeout: 20_000 });
  await expect(biography).toContainText('Resolved after');
  await page.getByRole('link', { name: /^Resolved, 24 h/ }).click();
  await expect(line(page, 'anna@example.org')).toContainText('over since');
  await samePage();
});

test('a silence keeps what matches quiet, and nothing else', async ({ page }) => {
  await signIn(page, system(), '/settings/silences?edit=new');
  const form = page.getByRole('form', { name: 'New silence' });
  await form.getByRole('button', { name: 'Silence' }).click();
  await expect(form).toContainText('must say something');
  await form.getByRole('combobox', { name: 'Server' }).fill('imap-quiet.*');
  await form.getByRole('button', { name: 'Silence' }).click();
  await expect(form).toContainText('say why');
  await form.getByLabel('Why').fill('it is being moved');
  await form.getByRole('button', { name: 'Silence' }).click();
  await expect(page.getByRole('heading', { name: '“it is being moved”' })).toBeVisible();

  const bob = await joinAs(system(), 'bob@example.org', 'imap-quiet.example.org');
  const carla = await joinAs(system(), 'carla@example.org', 'imap-loud.example.org');
  await page.goto(`${system().url}/alerts`);
  await Promise.all([breaks(bob), breaks(carla)]);
  await page.goto(`${system().url}/alerts?tab=silenced`);
  await expect(line(page, 'bob@example.org')).toContainText('it is being moved');
  await expect(line(page, 'carla@example.org')).toHaveCount(0);
  await page.getByRole('link', { name: /^Not taken/ }).click();
  await expect(line(page, 'carla@example.org')).toContainText('nobody has been told');
  await expect(line(page, 'bob@example.org')).toHaveCount(0);
});

test('a webhook is set up, its test shows what the other side answered, and its key is never shown again', async ({
  page,
}) => {
  const heard: { signed: boolean; body: string }[] = [];
  const sink = await listen((signed, body) => heard.push({ signed, body }));
  const { port } = sink.address() as AddressInfo;
  try {
    await signIn(page, system(), '/settings/channels');
    await page.getByRole('button', { name: 'New channel' }).click();
    await page.getByLabel('Kind').selectOption('Webhook');
    await page.getByLabel('Name').fill('Night desk');
    await page.getByLabel('Address').fill('not an address');
    await page.getByRole('button', { name: 'Make the channel' }).click();
    await expect(page.getByRole('form')).toContainText('must be an address');
    await page.getByLabel('Address').fill(`http://127.0.0.1:${port}/hook`);
    await page.getByLabel('Key that signs the body').fill('a-key-of-the-errand');
    await page.getByRole('button', { name: 'Make the channel' }).click();

    // A place on this machine is refused until the administrator says that it is meant.
    await page.getByRole('button', { name: 'Send a test to Night desk' }).click();
    await expect(page.getByText('It was not taken')).toBeVisible();
    expect(heard).toEqual([]);
    await page.getByRole('button', { name: 'Change Night desk' }).click();
    await expect(page.getByRole('group', { name: 'Key that signs the body' })).toContainText('held');
    await page.getByLabel('It may be on a private network').check();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Send a test to Night desk' }).click();
    await expect(page.getByText('It was taken')).toBeVisible();
    await expect(page.getByText('HTTP 202: heard at the night desk')).toBeVisible();
    expect(heard).toHaveLength(1);
    expect(heard[0]!.signed).toBe(true);
    expect(heard[0]!.body).toContain('Night desk');
    expect(await page.content()).not.toContain('a-key-of-the-errand');
  } finally {
    sink.close();
  }
});

/** Another side that hears everything and says so. */
async function listen(onHeard: (signed: boolean, body: string) => void): Promise<Server> {
  const sink = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      onHeard(
        Object.keys(request.headers).some((name) => name.includes('signature')),
        body,
      );
      response.writeHead(202, { 'content-type': 'text/plain' }).end('heard at the night desk');
    });
  });
  await new Promise<void>((resolve) => sink.listen(0, '127.0.0.1', resolve));
  return sink;
}
