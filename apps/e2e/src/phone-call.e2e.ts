import type { DiagnosisList } from '@lockstep/contracts';
import { joinAs } from './system/agents-door.ts';
import { expect, folderRow, markPage, signIn, test, useSystem } from './errand.ts';

const system = useSystem();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** Both folders, counted so; the date is that of the last sync that completed. */
const folders = (behind: number, synchronizedAt: Date) => [
  { path: ['INBOX'], serverItems: 500, offlineItems: 500 - behind, lastSynchronizedAt: synchronizedAt.toISOString() },
  { path: ['Sent'], serverItems: 80, offlineItems: 80, lastSynchronizedAt: synchronizedAt.toISOString() },
];

test('the helpdesk, with one user on the phone, finds the cause, tries the fix, and later reports confirm it', async ({
  page,
}) => {
  const anna = await joinAs(system(), 'anna@example.org');
  const rejected = { troubles: [{ code: 'credentials-rejected', detail: 'LOGIN failed' }] };
  await anna.report(minutesAgo(90), folders(0, minutesAgo(91)));
  for (const at of [60, 45, 30, 15])
    await anna.report(minutesAgo(at), folders(at === 60 ? 20 : 40, minutesAgo(91)), rejected);
  await signIn(page, system(), `/mailboxes/${anna.replica}`);
  const samePage = await markPage(page);

  // What it points to, with what speaks for it, and what to do.
  const diagnosis = page.getByRole('region', { name: 'Diagnosis' });
  await expect(diagnosis).toContainText('credentials-rejected');
  await expect(diagnosis.getByRole('list', { name: 'Evidence' }).getByRole('listitem').first()).toBeVisible();
  await expect(page.getByRole('link', { name: 'Start the steps' })).toBeVisible();
  await expect(page.getByRole('region', { name: 'Why is it so?' })).toContainText('What it points to');

  // She is being looked after; said by one press, and as easily taken back.
  await page.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(page.getByText('Taken by you')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('button', { name: 'Acknowledge' })).toBeVisible();

  // Each point leads to the fact that it rests on.
  await diagnosis.getByRole('link', { name: /event/ }).first().click();
  await expect(page.getByText(/From event .* on back/)).toBeVisible();
  await page.getByRole('button', { name: 'Show the newest' }).click();

  // Nobody can say more than that it was tried.
  await diagnosis.getByRole('button', { name: 'Mark as tried' }).click();
  await diagnosis.getByLabel(/What was done/).fill('typed the new password with her');
  await diagnosis.getByRole('button', { name: 'Mark as tried' }).click();
  await expect(diagnosis.getByRole('status')).toContainText('waiting to be confirmed by reports');
  // Nobody else begins again.
  const head = page.getByRole('region', { name: 'The mailbox' });
  await expect(head).toContainText(/Tried .* by admin, waiting to be confirmed by reports/);
  await expect(head.getByRole('link', { name: 'Start the steps' })).toBeHidden();
  await expect(head.getByRole('link', { name: 'See the steps' })).toBeVisible();
  const happened = page.getByRole('region', { name: 'What happened' });
  await expect(happened).toContainText('typed the new password with her');

  // Later reports say whether it helped.
  await anna.report(new Date(Date.now() + 1_000), folders(0, new Date()), {
    attempts: [
      {
        startedAt: minutesAgo(0.1).toISOString(),
        endedAt: new Date().toISOString(),
        trigger: 'manual',
        outcome: 'succeeded',
      },
    ],
  });
  await expect(folderRow(page, 'INBOX')).toContainText('In step');
  await expect(happened).toContainText(/confirmed/i);
  await expect(diagnosis).toContainText('Nothing to mend');
  await samePage();

  await page.getByRole('navigation', { name: 'Pages', exact: true }).getByRole('link', { name: 'Fixes' }).click();
  await page.getByLabel('Find a fix').fill('password');
  await page.getByRole('button', { name: /credentials-rejected/ }).click();
  await expect(page.getByText('tried 1 time here, too few to tell')).toBeVisible();
});

test('what exists only offline is saved before the steps that could lose it', async ({ page }) => {
  const zoe = await joinAs(system(), 'zoe@example.org', 'exch-fra-02.example.net');
  const client = { name: 'Outlook', version: '16.0', store: 'ost', storeId: 'a', server: 'exch-fra-02.example.net' };
  const profile = { exchangeService: true, deliverTo: 'mailbox' as const, offlineAccess: true, loggedOn: true };
  const counted = (path: string[], serverItems: number, offlineItems: number, at: Date) => ({
    path,
    serverItems,
    offlineItems,
    lastSynchronizedAt: at.toISOString(),
  });
  const store = (at: number, missing: number) => [
    counted(['INBOX'], 12_846, 12_846 - missing, minutesAgo(missing === 0 ? at + 1 : 300)),
    counted(['Drafts'], 14, 17, minutesAgo(at + 1)),
    counted(['Sent'], 812, 812, minutesAgo(at + 1)),
    counted(['Projects'], 412, 412, minutesAgo(at + 1)),
  ];
  const more = { client, profile };
  await zoe.report(minutesAgo(300), store(300, 0), more);
  for (const at of [240, 180, 120, 60, 45, 30, 15, 1]) {
    await zoe.report(minutesAgo(at), store(at, 944), {
      ...more,
      attempts: [
        {
          startedAt: minutesAgo(at + 2).toISOString(),
          endedAt: minutesAgo(at + 1).toISOString(),
          trigger: 'manual',
          outcome: 'partial',
          error: '0x8004010F',
        },
      ],
    });
  }
  await signIn(page, system(), `/mailboxes/${zoe.replica}`);
  const diagnosis = page.getByRole('region', { name: 'Diagnosis' });
  await expect(diagnosis).toContainText('K11');
  await expect(diagnosis.getByRole('note', { name: 'Before the steps' })).toContainText(
    '3 items exist only on this device',
  );
  await expect(diagnosis).toContainText('Rename the offline store');
  await expect(diagnosis).not.toContainText('Tools →');
  const tried = diagnosis.getByRole('button', { name: 'Mark as tried' });
  await expect(tried).toBeDisabled();
  await diagnosis.getByLabel('Done, and the copy opens').check();
  await expect(tried).toBeEnabled();

  // More is at stake than what was saved.
  await zoe.report(new Date(), [counted(['Drafts'], 14, 19, minutesAgo(0))], more);
  await expect(diagnosis.getByRole('note', { name: 'Before the steps' })).toContainText('5 items exist');
  await expect(tried).toBeDisabled();
});

test('a difference that is as it should be is accepted with a reason, shown, and taken back as easily', async ({
  page,
}) => {
  const karl = await joinAs(system(), 'karl@example.org');
  const counted = (at: Date) => [
    { path: ['Archive'], serverItems: 1_000, offlineItems: 800, lastSynchronizedAt: at.toISOString() },
  ];
  await karl.report(minutesAgo(90), counted(minutesAgo(91)));
  for (const at of [60, 45, 30, 1]) await karl.report(minutesAgo(at), counted(minutesAgo(at + 1)));
  await signIn(page, system(), `/mailboxes/${karl.replica}/folders/Archive`);
  await expect(page.getByText('Mismatched').first()).toBeVisible();
  await expect(page.getByText(/A difference counts from .*items on/)).toBeVisible();
  const chain = page.getByRole('region', { name: 'Why is it so?' });
  for (const link of ['What was said', 'Which rule', 'What was judged', 'What it points to', 'Who was told'])
    await expect(chain.getByText(link).first()).toBeVisible();

  await page.getByRole('button', { name: 'Accept this difference' }).click();
  await page.getByLabel(/Why may/).fill('the old archive stays on the server');
  await page.getByRole('button', { name: 'Accept it', exact: true }).click();
  const expected = page.getByRole('region', { name: 'Expected differences' });
  await expect(expected).toContainText('A difference of 200 is accepted');
  await expect(expected).toContainText('the old archive stays on the server');
  await expect(page.getByText('In step').first()).toBeVisible();

  await expected.getByRole('button', { name: 'Take it back' }).click();
  await expect(page.getByText('Mismatched').first()).toBeVisible();
});

test('a cause that could not be judged is named beside those that were', async ({ page }) => {
  const nora = await joinAs(system(), 'nora@example.org');
  await nora.report(minutesAgo(20), folders(0, minutesAgo(21)));
  await nora.report(minutesAgo(1), folders(0, minutesAgo(21)), { troubles: [{ code: 'tls-failed' }] });
  // No rule of the catalogue fails, so the answer has one more that did.
  await page.route('**/api/v1/replicas/*/diagnoses*', async (route) => {
    const response = await route.fetch();
    const notJudged = [{ id: 'K9', title: 'A large backlog is being worked off', reason: 'no such folder' }];
    await route.fulfill({ response, json: { ...((await response.json()) as DiagnosisList), notJudged } });
  });
  await signIn(page, system(), `/mailboxes/${nora.replica}`);
  const diagnosis = page.getByRole('region', { name: 'Diagnosis' });
  await expect(diagnosis).toContainText('tls-failed');
  await expect(diagnosis.getByRole('heading', { name: 'Could not be judged' })).toBeVisible();
  await expect(diagnosis).toContainText('K9 A large backlog is being worked off · no such folder');
});

test('a few letters and Enter, on any page, open the mailbox of who is on the phone', async ({ page }) => {
  const vera = await joinAs(system(), 'vera.lindqvist@example.org');
  await vera.report(minutesAgo(1), [
    {
      path: ['Projects', 'Harbour'],
      serverItems: 12,
      offlineItems: 12,
      lastSynchronizedAt: minutesAgo(2).toISOString(),
    },
  ]);
  await signIn(page, system(), '/policies');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  const seek = async (words: string, found: RegExp) => {
    await page.keyboard.press('/');
    await page.keyboard.type(words);
    await expect(page.getByRole('option', { name: found, selected: true })).toBeVisible();
    await page.keyboard.press('Enter');
  };
  await seek('lindq', /vera\.lindqvist/);
  await expect(page).toHaveURL(new RegExp(`/mailboxes/${vera.replica}$`));
  await expect(folderRow(page, 'Harbour')).toBeVisible();

  await seek('harbour', /a folder with “harbour”/);
  await expect(page).toHaveURL(/find=harbour/);
  await seek('K11', /K11/);
  await expect(page).toHaveURL(/\/fixes\?fix=K11/);

  // What was gone to lately is one key away.
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('group', { name: 'Lately' }).getByRole('option')).toHaveCount(2);
});
