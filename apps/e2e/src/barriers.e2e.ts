import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { counter, expect, firstMailbox, folderRow, signIn, test, useSystem } from './errand.ts';
import { tellPast } from './system/simulate.ts';

const system = useSystem((started) => tellPast(started, 40, 24));

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme, no barrier that axe knows of is`, () => {
    test.use({ colorScheme: theme });

    test('on the fleet', async ({ page }) => {
      await signIn(page, system());
      await expect(counter(page, 'In step')).toBeVisible();
      await barrierFree(page);
    });

    test('on the list of mailboxes', async ({ page }) => {
      await signIn(page, system(), '/mailboxes');
      await expect(firstMailbox(page)).toBeVisible();
      await barrierFree(page);
    });

    test('on a mailbox', async ({ page }) => {
      await signIn(page, system(), '/mailboxes');
      await firstMailbox(page).click();
      await expect(folderRow(page, 'INBOX')).toBeVisible();
      await barrierFree(page);
    });
  });
}

async function barrierFree(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 5)
        .join(', ')}`,
  );
  expect(found).toEqual([]);
}
