import { counter, expect, firstMailbox, signIn, test, useSystem } from './errand.ts';
import { tellPast } from './system/simulate.ts';

const system = useSystem((started) => tellPast(started, 30, 24));
test.use({ colorScheme: 'light' });

test('a person who does not take the hands off the keys sees every page, the list of keys, and the hour before', async ({
  page,
}) => {
  await signIn(page, system());
  await expect(counter(page, 'In step')).toBeVisible();

  for (const [letter, heading] of [
    ['m', 'Mailboxes'],
    ['a', 'Alerts'],
    ['x', 'Fixes'],
    ['p', 'Policies'],
    ['s', 'Settings'],
  ] as const) {
    await page.keyboard.press('g');
    await page.keyboard.press(letter);
    await expect(page.getByRole('heading', { level: 1, name: heading })).toBeVisible();
  }

  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await expect(firstMailbox(page)).toBeVisible();
  await page.keyboard.press('f');
  const filter = page.getByLabel('Name, address, device or folder');
  await expect(filter).toBeFocused();
  // In a field a letter is a letter.
  await page.keyboard.type('gt?');
  await expect(filter).toHaveValue('gt?');
  await expect(page.getByRole('dialog')).toBeHidden();
  await filter.fill('');
  await page.keyboard.press('Escape');
  await expect(firstMailbox(page)).toBeVisible();

  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard' });
  await expect(keys.getByRole('region', { name: 'In time' })).toContainText('An hour back, forward');
  await page.keyboard.press('t');
  await expect(page.getByRole('button', { name: 'Theme: as the system' })).toBeAttached();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();

  await page.keyboard.press('[');
  await expect(page).toHaveURL(/[?&]at=/);
  await expect(page.getByText(/^As of /)).toBeVisible();
  const hourAgo = new URL(page.url()).searchParams.get('at')!;
  await page.keyboard.press('Shift+BracketLeft');
  await expect(page).not.toHaveURL(new RegExp(hourAgo.slice(0, 13)));
  const dayAgo = new URL(page.url()).searchParams.get('at')!;
  expect(Date.parse(hourAgo) - Date.parse(dayAgo)).toBe(86_400_000);
  await page.keyboard.press('n');
  await expect(page).not.toHaveURL(/[?&]at=/);
});

test('single keys are switched off for who speaks to the machine, and Ctrl K finds all the same', async ({ page }) => {
  await signIn(page, system());
  await expect(counter(page, 'In step')).toBeVisible();
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keyboard' });
  await keys.getByLabel('Single-key shortcuts').uncheck();
  await page.keyboard.press('Escape');
  await expect(keys).toBeHidden();

  for (const key of ['?', 't', '[', '/', 'g', 'm']) await page.keyboard.press(key);
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Theme: as the system' })).toBeVisible();
  await expect(page).toHaveURL(`${system().url}/`);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find a user, server or page' })).toBeFocused();
  await page.keyboard.press('Escape');

  // The way back needs no key.
  await page.getByRole('button', { name: 'Signed in as admin' }).click();
  await page.getByLabel('Single-key shortcuts').check();
  await page.getByRole('button', { name: 'Keyboard' }).click();
  await expect(keys).toBeVisible();
});
