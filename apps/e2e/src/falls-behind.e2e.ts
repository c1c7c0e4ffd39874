import { joinAs } from './system/agents-door.ts';
import { counter, expect, folderRow, markPage, signIn, test, useSystem } from './errand.ts';

const system = useSystem();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

test('the fleet leads to a mailbox that has just fallen behind, and its folder turns without a reload', async ({
  page,
}) => {
  const anna = await joinAs(system(), 'anna@example.org');
  const bob = await joinAs(system(), 'bob@example.org');
  const folder = (path: string[], serverItems: number, offlineItems: number, synchronizedAt: Date) => ({
    path,
    serverItems,
    offlineItems,
    lastSynchronizedAt: synchronizedAt.toISOString(),
  });
  // All was well three quarters of an hour ago; then two hundred messages came, and nobody fetched them.
  const synchronizedAt = minutesAgo(51);
  await bob.report(minutesAgo(1), [folder(['INBOX'], 80, 80, minutesAgo(2))]);
  await anna.report(minutesAgo(50), [
    folder(['INBOX'], 500, 500, synchronizedAt),
    folder(['Projects', 'Été'], 20, 20, synchronizedAt),
  ]);

  await signIn(page, system());
  await expect(counter(page, 'In step')).toBeVisible();
  const samePage = await markPage(page);

  await anna.report(minutesAgo(45), [folder(['INBOX'], 700, 500, synchronizedAt)]);
  await anna.report(minutesAgo(10), [folder(['INBOX'], 701, 500, synchronizedAt)]);
  await counter(page, 'Mismatched').click();
  await page.getByRole('link', { name: 'anna@example.org' }).click();

  const inbox = folderRow(page, 'INBOX');
  await expect(inbox).toContainText('Mismatched');
  await expect(inbox).toContainText('201');

  // Then a synchronization completes.
  await anna.report(minutesAgo(0), [folder(['INBOX'], 701, 701, minutesAgo(0.2))]);
  await expect(inbox).toContainText('In step');
  await samePage();
});
