import { counted, counter, expect, signIn, test, useSystem } from './errand.ts';
import { tellPast } from './system/simulate.ts';

const system = useSystem((started) => tellPast(started, 60, 48));
const WORDS = ['Mismatched', 'Stale', 'Silent', 'Unknown', 'Catching up', 'In step'];

test('every counter of the fleet equals the list it leads to', async ({ page }) => {
  await signIn(page, system());
  let sum = 0;
  for (const word of WORDS) {
    await page.goto(system().url);
    await expect(counter(page, word)).toBeVisible();
    const mailboxes = await counted(page, word);
    await counter(page, word).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Mailboxes' })).toBeVisible();
    await expect(page.getByText(new RegExp(`^${mailboxes} of 60`))).toBeVisible();
    sum += mailboxes;
  }
  expect(sum).toBe(60);
});
