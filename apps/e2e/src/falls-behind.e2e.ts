import { joinAs } from './system/agents-door.ts';
import { counted, counter, expect, folderRow, markPage, signIn, test, useSystem } from './errand.ts';

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
  // All was well five minutes ago; then two hundred messages came.
  await bob.report(minutesAgo(1), [folder(['INBOX'], 80, 80, minutesAgo(2))]);
  await anna.report(minutesAgo(5), [
    folder(['INBOX'], 500, 500, minutesAgo(6)),
    folder(['Projects', 'Été'], 20, 20, minutesAgo(6)),
  ]);
  await signIn(page, system());
  await expect(counter(page, 'In step')).toContainText('2');
  const samePage = await markPage(page);

  await anna.report(minutesAgo(4), [folder(['INBOX'], 700, 500, minutesAgo(6))]);
  await expect.poll(() => counted(page, 'Catching up')).toBe(1);
  await counter(page, 'Catching up').click();
  await page.getByRole('link', { name: 'anna@example.org' }).click();
  const inbox = folderRow(page, 'INBOX');
  await expect(inbox).toContainText('Catching up');

  // A synchronization completes and leaves the difference there, and so it stands in two reports.
  await anna.report(minutesAgo(1), [folder(['INBOX'], 701, 500, minutesAgo(2))]);
  await anna.report(minutesAgo(0.2), [folder(['INBOX'], 701, 500, minutesAgo(0.5))]);
  await expect(inbox).toContainText('Mismatched');
  await expect(inbox).toContainText('201');
  await expect(folderRow(page, 'Été')).toContainText('In step');

  await anna.report(minutesAgo(0), [folder(['INBOX'], 701, 701, minutesAgo(0.1))]);
  await expect(inbox).toContainText('In step');
  await samePage();
});
