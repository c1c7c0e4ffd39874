import { expect, test, type Locator, type Page } from '@playwright/test';
import { cookieOf } from './system/session.ts';
import { startSystem, type System } from './system/start-system.ts';

export { expect, test };

/** A running system for the errands of this file, with data of its own. */
export function useSystem(prepare: (system: System) => Promise<void> = async () => {}): () => System {
  let system: System | undefined;
  test.beforeAll(async () => {
    test.setTimeout(120_000);
    system = await startSystem();
    await prepare(system);
  });
  test.afterAll(() => system?.dispose());
  return () => system!;
}

/** As a person does it: by the form. */
export async function signIn(page: Page, system: System, path = '/'): Promise<void> {
  await page.goto(system.url + path);
  await fillIn(page, system.password);
  await expect(page).not.toHaveURL(/\/sign-in/);
}

/** As who signed in before and comes back: where signing in is not what the errand is about. */
export async function comeBack(page: Page, system: System, path = '/'): Promise<void> {
  const [name = '', value = ''] = (await cookieOf(system)).split('=');
  await page.context().addCookies([{ name, value, url: system.url }]);
  await page.goto(system.url + path);
}

export async function fillIn(page: Page, password: string): Promise<void> {
  await page.getByLabel('User').fill('admin');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Leaves a mark that a reload would wipe; the answer asserts that it is still there, so what changed came by itself. */
export async function markPage(page: Page): Promise<() => Promise<void>> {
  await page.evaluate(() => document.documentElement.setAttribute('data-errand', 'same page'));
  return () => expect(page.locator('html')).toHaveAttribute('data-errand', 'same page');
}

/** The counter of one status on the fleet page; a link to the list of what it counts. */
export function counter(page: Page, word: string): Locator {
  return page.getByRole('region', { name: 'Mailboxes by status' }).getByRole('link', { name: new RegExp(`^${word}`) });
}

/** The number a counter shows. It stands on a line of its own, under the word. */
export async function counted(page: Page, word: string): Promise<number> {
  const [, number = ''] = (await counter(page, word).innerText()).split('\n').filter((line) => line.trim() !== '');
  return Number(number.replaceAll(',', ''));
}

/** On the list: the way to the mailbox that stands first. */
export function firstMailbox(page: Page): Locator {
  return page.getByRole('row').filter({ hasText: '@' }).getByRole('link').first();
}

/** The row of one folder on the page of a mailbox. */
export function folderRow(page: Page, name: string): Locator {
  return page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) });
}
