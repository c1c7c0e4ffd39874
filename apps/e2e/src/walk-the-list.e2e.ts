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
