import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FixArticleList, FleetView, IncidentList } from '@lockstep/contracts';
import { counted, expect, markPage, signIn, test, useSystem } from './errand.ts';
import { runDemo } from './system/run-demo.ts';

const system = useSystem();

/** Each has a story in the demo that leads to it. */
const SUGGESTED = [
  ...['K4', 'K5', 'K8', 'K10', 'K11', 'credentials-rejected', 'message-rejected', 'not-synchronizing'],
  ...['offline-deleted', 'size-limit', 'sync-hung', 'sync-interrupted', 'uidvalidity-changed'],
];

test('the demo fills the fleet page within a minute, is alive afterwards, and goes on after a restart', async ({
  page,
}) => {
  test.setTimeout(240_000);
  const memory = await mkdtemp(join(tmpdir(), 'lockstep-e2e-demo-'));
  const begun = Date.now();
  let demo = await runDemo(system(), 300, memory);
  try {
    expect(demo.summary).toContain(' 0 refused');
    await signIn(page, system());
    const get = async <T>(path: string) => (await (await page.request.get(system().url + path)).json()) as T;
    const fleet = () => get<FleetView>('/api/v1/fleet');
    await expect.poll(async () => (await fleet()).total, { timeout: 60_000 }).toBe(300);
    expect(Date.now() - begun).toBeLessThan(75_000);

    const { statuses } = await fleet();
    expect(Object.values(statuses).every((mailboxes) => mailboxes > 0)).toBe(true);
    expect(statuses['in-step']).toBeGreaterThan(180);

    const { items: incidents } = await get<IncidentList>('/api/v1/incidents');
    const named = (open: boolean) => incidents.filter(({ closedAt }) => open === !closedAt).map(({ name }) => name);
    expect(named(true)).toEqual(expect.arrayContaining(['imap-05.example.org', 'mbsync 1.5.2']));
    expect(named(false)).toContain('imap-03.example.org');
    const { items: fixes } = await get<FixArticleList>('/api/v1/fixes');
    const open = fixes.filter(({ fares }) => fares.open > 0).map(({ id }) => id);
    expect(open).toEqual(expect.arrayContaining(SUGGESTED));
    expect(fixes.find(({ id }) => id === 'K11')!.fares.confirmed).toBeGreaterThan(0);

    const samePage = await markPage(page);
    const first = await fleet();
    await expect.poll(async () => (await fleet()).lastReportAt).not.toBe(first.lastReportAt);
    await expect.poll(async () => (await counted(page, 'In step')) === (await fleet()).statuses['in-step']).toBe(true);
    await samePage();

    await demo.stop();
    demo = await runDemo(system(), 300, memory);
    expect(demo.summary).toMatch(/^demo: 300 mailboxes, .* 0 refused/);
    expect((await fleet()).total).toBe(300);
  } finally {
    await demo.stop();
    await rm(memory, { recursive: true, force: true });
  }
});
