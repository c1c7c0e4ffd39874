import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { comeBack, counter, expect, firstMailbox, folderRow, test, useSystem } from './errand.ts';
import { joinAs } from './system/agents-door.ts';
import { tellPast } from './system/simulate.ts';
import type { System } from './system/start-system.ts';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 800 };
const SETTINGS = [
  ...['channels?edit=new', 'routes?edit=new', 'digest?edit=digest', 'deliveries', 'silences?edit=new'],
  ...['maintenance?edit=new', 'agents', 'people', 'system?edit=watchdog', 'browser'],
];

let affected = '';
const system = useSystem(async (started) => {
  await tellPast(started, 40, 24);
  affected = await tellIncident(started);
});

test.describe('before anything reports, no barrier that axe knows of', () => {
  const empty = useSystem();
  for (const theme of ['light', 'dark'] as const) {
    test(`in the ${theme} theme, at a desk and on a phone, with the list of keys over it`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: theme });
      await comeBack(page, empty());
      await page.getByRole('button', { name: 'It does not come' }).click();
      for (const size of [DESK, PHONE]) {
        await page.setViewportSize(size);
        await barrierFree(page);
        await page.keyboard.press('?');
        await expect(page.getByRole('dialog', { name: 'Keyboard' })).toBeVisible();
        await barrierFree(page);
        await page.keyboard.press('Escape');
      }
    });
  }
});

for (const theme of ['light', 'dark'] as const) {
  test.describe(`in the ${theme} theme, no barrier that axe knows of is`, () => {
    test.use({ colorScheme: theme });

    test('on the fleet, with an incident', async ({ page }) => {
      await comeBack(page, system());
      await expect(counter(page, 'In step')).toBeVisible();
      await expect(page.getByRole('region', { name: /^Incident/ })).toBeVisible();
      await barrierFree(page);
    });

    test('on the report of the fleet', async ({ page }) => {
      await comeBack(page, system(), '/report');
      await expect(page.getByRole('table', { name: 'The worst mailboxes' })).toBeVisible();
      await barrierFree(page);
    });

    test('on an incident', async ({ page }) => {
      await comeBack(page, system());
      await page.getByRole('link', { name: 'Open the incident' }).click();
      await expect(page.getByRole('region', { name: 'First fix to try' })).toBeVisible();
      await barrierFree(page);
    });

    test('on the list of mailboxes', async ({ page }) => {
      await comeBack(page, system(), '/mailboxes');
      await expect(firstMailbox(page)).toBeVisible();
      await barrierFree(page);
    });

    test('on a mailbox that one came to from a list, at a desk and on a phone', async ({ page }) => {
      await comeBack(page, system(), '/mailboxes');
      await firstMailbox(page).click();
      await expect(folderRow(page, 'INBOX')).toBeVisible();
      await expect(page.getByRole('group', { name: 'Walk through the list' })).toBeVisible();
      await barrierFree(page);
      await page.setViewportSize(PHONE);
      await barrierFree(page);
    });

    test('on a folder, at a desk and on a phone, now and in the past', async ({ page }) => {
      await comeBack(page, system(), `/mailboxes/${affected}/folders/INBOX`);
      for (const past of ['', `?at=${new Date(Date.now() - 15 * 60_000).toISOString()}`]) {
        await page.goto(`${system().url}/mailboxes/${affected}/folders/INBOX${past}`);
        await expect(page.getByRole('heading', { level: 1 })).toContainText('INBOX');
        await expect(page.getByRole('table').first()).toBeVisible();
        await barrierFree(page);
        await page.setViewportSize(PHONE);
        await barrierFree(page);
        await page.setViewportSize(DESK);
      }
    });

    test('before one is signed in, and on what is found', async ({ page }) => {
      await page.setViewportSize(PHONE);
      await page.goto(`${system().url}/sign-in`);
      await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
      await barrierFree(page);
      await comeBack(page, system(), '/');
      await page.getByRole('combobox', { name: 'Find a user, server or page' }).fill('s');
      await expect(page.getByRole('option').first()).toBeVisible();
      await barrierFree(page);
    });

    test('on a mailbox with a diagnosis', async ({ page }) => {
      await comeBack(page, system(), `/mailboxes/${affected}`);
      const diagnosis = page.getByRole('region', { name: 'Diagnosis' });
      await expect(diagnosis.getByRole('list', { name: 'Evidence' })).toBeVisible();
      await diagnosis.getByRole('button', { name: 'Mark as tried' }).click();
      await barrierFree(page);
    });

    test('on the fixes', async ({ page }) => {
      await comeBack(page, system(), '/fixes?fix=K11');
      await expect(page.getByRole('heading', { name: 'The offline folders file is damaged' })).toBeVisible();
      await barrierFree(page);
    });

    test('on the alerts, at a desk and on a phone, with one open and what can be done to it', async ({ page }) => {
      await comeBack(page, system(), '/alerts');
      const first = page.getByRole('region', { name: 'Inbox', exact: true }).getByRole('listitem').first();
      await expect(first).toBeVisible();
      await page.keyboard.press('j');
      await page.keyboard.press('x');
      await page.keyboard.press('s');
      await expect(page.getByRole('region', { name: 'What is selected' })).toBeVisible();
      await barrierFree(page);
      await page.getByRole('button', { name: 'Clear' }).click();
      await page.keyboard.press('Enter');
      await expect(page.getByRole('list', { name: 'Biography' })).toBeVisible();
      await page.getByRole('complementary').getByRole('button', { name: 'Acknowledge' }).click();
      await barrierFree(page);
      await page.setViewportSize(PHONE);
      await barrierFree(page);
      await page.goto(`${system().url}/alerts`);
      await expect(first).toBeVisible();
      await barrierFree(page);
    });

    test('on the settings, at a desk and on a phone', async ({ page }) => {
      test.setTimeout(120_000);
      await comeBack(page, system(), '/settings/channels?edit=new');
      for (const section of SETTINGS) {
        await page.goto(`${system().url}/settings/${section}`);
        await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();
        await expect(
          page.locator('main [class*="section"] section, main [class*="section"] .panel').first(),
        ).toBeVisible();
        await barrierFree(page);
        await page.setViewportSize(PHONE);
        await barrierFree(page);
        await page.setViewportSize(DESK);
      }
    });

    test('on the policies, with what a form says back', async ({ page }) => {
      await comeBack(page, system(), '/policies');
      await page.getByRole('button', { name: 'Look what it would do' }).click();
      await expect(page.getByRole('region', { name: 'What it would do' })).toBeVisible();
      await barrierFree(page);
      await page.getByLabel('Count only the time').check();
      await page.getByLabel('Last sync older than, warning').fill('soon');
      await page.getByRole('button', { name: /^Save/ }).click();
      await expect(page.getByText(/^Not saved/)).toBeVisible();
      await barrierFree(page);
    });
  });
}

/** A server of its own that half of its mailboxes cannot reach; answers one of them. */
async function tellIncident(system: System): Promise<string> {
  const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
  const inbox = [
    { path: ['INBOX'], serverItems: 100, offlineItems: 100, lastSynchronizedAt: minutesAgo(21).toISOString() },
  ];
  const troubles = [{ code: 'server-unreachable', detail: 'connection timed out' } as const];
  const agents = await Promise.all(
    Array.from({ length: 8 }, (_, nth) => joinAs(system, `user${nth}@example.org`, 'imap-09.example.org')),
  );
  for (const agent of agents) await agent.report(minutesAgo(20), inbox);
  for (const agent of agents.slice(0, 5)) await agent.report(minutesAgo(12), inbox, { troubles });
  for (const agent of agents.slice(0, 5)) await agent.report(minutesAgo(0), inbox, { troubles });
  return agents[0]!.replica;
}

async function barrierFree(page: Page): Promise<void> {
  // All frames are the page's own, so it need not open a page beside this one for what others would hide.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const found = violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .map((node) => node.target.join(' '))
        .slice(0, 5)
        .join(', ')}`,
  );
  expect(found).toEqual([]);
}
