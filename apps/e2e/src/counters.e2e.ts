import { expect, figure, signIn, test, useSystem } from './errand.ts';
import { tellPast } from './system/simulate.ts';

const system = useSystem((started) => tellPast(started, 60, 48));
const WORDS = ['Mismatched', 'Stale', 'Silent', 'Unknown', 'Catching up', 'In step'];

test('every counter of the fleet equals the list it leads to', async ({ page }) => {
  await signIn(page, system());
  let sum = 0;
  for (const word of WORDS) {
    await page.goto(system().url);
    const counter = page
      .getByRole('region', { name: /by status/i })
      .getByRole('link', { name: new RegExp(`^${word}`) });
    const counted = figure((await counter.textContent())!.slice(word.length));
    await counter.click();
    await expect(page.getByRole('heading', { level: 1, name: 'Mailboxes' })).toBeVisible();
    await expect(page.getByText(new RegExp(`^${counted} of 60`))).toBeVisible();
    sum += counted!;
  }
  expect(sum).toBe(60);
});
