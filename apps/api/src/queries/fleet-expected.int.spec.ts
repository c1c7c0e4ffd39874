import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FleetExpectedView, FleetView, MaintenanceView, ReplicaView } from '@lockstep/contracts';
import { enrol, post, sendReports } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const MINUTE = 60_000;

jest.setTimeout(60_000);
let server: TestServer;
beforeAll(async () => void (server = await startTestServer()));
afterAll(() => server?.close());

const get = async <T>(path: string): Promise<T> =>
  (await fetch(`${server.url}/api/v1${path}`, { headers: { cookie: server.adminCookie } })).json() as Promise<T>;
const expected = () => get<FleetExpectedView>('/fleet/expected');

/** Reports of so many minutes ago, each with its offline items. */
async function reports(mailbox: string, imap: string, told: readonly (readonly [ago: number, items: number])[]) {
  const agent = await enrol(server.url, { mailbox, client: { server: imap } });
  const facts = told.map(([ago, offlineItems], index) => {
    const at = new Date(Date.now() - ago * MINUTE).toISOString();
    const folders = [{ path: ['INBOX'], serverItems: 2_000, offlineItems, lastSynchronizedAt: at }];
    return aReport({ seq: index + 1, observedAt: at, intervalSeconds: 300, folders });
  });
  expect((await sendReports(server, agent, facts)).status).toBe(200);
  return agent.replica;
}

/** Silent by now: that nothing came is said as the watchdog says it. */
async function falls(mailbox: string, imap: string): Promise<void> {
  const replica = await reports(mailbox, imap, [[120, 2_000]]);
  const observedAt = Date.now() - 100 * MINUTE;
  const events = [{ type: 'DeadlineReached', observedAt, data: {} }];
  await server.database.store.append({ stream: replica, key: { epoch: 'watchdog', seq: observedAt }, events });
}

describe('what is expected of the fleet', () => {
  it('is nothing while nothing is known', async () => {
    expect(await expected()).toEqual({ silentInMaintenance: 0, lastEnd: null, endsUnknown: 0 });
  });

  it('names the end of the last that catches up, to the minute, and of how many nobody can tell', async () => {
    const falling = [25, 20, 15, 10, 5, 0].map((ago, index) => [ago, 800 + index * 100] as const);
    const replica = await reports('anna@example.org', 'imap-01', falling);
    await reports('bob@example.org', 'imap-01', [[1, 1_500]]);
    await eventually(async () => expect((await get<FleetView>('/fleet')).statuses['catching-up']).toBe(2), 20_000);
    const { progress } = await get<ReplicaView>(`/replicas/${replica}`);
    const { lastEnd, endsUnknown } = await expected();
    expect(Math.abs(Date.parse(lastEnd!) - Date.parse(progress!.eta!.at))).toBeLessThanOrEqual(MINUTE);
    expect(endsUnknown).toBe(1);
  });

  it('counts of the silent those that are in maintenance now', async () => {
    await falls('cleo@example.org', 'imap-02');
    await falls('dora@example.org', 'imap-03');
    await eventually(async () => expect((await get<FleetView>('/fleet')).statuses.silent).toBe(2), 20_000);
    const iso = (inMinutes: number) => new Date(Date.now() + inMinutes * MINUTE).toISOString();
    const window = {
      ...{ name: 'New disks', matchers: [{ server: 'imap-02' }], timeZone: 'UTC' },
      when: { every: 'once', from: iso(-5), to: iso(60) },
    };
    const made = await post(server.url, '/api/v1/maintenance', window, { cookie: server.adminCookie });
    expect(made.status).toBe(201);
    await eventually(async () => expect((await expected()).silentInMaintenance).toBe(1), 20_000);
    const { id } = (await made.json()) as MaintenanceView;
    const gone = await fetch(`${server.url}/api/v1/maintenance/${id}`, {
      method: 'DELETE',
      headers: { cookie: server.adminCookie, origin: server.url },
    });
    expect(gone.ok).toBe(true);
    await eventually(async () => expect((await expected()).silentInMaintenance).toBe(0), 20_000);
  });
});
