import { expect, fillIn, signIn, test, useSystem } from './errand.ts';

const system = useSystem();

test.describe('signing in', () => {
  test('is refused with a wrong password, and says so', async ({ page }) => {
    await page.goto(system().url);
    await fillIn(page, 'not the password');
    await expect(page.getByRole('alert')).toBeVisible();
    await expect(page).toHaveURL(/\/sign-in/);
  });

  test('returns to the page that was asked for', async ({ page }) => {
    const asked = '/mailboxes?status=stale,silent';
    await page.goto(system().url + asked);
    await expect(page).toHaveURL(/\/sign-in/);
    // Nobody was in before: there was no session that could end.
    await page.waitForLoadState('networkidle');
    await expect(page.getByText('Your session has ended.')).toHaveCount(0);
    await fillIn(page, system().password);
    await expect(page).toHaveURL(system().url + asked);
    await expect(page.getByRole('heading', { level: 1, name: 'Mailboxes' })).toBeVisible();
  });

  test('is asked for anew when the session ends under the page, which is then where it was', async ({
    page,
    context,
  }) => {
    await signIn(page, system(), '/settings/agents');
    await context.clearCookies();
    await page.keyboard.press('g');
    await page.keyboard.press('x');
    await expect(page).toHaveURL(/\/sign-in/);
    await expect(page.getByRole('status')).toContainText('Your session has ended.');
    // Whichever page asked first and was refused: a read of the settings may have come before the keys.
    const from = new URL(page.url()).searchParams.get('from');
    expect(['/settings/agents', '/fixes']).toContain(from);
    await fillIn(page, system().password);
    await expect(page).toHaveURL(system().url + from);
    await expect(page.getByRole('heading', { level: 1, name: /^(Settings|Fixes)$/ })).toBeVisible();
  });

  test('ends by signing out, for the page and for the door behind it', async ({ page }) => {
    await signIn(page, system());
    await page.getByRole('button', { name: 'Signed in as admin' }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await expect(page).toHaveURL(/\/sign-in/);
    await page.goto(system().url);
    await expect(page).toHaveURL(/\/sign-in/);
    expect((await page.request.get(`${system().url}/api/v1/fleet`)).status()).toBe(401);
  });
});
