import { joinAs } from './system/agents-door.ts';
import { expect, folderRow, markPage, signIn, test, useSystem } from './errand.ts';

const system = useSystem();

test('a server that goes away under the page is missed, and its return is noticed, without a reload', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const agent = await joinAs(system(), 'anna@example.org');
  const synchronized = new Date(Date.now() - 60_000).toISOString();
  const inbox = (serverItems: number) => ({
    path: ['INBOX'],
    serverItems,
    offlineItems: 10,
    lastSynchronizedAt: synchronized,
  });
  await agent.report(new Date(), [inbox(10)]);

  await signIn(page, system(), `/mailboxes/${agent.replica}`);
  const row = folderRow(page, 'INBOX');
  await expect(row).toContainText('10');
  const samePage = await markPage(page);

  await system().stop();
  await expect(page.getByText(/Connection lost/)).toBeVisible();
  await expect(row).toContainText('10');

  await system().start();
  await expect(page.getByText(/Connection lost/)).toBeHidden({ timeout: 30_000 });
  await agent.report(new Date(), [inbox(14)]);
  await expect(row).toContainText('14');
  await samePage();
});
