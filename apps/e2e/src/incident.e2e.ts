import { joinAs, type ScriptedAgent } from './system/agents-door.ts';
import { expect, markPage, signIn, test, useSystem } from './errand.ts';

const system = useSystem();
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const inbox = (at: Date) => [
  { path: ['INBOX'], serverItems: 100, offlineItems: 100, lastSynchronizedAt: at.toISOString() },
];
const unreachable = { troubles: [{ code: 'server-unreachable', detail: 'connection timed out' }] };

test('many mailboxes of one server that turn together are one incident, which leads to exactly them and ends with them', async ({
  page,
}) => {
  const join = (server: string, count: number): Promise<ScriptedAgent[]> =>
    Promise.all(Array.from({ length: count }, (_, nth) => joinAs(system(), `user${nth}@${server}`, server)));
  const hit = await join('imap-03.example.org', 8);
  const well = await join('imap-01.example.org', 8);
  await Promise.all([...hit, ...well].map((agent) => agent.report(minutesAgo(10), inbox(minutesAgo(11)))));
  // A trouble of its own, on a server that is well.
  await well[0]!.report(minutesAgo(4), inbox(minutesAgo(11)), {
    troubles: [{ code: 'sync-state-damaged', detail: 'the state does not parse' }],
  });
  await signIn(page, system());
  const samePage = await markPage(page);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();

  await Promise.all(hit.slice(0, 6).map((agent) => agent.report(minutesAgo(2), inbox(minutesAgo(11)), unreachable)));
  const incident = page.getByRole('region', { name: /^Incident: .*imap-03/ });
  await expect(incident).toContainText('Critical');
  await expect(incident).toContainText('server-suspected');
  await hit[6]!.report(minutesAgo(1), inbox(minutesAgo(11)), unreachable);
  const link = incident.getByRole('link', { name: /7.mailboxes/ });
  await expect(link).toBeVisible();
  await expect(page.getByRole('region', { name: /^Incident/ })).toHaveCount(1);

  await incident.getByRole('button', { name: 'Affected mailboxes as a table' }).click();
  await expect(incident.getByRole('table').getByRole('row').nth(1)).toContainText('7');
  const download = page.waitForEvent('download');
  await incident.getByRole('button', { name: 'Save as CSV' }).click();
  expect((await download).suggestedFilename()).toMatch(/^incident-.*\.csv$/);

  await link.click();
  await expect(page.getByRole('row').filter({ hasText: '@imap-03.example.org' })).toHaveCount(7);
  await expect(page.getByRole('row').filter({ hasText: '@imap-01.example.org' })).toHaveCount(0);

  // On each of them it stands first.
  await page.getByRole('link', { name: 'user0@imap-03.example.org' }).click();
  await expect(page.getByRole('region', { name: 'Diagnosis' })).toContainText('server-suspected');
  await page.getByText('Part of').getByRole('link').click();
  await expect(page.getByRole('region', { name: 'Mailboxes' })).toContainText('7 affected now');

  await Promise.all(hit.map((agent) => agent.report(new Date(), inbox(minutesAgo(0.1)))));
  await expect(page.getByText('Over', { exact: true })).toBeVisible({ timeout: 15_000 });
  await page.getByRole('link', { name: 'Lockstep, the fleet' }).click();
  await expect(page.getByRole('region', { name: /^Incident/ })).toHaveCount(0);
  await samePage();
});
