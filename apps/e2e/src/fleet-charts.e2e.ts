import { counter, expect, signIn, test, useSystem } from './errand.ts';
import { tellPast } from './system/simulate.ts';

const system = useSystem((started) => tellPast(started, 40, 48));

test('a span of the history is zoomed into by pointer and by keys, stands in the address, and is given back', async ({
  page,
}) => {
  await signIn(page, system());
  const chart = page.getByRole('figure', { name: /^Mailboxes by status, last 24 h/ });
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + 200, y);
  await page.mouse.down();
  await page.mouse.move(box.x + 400, y, { steps: 5 });
  await page.mouse.up();
  await expect(page).toHaveURL(/from=.*to=/);
  await page.reload();
  await page.getByRole('button', { name: 'Reset zoom' }).click();
  await expect(page).not.toHaveURL(/from=/);

  await chart.locator('svg').first().focus();
  await page.keyboard.press('+');
  await expect(page).toHaveURL(/from=.*to=/);
  await page.locator('figure[aria-label^="Mailboxes by status"] svg').first().focus();
  await page.keyboard.press('Escape');
  await expect(page).not.toHaveURL(/from=/);
});

test('each chart is a table, and the table a file', async ({ page }) => {
  await signIn(page, system());
  await page.getByRole('button', { name: 'Age of the last sync as a table' }).click();
  const table = page.getByRole('table', { name: 'Age of the last sync' });
  await expect(table.getByRole('row')).toHaveCount(9);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  expect((await download).suggestedFilename()).toBe('fleet-ages.csv');
});

test('the fleet is printed as a report of its own: A4, light, with all numbers', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'dark' });
  await signIn(page, system());
  await page.evaluate(() => (window.print = () => document.documentElement.setAttribute('data-printed', '1')));
  await page.getByRole('link', { name: 'Print report' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', '1');
  for (const part of ['Mailboxes by status', 'Open incidents', 'Servers', 'Age of the last sync', 'The worst'])
    await expect(page.getByRole('heading', { name: new RegExp(`^${part}`) })).toBeVisible();

  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('button', { name: 'Print or save as PDF' })).toBeHidden();
  await expect(page.locator('article')).toHaveCSS('background-color', 'rgb(255, 255, 255)');
  await expect(page.locator('article')).toHaveCSS('color', 'rgb(16, 21, 27)');
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true });
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
  // 210 × 297 mm in points.
  expect(pdf.toString('latin1')).toMatch(/\/MediaBox \[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/);
});

test('a chart that cannot be read says so, and when it tries again; the rest of the page stays, and it comes by itself', async ({
  page,
}) => {
  await page.route('**/api/v1/fleet/history*', (route) =>
    route.fulfill({
      status: 503,
      contentType: 'application/problem+json',
      body: '{"detail":"The database does not answer."}',
    }),
  );
  await signIn(page, system());
  const chart = page.getByRole('region', { name: 'Not in step, over time' });
  await expect(chart.getByRole('alert')).toContainText('The history could not be read. The database does not answer.', {
    timeout: 20_000,
  });
  await expect(chart).toContainText(/Next try in \d+.s/);
  await expect(counter(page, 'In step')).toBeVisible();
  await page.unroute('**/api/v1/fleet/history*');
  await expect(chart.getByRole('figure')).toBeVisible({ timeout: 20_000 });
});
