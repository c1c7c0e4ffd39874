import type { AlertList } from '@lockstep/contracts';
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
  const critical = page.getByLabel('Last sync older than, critical');
  await expect(critical).toHaveAttribute('aria-invalid', 'true');
  await expect(page.getByRole('cell').filter({ has: critical }).getByRole('alert')).toContainText(/below/);
  await expect(page.getByRole('navigation', { name: 'Policies' })).not.toContainText('Slow line');

  await critical.fill('4 d');
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

test('before it is saved, a change is tried on what happened: it says what it would save, and whose problem it would miss', async ({
  page,
}) => {
  const carla = await joinAs(system(), 'carla@example.org', 'imap-03.example.org');
  const inbox = [{ path: ['INBOX'], serverItems: 50, offlineItems: 50, lastSynchronizedAt: hoursAgo(7).toISOString() }];
  for (let minute = 7 * 60; minute >= 0; minute -= 10)
    await carla.report(hoursAgo(minute / 60), minute === 420 ? inbox : []);
  await signIn(page, system(), '/policies');

  // Somebody takes her alert: so it was a real problem.
  let alert: string | undefined;
  await expect(async () => {
    const answer = await page.request.get(`${system().url}/api/v1/alerts?status=firing`);
    alert = ((await answer.json()) as AlertList).items.find(({ mailbox }) => mailbox === 'carla@example.org')?.id;
    expect(alert).toBeDefined();
  }).toPass({ timeout: 20_000 });
  const taken = await page.request.post(`${system().url}/api/v1/alerts/${alert}/acknowledge`, { data: {} });
  expect(taken.ok()).toBe(true);

  const backtest = page.getByRole('region', { name: 'Back-test' });
  await expect(backtest.getByRole('row', { name: /^Alerts/ })).toContainText('Alerts');
  await expect(backtest.getByRole('columnheader', { name: /Proposed/ })).toBeHidden();
  await page.getByRole('button', { name: 'New policy' }).click();
  await page.getByLabel('Name').fill('Slower line');
  await page.getByRole('combobox', { name: 'Server', exact: true }).fill('imap-03.example.org');
  await page.getByLabel('Last sync older than, warning').fill('2 d');
  await page.getByLabel('Last sync older than, critical').fill('4 d');

  await expect(backtest.getByRole('row', { name: /^Alerts/ })).toHaveText(/Alerts\s*1\s*0\s*−1/, { timeout: 20_000 });
  const missed = backtest.getByRole('region', { name: 'What the change would miss' });
  await expect(missed).toContainText('would not have been told at all');
  await expect(missed.getByRole('link', { name: /^carla@example.org/ })).toHaveAttribute(
    'href',
    new RegExp(`/mailboxes/${carla.replica}`),
  );
  await expect(missed).toContainText('admin took it');
  await expect(backtest).toContainText(/Replayed \d+ facts/);

  await page.getByRole('button', { name: 'Save the policy' }).click();
  await expect(page.getByRole('navigation', { name: 'Policies' })).toContainText('Slower line');

  // What is saved is what is: no figure of another version stands under its name.
  const proposed = backtest.getByRole('columnheader', { name: /Proposed/ });
  await expect(backtest.getByRole('columnheader', { name: 'As is, v1' })).toBeVisible({ timeout: 20_000 });
  await expect(proposed).toBeHidden();
  await page.getByLabel('Last sync older than, warning').fill('3 h');
  await expect(backtest.getByRole('row', { name: /^Alerts/ })).toHaveText(/Alerts\s*0\s*1\s*\+1/, { timeout: 20_000 });
  await expect(proposed).toHaveText('Proposed, v2');
  await page.getByRole('button', { name: 'Save as v2' }).click();
  await expect(backtest.getByRole('columnheader', { name: 'As is, v2' })).toBeVisible({ timeout: 20_000 });
  await expect(proposed).toBeHidden();
  await expect(backtest.getByRole('row', { name: /^Alerts/ })).toHaveText(/Alerts\s*1$/);
});
