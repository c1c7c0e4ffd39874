import type { FleetView } from '@lockstep/contracts';
import { counted, counter, expect, firstMailbox, folderRow, markPage, signIn, test, useSystem } from './errand.ts';
import { joinAs, type ScriptedAgent } from './system/agents-door.ts';
import { tellPast } from './system/simulate.ts';
import { setUpTelling } from './system/tend-alerts.ts';

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const SERVER = 'imap-09.example.org';
/** The sizes are those of nobody else, so that a row tells whose it is. */
const inbox = (items: number) => [
  { path: ['INBOX'], serverItems: items, offlineItems: items, lastSynchronizedAt: minutesAgo(25).toISOString() },
];
const troubles = [{ code: 'server-unreachable', detail: 'connection timed out' } as const];
let patients: ScriptedAgent[];

/** A fleet with a day behind it, and a server that half of its mailboxes lost twelve minutes ago. */
const system = useSystem(async (started) => {
  await setUpTelling(started);
  await tellPast(started, 60, 24);
  patients = await Promise.all(
    Array.from({ length: 8 }, (_, nth) => joinAs(started, `morning${nth}@example.org`, SERVER)),
  );
  for (const agent of patients) await agent.report(minutesAgo(20), inbox(700));
  for (const agent of patients.slice(0, 5)) await agent.report(minutesAgo(12), inbox(700), { troubles });
  for (const agent of patients.slice(0, 5)) await agent.report(minutesAgo(0), inbox(700), { troubles });
});

test('the morning look: what is open, whom it concerns, what to try first, and all else in order', async ({ page }) => {
  test.setTimeout(120_000);
  await signIn(page, system());
  const samePage = await markPage(page);

  // The incident stands first, with its cause, its size and its fix.
  const incident = page.getByRole('region', { name: /^Incident/ });
  await expect(incident).toContainText(SERVER);
  await expect(incident).toContainText('5');

  // Who was told of it stands at its foot. One press takes it, another gives it back.
  const told = incident.getByRole('group', { name: 'Who was told' });
  await expect(told).toContainText('One alert instead of 5.');
  await expect(told).toContainText(/On-call, \d\d:\d\d:\d\d/, { timeout: 60_000 });
  await expect(incident).toContainText('not taken');
  await incident.getByRole('button', { name: 'Acknowledge' }).click();
  await expect(incident).toContainText(/taken by you at \d\d:\d\d/);
  await incident.getByRole('button', { name: 'Undo acknowledge' }).click();
  await expect(incident).toContainText('not taken');
  await incident.getByRole('button', { name: 'Acknowledge' }).click();

  // The rail has it as a tick that leads to its page, where what was done stands with who did it.
  await page.getByRole('link', { name: /^Incident: .*, open$/ }).click();
  await expect(page.getByRole('region', { name: 'First fix to try' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Biography' })).toContainText('Acknowledged until it is resolved.');
  await page.goBack();

  // The counters are of everybody, and what the night left behind is one step away.
  const fleet = (await (await page.request.get(`${system().url}/api/v1/fleet`)).json()) as FleetView;
  expect(fleet.total).toBe(68);
  const mismatched = await counted(page, 'Mismatched');
  expect(mismatched).toBe(fleet.statuses.mismatched);
  expect(mismatched).toBeGreaterThan(0);
  await counter(page, 'Mismatched').click();
  await expect(page.getByText(new RegExp(`^${mismatched} of 68`))).toBeVisible();
  await firstMailbox(page).click();
  await expect(page.getByRole('region', { name: 'Why is it so?' })).toBeVisible();
  await page.goBack();
  await page.goBack();

  // While one looks, the server is back: the incident goes by itself.
  for (const agent of patients) await agent.report(new Date(), inbox(700));
  await expect(incident).toBeHidden({ timeout: 20_000 });
  await samePage();
});

test('a new agent on a fleet that has others is counted, found and shown without a reload', async ({ page }) => {
  await signIn(page, system());
  const samePage = await markPage(page);
  const total = async () =>
    ((await (await page.request.get(`${system().url}/api/v1/fleet`)).json()) as FleetView).total;
  const [before, inStep] = [await total(), await counted(page, 'In step')];

  const agent = await joinAs(system(), 'newcomer@example.org', 'imap-02.example.org');
  await agent.report(new Date(), inbox(4_321));
  await expect.poll(() => counted(page, 'In step')).toBe(inStep + 1);
  expect(await total()).toBe(before + 1);

  await page.keyboard.press('/');
  await page.keyboard.type('newcomer');
  await page.getByRole('option', { name: /newcomer@example\.org/ }).click();
  await expect(page).toHaveURL(new RegExp(agent.replica));
  await expect(folderRow(page, 'INBOX').getByRole('cell', { name: '4,321', exact: true })).toHaveCount(2);
  await expect(folderRow(page, 'INBOX')).toContainText('In step');
  await samePage();
});
