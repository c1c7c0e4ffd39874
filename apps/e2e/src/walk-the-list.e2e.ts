import { joinAs } from './system/agents-door.ts';
import { expect, firstMailbox, signIn, test, useSystem } from './errand.ts';

const WALKERS = ['anna', 'bert', 'carla'].map((name) => `${name}@example.org`);
const system = useSystem(async (started) => {
  for (const [nth, mailbox] of [...WALKERS, 'dora@example.net'].entries()) {
    const agent = await joinAs(started, mailbox, 'imap.example.net');
    const lastSynchronizedAt = new Date(Date.now() - 60_000).toISOString();
    await agent.report(new Date(), [{ path: ['INBOX'], serverItems: nth, offlineItems: nth, lastSynchronizedAt }]);
  }
});

test('the mailboxes of a list are looked at one after the other, by keys, and one step back leads to the list', async ({
  page,
}) => {
  await signIn(page, system(), '/mailboxes?q=example.org&sort=mailbox');
  await firstMailbox(page).click();
  const place = page.getByRole('group', { name: 'Walk through the list' });
  const heading = page.getByRole('heading', { level: 1 });
  await expect(place).toContainText('1 of 3');
  await expect(heading).toHaveText(WALKERS[0]!);
  await expect(page.getByRole('button', { name: 'The one before' })).toBeDisabled();

  await page.keyboard.press('j');
  await expect(heading).toHaveText(WALKERS[1]!);
  await page.keyboard.press('j');
  await expect(heading).toHaveText(WALKERS[2]!);
  await expect(place).toContainText('3 of 3');
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await expect(heading).toHaveText(WALKERS[1]!);

  // A reload loses neither the list nor the place in it.
  await page.reload();
  await expect(place).toContainText('2 of 3');
  await page.goBack();
  await expect(page).toHaveURL(/\/mailboxes\?q=example\.org&sort=mailbox$/);
});

test('without a list one came from there is none to walk through', async ({ page }) => {
  await signIn(page, system(), '/mailboxes?q=anna');
  const address = await firstMailbox(page).getAttribute('href');
  await page.evaluate(() => sessionStorage.clear());
  await page.goto(system().url + address!);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(WALKERS[0]!);
  await expect(page.getByRole('group', { name: 'Walk through the list' })).toBeHidden();
});

test('where none of what is selected has an alert that waits, that is said, and Enter opens no mailbox by the way', async ({
  page,
}) => {
  await signIn(page, system(), '/mailboxes?q=example.org&sort=mailbox');
  await expect(firstMailbox(page)).toBeVisible();
  for (const key of ['j', 'x', 'j', 'x', 'j', 'x', 'a', 'Enter']) await page.keyboard.press(key);
  const selected = page.getByRole('region', { name: 'What is selected' });
  await expect(selected).toContainText('3 selected');
  await expect(page).toHaveURL(/\/mailboxes\?q=/);
  await page.keyboard.press('a');
  await expect(selected).toContainText('None of the 3 has an alert that waits for anybody');
  // The first lets go of the question, the next opens the row one stands on.
  await page.keyboard.press('Enter');
  await expect(selected).not.toContainText('None of the 3');
  await expect(page).toHaveURL(/\/mailboxes\?q=/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(WALKERS[2]!);
});

test('two mailboxes of a list are selected by keys, their alerts are taken at once, and given back', async ({
  page,
}) => {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  for (const mailbox of ['erik@example.com', 'freya@example.com']) {
    const agent = await joinAs(system(), mailbox, `imap-${mailbox[0]}.example.com`);
    // Since two hours nothing is synchronized, and 300 items are behind.
    for (const [ago, server] of [120, 110, 100, 90, 80, 70, 60, 50, 40].map((ago) => [ago, ago === 120 ? 500 : 800]))
      await agent.report(
        minutesAgo(ago!),
        [
          {
            path: ['INBOX'],
            serverItems: server!,
            offlineItems: 500,
            lastSynchronizedAt: minutesAgo(121).toISOString(),
          },
        ],
        { intervalSeconds: 3_600 },
      );
  }
  await signIn(page, system(), '/mailboxes?q=example.com');
  const rows = page.getByRole('row').filter({ hasText: '@example.com' });
  await expect(rows).toHaveCount(2);
  await expect(page.getByRole('navigation', { name: 'Pages', exact: true })).toContainText('2 not taken', {
    timeout: 20_000,
  });
  for (const key of ['j', 'x', 'j', 'x']) await page.keyboard.press(key);
  const selected = page.getByRole('region', { name: 'What is selected' });
  await expect(selected).toContainText('2 selected · 2 alerts wait');
  await page.keyboard.press('a');
  await selected.getByLabel('A comment, if it helps others').fill('both are at the same school');
  await page.keyboard.press('Enter');
  const done = page.getByRole('region', { name: 'What was done' });
  await expect(done).toContainText('2 alerts are acknowledged');
  await expect(rows.getByText(/is taken by admin/)).toHaveCount(2);

  await done.getByRole('button', { name: 'Undo' }).click();
  await expect(done).toBeHidden();
  await expect(rows.getByText(/is taken by admin/)).toHaveCount(0);
  await expect(page.getByRole('navigation', { name: 'Pages', exact: true })).toContainText('2 not taken');
});
