import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FolderList, FolderRow, Noted, Problem, TimelineView } from '@lockstep/contracts';
import { enrol, post, sendReports, type TestAgent } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

jest.setTimeout(60_000);
let server: TestServer;
let agent: TestAgent;

const iso = (at: number) => new Date(at).toISOString();
const inbox = { path: ['INBOX'], serverItems: 520, offlineItems: 500, lastSynchronizedAt: iso(Date.now() - MINUTE) };
const unknown = { path: ['Été'], serverItems: null, offlineItems: 7, lastSynchronizedAt: null };
const equal = { path: ['Sent'], serverItems: 7, offlineItems: 7, lastSynchronizedAt: null };

beforeAll(async () => {
  server = await startTestServer();
  agent = await enrol(server.url, { mailbox: 'anna@example.org' });
  await sendReports(
    server,
    agent,
    [120, 90, 60, 30, 1].map((ago, index) =>
      aReport({
        seq: index + 1,
        observedAt: iso(Date.now() - ago * MINUTE),
        intervalSeconds: 1_800,
        folders: [inbox, unknown, equal],
      }),
    ),
  );
  await shows({ status: 'mismatched', difference: 20 });
});
afterAll(async () => {
  await server?.close();
});

const path = () => `/api/v1/replicas/${agent.replica}/accepted-differences`;
const accept = (body: object) => post(server.url, path(), body, { cookie: server.adminCookie });
const withdraw = (folder: string) =>
  fetch(`${server.url}${path()}?path=${encodeURIComponent(folder)}`, {
    method: 'DELETE',
    headers: { cookie: server.adminCookie, origin: server.url },
  });
const get = async <T>(what: string): Promise<T> =>
  (
    await fetch(`${server.url}/api/v1/replicas/${agent.replica}${what}`, { headers: { cookie: server.adminCookie } })
  ).json() as Promise<T>;

/** The Inbox, once it is so. */
async function shows(expected: Partial<FolderRow>): Promise<FolderRow> {
  return eventually(async () => {
    const row = (await get<FolderList>('/folders')).items.find((one) => one.path[0] === 'INBOX');
    expect(row).toMatchObject(expected);
    return row!;
  }, 20_000);
}

const MONTH = () => iso(Date.now() + 30 * DAY);

describe('a difference', () => {
  it('is in step once a person accepts it, says who and why, and is out of step when they take it back', async () => {
    const until = MONTH();
    const answer = await accept({ path: ['INBOX'], reason: 'A cache of a year', until });
    expect(answer.status).toBe(201);
    const { cursor } = (await answer.json()) as Noted;

    const row = await shows({ status: 'in-step', difference: 0 });
    expect(row.accepted).toMatchObject({ items: 20, reason: 'A cache of a year', by: 'admin', until, cursor });
    expect(row.why).toContain('20 items fewer offline, accepted by admin until');
    expect(row.why).toContain('A cache of a year');
    expect(row.conditions).toEqual([]);
    const entry = (await get<TimelineView>('/timeline')).items.find((one) => one.cursor === cursor);
    expect(entry).toMatchObject({ type: 'DifferenceAccepted', data: { by: 'admin', items: 20 } });

    const undone = await withdraw('["INBOX"]');
    expect(undone.status).toBe(200);
    await shows({ status: 'mismatched', difference: 20, accepted: null });
    expect((await withdraw('["INBOX"]')).status).toBe(404);
  });

  it('counts beyond what was accepted', async () => {
    await accept({ path: ['INBOX'], items: 5, reason: 'Five are known', until: MONTH() });
    await shows({ status: 'mismatched', difference: 15 });
    await withdraw('["INBOX"]');
    await shows({ difference: 20 });
  });

  it.each([
    ['path', { path: ['Nowhere'] }],
    ['path', { path: [] }],
    ['items', { path: ['Été'] }],
    ['items', { path: ['Sent'] }],
    ['items', { path: ['INBOX'], items: 0 }],
    ['items', { path: ['INBOX'], items: 'many' }],
    ['reason', { path: ['INBOX'], reason: ' ' }],
    ['until', { path: ['INBOX'], until: iso(Date.now() - MINUTE) }],
    ['until', { path: ['INBOX'], until: iso(Date.now() + 367 * DAY) }],
    ['until', { path: ['INBOX'], until: 'tomorrow' }],
  ])('is refused with the field to blame: %s', async (field, asked) => {
    const answer = await accept({ reason: 'known', until: MONTH(), ...asked });
    expect(answer.status).toBe(422);
    expect(((await answer.json()) as Problem).field).toMatch(new RegExp(`^${field}`));
  });

  it('of a folder whose counts are not known may be accepted with a number', async () => {
    expect((await accept({ path: ['Été'], items: 3, reason: 'known', until: MONTH() })).status).toBe(201);
  });

  it('is nothing of a replica that is not there, and the path must be one', async () => {
    expect((await withdraw('INBOX')).status).toBe(422);
    agent = { ...agent, replica: '00000000-0000-4000-8000-000000000000' };
    expect((await accept({ path: ['INBOX'], reason: 'known', until: MONTH() })).status).toBe(404);
    expect((await withdraw('["INBOX"]')).status).toBe(404);
  });
});
