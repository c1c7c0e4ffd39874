import { expect, test, type Page } from '@playwright/test';
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

/** `1,204` as people read it; null where there is no number. */
export function figure(text: string | null): number | null {
  const digits = /[−-]?\d[\d,]*/.exec(text ?? '')?.[0];
  return digits === undefined ? null : Number(digits.replaceAll(',', '').replace('−', '-'));
}
