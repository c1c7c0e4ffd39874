import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, markPage, signIn, test, useSystem } from './errand.ts';
import { hasDovecot, startDovecot, type Dovecot } from './mail/dovecot.ts';
import { hasMbsync, setUpMbsync, type Mbsync } from './mail/mbsync.ts';
import { run } from './system/run.ts';
import { cloneRoot } from './system/start-system.ts';

const system = useSystem();

test('an empty store shows how to enrol, and the command can be copied', async ({ page }) => {
  await signIn(page, system());
  await expect(page.getByRole('heading', { level: 1, name: /Nothing reports yet/ })).toBeVisible();
  await page.getByRole('button', { name: /Copy/ }).first().click();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  expect(copied).toContain('lockstep-agent join');
  expect(copied).toContain(system().url);
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

  test('an enrolled agent shows every folder with its three numbers, and each change of them by itself', async ({
    page,
  }) => {
    await signIn(page, system());
    const samePage = await markPage(page);

    await agent(
      'join',
      '--server',
      system().url,
      '--key',
      system().joinKey,
      '--mailbox',
      'anna@example.org',
      ...source(),
    );
    await agent('once');

    await page
      .getByRole('link', { name: /anna@example\.org/ })
      .first()
      .click();
    const inbox = page.getByRole('row').filter({ hasText: 'INBOX' });
    await expect(inbox).toContainText('12');
    await expect(inbox).toContainText('In step');
    await expect(page.getByRole('row').filter({ hasText: 'Été' })).toContainText('3');

    await server.deliver('INBOX', 5);
    await agent('once');
    await expect(inbox).toContainText('17');
    await expect(inbox).toContainText('12');

    await client.synchronize();
    await agent('once');
    await expect(inbox).not.toContainText('12');
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
    run(process.execPath, [join(cloneRoot, 'apps/agent/bin/lockstep-agent.mjs'), ...args], {
      LOCKSTEP_IMAP_PASSWORD: server.password,
      HOME: folder,
      XDG_STATE_HOME: join(folder, 'state'),
      XDG_CONFIG_HOME: join(folder, 'config'),
    });
});
