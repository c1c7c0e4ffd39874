import { readFile } from 'node:fs/promises';
import { expect, signIn, test, useSystem } from './errand.ts';
import { joinAs } from './system/agents-door.ts';

const system = useSystem(async (started) => {
  const servers = ['imap-1.example.org', 'imap-2.example.org'];
  for (const [index, name] of ['anna', 'bert', 'carla', 'dora'].entries()) {
    const agent = await joinAs(started, `${name}@example.org`, servers[index % 2]);
    const at = new Date();
    await agent.report(at, [
      { path: ['INBOX'], serverItems: 40 + index, offlineItems: 40, lastSynchronizedAt: at.toISOString() },
    ]);
  }
});

test('a list is narrowed, kept as a view, found again by its address, and taken along exactly as it is shown', async ({
  page,
}) => {
  await signIn(page, system(), '/mailboxes');
  const rows = page.getByRole('row').filter({ hasText: '@' });
  await expect(rows).toHaveCount(4);

  await page.getByRole('combobox', { name: 'Server', exact: true }).selectOption('imap-2.example.org');
  await page.getByRole('button', { name: 'Filter by more' }).click();
  await page.getByRole('combobox', { name: 'Difference', exact: true }).selectOption({ label: '1 or more' });
  await page.keyboard.press('Escape');
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Device' }).click();

  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Second server');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const view = page.getByRole('navigation', { name: 'Views' }).getByRole('link', { name: /^Second server/ });
  await expect(view).toHaveAttribute('aria-current', 'true');
  await expect(view).toHaveText(/2$/);
  await expect(page.getByRole('navigation', { name: 'Views' }).locator('[aria-current]')).toHaveCount(1);

  await page.goto(`${system().url}/mailboxes`);
  await expect(rows).toHaveCount(4);
  await view.click();
  await expect(rows).toHaveCount(2);
  const shown = (await rows.getByRole('link').allInnerTexts()).map((text) => text.trim());

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /^CSV/ }).click(),
  ]);
  const csv = await readFile(await download.path(), 'utf8');
  const [head, ...lines] = csv.replace('\uFEFF', '').trimEnd().split('\r\n');
  const at = head!.split(',').indexOf('mailbox');
  expect(lines.map((line) => line.split(',')[at])).toEqual(shown);
});
