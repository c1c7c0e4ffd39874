import { joinAs } from './system/agents-door.ts';
import { expect, folderRow, signIn, test, useSystem } from './errand.ts';

const system = useSystem();
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);

test('an administrator gives one server more time, and its mailbox turns without a report; nonsense is refused at its field', async ({
  page,
}) => {
  const anna = await joinAs(system(), 'anna@example.org', 'imap-02.example.org');
  const bob = await joinAs(system(), 'bob@example.org', 'imap-01.example.org');
  const inbox = [
    { path: ['INBOX'], serverItems: 100, offlineItems: 100, lastSynchronizedAt: hoursAgo(7).toISOString() },
  ];
  for (const agent of [anna, bob]) {
    // Heard all the time, synchronized never: the client was on for seven hours.
    for (let minute = 7 * 60; minute >= 0; minute -= 10)
      await agent.report(hoursAgo(minute / 60), minute === 420 ? inbox : []);
  }
  await signIn(page, system(), `/mailboxes/${anna.replica}`);
  await expect(folderRow(page, 'INBOX')).toContainText('Stale');

  await page.goto(`${system().url}/policies`);
  await page.getByRole('button', { name: 'New policy' }).click();
  await page.getByLabel('Name').fill('Slow line');
  await page.getByRole('combobox', { name: 'Server', exact: true }).fill('imap-02.example.org');
  await page.getByLabel('Last sync older than, warning').fill('2 d');
  await page.getByLabel('Why this policy?').fill('the line to Lyon is slow');
  await page.getByRole('button', { name: 'Save the policy' }).click();
  await expect(
    page
      .getByText(/critical|below/i)
      .filter({ hasText: /below/ })
      .first(),
  ).toBeVisible();

  await page.getByLabel('Last sync older than, critical').fill('4 d');
  await page.getByRole('button', { name: 'Look what it would do' }).click();
  await expect(page.getByRole('region', { name: 'What it would do' })).toContainText('1 mailbox');
  await page.getByRole('button', { name: 'Save the policy' }).click();
  await expect(page.getByRole('navigation', { name: 'Policies' })).toContainText('Slow line');
  await expect(page.getByRole('region', { name: 'Versions' })).toContainText('the line to Lyon is slow');

  await page.goto(`${system().url}/mailboxes/${anna.replica}`);
  await expect(folderRow(page, 'INBOX')).toContainText('In step', { timeout: 20_000 });
  await expect(page.getByText('policy Slow line, v1')).toBeVisible();
  await page.goto(`${system().url}/mailboxes/${bob.replica}`);
  await expect(folderRow(page, 'INBOX')).toContainText('Stale');
});
