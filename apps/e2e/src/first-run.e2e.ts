import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { counter, expect, folderRow, markPage, signIn, test, useSystem } from './errand.ts';
import { hasDovecot, startDovecot, type Dovecot } from './mail/dovecot.ts';
import { hasMbsync, setUpMbsync, type Mbsync } from './mail/mbsync.ts';
import { run } from './system/run.ts';
import { cloneRoot } from './system/start-system.ts';

const system = useSystem();

test('an empty store shows how to enrol, and what to wait for', async ({ page }) => {
  await signIn(page, system());
  await expect(page.getByRole('heading', { level: 1, name: /Nothing reports yet/ })).toBeVisible();
  await expect(page.getByText('Waiting for the first report')).toBeVisible();
  await page.getByRole('button', { name: 'It does not come' }).click();
  await expect(page.getByRole('list', { name: 'What to look at' })).toContainText(`curl ${system().url}/readyz`);
});

test.describe('from a real mailbox to the page', () => {
  test.skip(!hasDovecot(), 'Dovecot is not installed here');
  test.skip(!hasMbsync(), 'mbsync is not installed here');

  let folder: string;
  let server: Dovecot;
  let client: Mbsync;

  test.beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lockstep-e2e-mail-'));
    server = await startDovecot(folder, ['INBOX', 'Projets/&AMk-t&AOk-']);
    await server.deliver('INBOX', 12);
    await server.deliver('Projets/&AMk-t&AOk-', 3);
    client = await setUpMbsync(folder, server);
    await client.synchronize();
  });
  test.afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  test('the copied command enrols an agent, and its folders stand there with their three numbers, live', async ({
    page,
  }) => {
    test.setTimeout(120_000);
    await signIn(page, system());
    const samePage = await markPage(page);

    const command = await copyJoinCommand(page);
    expect(command).toContain(`--server ${system().url} `);
    // What it runs comes from the same server, as the line above it says.
    const install = await page.getByText(/^npm install -g \S+lockstep-agent\.tgz/).innerText();
    const handedOut = await page.request.get(install.trim().split(' ').at(-1)!);
    expect(handedOut.headers()['content-type']).toBe('application/gzip');
    await agent(...command.replace('npx lockstep-agent ', '').split(' '), ...source());
    await expect(page.getByText('1 mailbox enrolled, waiting for the first report')).toBeVisible();
    // What is in the way is another thing now.
    await page.getByRole('button', { name: 'It does not come' }).click();
    await expect(page.getByRole('list', { name: 'What to look at' })).toContainText('npx lockstep-agent once');

    await agent('once');
    await counter(page, 'In step').click();
    await page.getByRole('link', { name: 'anna@example.org', exact: true }).click();
    const inbox = folderRow(page, 'INBOX');
    await expect(inbox.getByRole('cell', { name: '12', exact: true })).toHaveCount(2);
    await expect(inbox).toContainText('In step');
    await expect(folderRow(page, 'Été').getByRole('cell', { name: '3', exact: true })).toHaveCount(2);

    await server.deliver('INBOX', 5);
    await agent('once');
    await expect(inbox.getByRole('cell', { name: '17', exact: true })).toHaveCount(1);
    await expect(inbox.getByRole('cell', { name: '12', exact: true })).toHaveCount(1);

    await client.synchronize();
    await agent('once');
    await expect(inbox.getByRole('cell', { name: '17', exact: true })).toHaveCount(2);
    await expect(inbox).toContainText('In step');
    await samePage();
  });

  const source = () => [
    '--mbsyncrc',
    client.configFile,
    '--server-mailbox',
    `imap://${server.user}@127.0.0.1:${server.port}`,
  ];
  const agent = (...args: string[]) =>
    run(
      process.execPath,
      [join(cloneRoot, 'apps/agent/bin/lockstep-agent.mjs'), ...args, '--state', join(folder, 'agent')],
      {
        LOCKSTEP_IMAP_PASSWORD: server.password,
        HOME: folder,
      },
    );
});

/** As a person does it: copies the command. Where only the key's hash is known, a key is made first. */
async function copyJoinCommand(page: Page): Promise<string> {
  const make = page.getByRole('button', { name: 'Make a join key' });
  await expect(make.or(page.getByRole('button', { name: 'Another key' }))).toBeVisible();
  if (await make.isVisible()) {
    await make.click();
    await expect(page.getByText('It is shown this once')).toBeVisible();
  }
  await page.getByRole('button', { name: 'Copy', exact: true }).first().click();
  return page.evaluate(() => navigator.clipboard.readText());
}
