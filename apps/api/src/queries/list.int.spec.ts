import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { FleetValues, ReplicaList } from '@lockstep/contracts';
import { enrol, sendReports } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
const DAY = 86_400_000;
const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

beforeAll(async () => {
  server = await startTestServer();
  const people = [
    { name: 'Anna', site: 'Lyon', client: { name: 'mbsync', version: '1.4.4' }, lacks: 0, syncedAgo: 60_000 },
    { name: '=Bert, "B"', site: 'Graz', client: { name: 'mbsync', version: '1.5.1' }, lacks: 50, syncedAgo: 2 * DAY },
    { name: 'Cleo', site: 'Lyon', client: { name: 'Thunderbird', version: '140' }, lacks: -7, syncedAgo: 60_000 },
  ];
  for (const [index, { name, site, client, lacks, syncedAgo }] of people.entries()) {
    const agent = await enrol(server.url, {
      mailbox: `${'abc'[index]}@example.org`,
      device: `LT-${9 - index}`,
      labels: { name, site, team: 'Board' },
      client: { ...client, server: 'imap-1' },
    });
    const folder = {
      path: ['INBOX'],
      serverItems: 100,
      offlineItems: 100 - lacks,
      lastSynchronizedAt: ago(syncedAgo),
    };
    await sendReports(server, agent, [aReport({ seq: 1, observedAt: ago(1_000), folders: [folder] })]);
  }
  await enrol(server.url, { mailbox: 'd@example.org', device: 'LT-1', labels: { site: 'Lyon' } });
  await eventually(async () => {
    const { items } = await get<ReplicaList>('/replicas');
    expect(items.filter(({ lastReportedAt }) => lastReportedAt !== null)).toHaveLength(3);
    expect(items).toHaveLength(4);
  });
});
afterAll(() => server?.close());

const ask = (path: string) => fetch(`${server.url}/api/v1${path}`, { headers: { cookie: server.adminCookie } });
async function get<T>(path: string): Promise<T> {
  const response = await ask(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}
const found = async (query: string) =>
  (await get<ReplicaList>(`/replicas?sort=mailbox&${query}`)).items.map(({ mailbox }) => mailbox[0]).join('');

describe('the list is narrowed by', () => {
  it.each([
    ['client=mbsync', 'ab'],
    ['client=mbsync&version=1.5.1', 'b'],
    ['label=site:Lyon', 'acd'],
    ['label=site:Lyon&label=team:Board', 'ac'],
    ['silence=never-reported', 'd'],
    ['difference=7', 'bc'],
    ['difference=8', 'b'],
    ['synchronizedAgo=86400', 'b'],
    ['reportedAgo=3600', ''],
    ['policy=default', 'abcd'],
    ['accepted=true', ''],
    ['accepted=false', 'abcd'],
    ['incident=none', 'abcd'],
    ['incident=any', ''],
    ['incident=not-1', 'abcd'],
    ['rule=silent', 'd'],
    ['q=be', 'b'],
    ['q=anna', 'a'],
    ['q=a', 'abcd'],
    ['q=lt-9', 'a'],
  ])('%s', async (query, whose) => expect(await found(query)).toBe(whose));

  it.each([
    ...['q=a', 'q=example', 'q=be', 'q=nobody', 'q=a&label=site:Lyon', 'server=imap-1', 'server=imap', 'client=mbsync'],
    ...['client=mbsync&version=1.5.1', 'label=site:Lyon', 'policy=default', 'rule=silent', 'rule=mismatch&rule=silent'],
  ])(
    '%s, and counts as many in each status as it lists, now that the statuses are others than at first',
    async (query) => {
      const { items, total, statuses } = await get<ReplicaList>(`/replicas?${query}`);
      expect(items).toHaveLength(total);
      for (const [status, count] of Object.entries(statuses))
        expect([status, items.filter((row) => row.status === status).length]).toEqual([status, count]);
    },
  );

  it('and counts each status under the other filters', async () => {
    const all = await get<ReplicaList>('/replicas?label=site:Lyon');
    const silent = await get<ReplicaList>('/replicas?label=site:Lyon&status=silent');
    expect(silent.statuses).toEqual(all.statuses);
    expect(silent.total).toBe(all.statuses.silent);
    expect(Object.values(all.statuses).reduce((sum, count) => sum + count)).toBe(all.total);
  });

  it.each([
    ['silence=loud', 'silence'],
    ['accepted=perhaps', 'accepted'],
    ['difference=-1', 'difference'],
    ['synchronizedAgo=long', 'synchronizedAgo'],
    ['rule=DROP', 'rule'],
    ['label=site:Lyon&label=Graz', 'label'],
    [`at=${ago(DAY)}&rule=mismatch`, 'rule'],
  ])('nothing where it makes no sense: %s', async (query, field) => {
    for (const path of ['/replicas', '/replicas.csv']) {
      const response = await ask(`${path}?${query}`);
      expect([path, response.status, await response.json()]).toMatchObject([path, 422, { field }]);
    }
  });

  it('and what there is to narrow it by is told with how many have it', async () => {
    const values = await get<FleetValues>('/fleet/values');
    expect(values.servers).toEqual([{ value: 'imap-1', replicas: 3 }]);
    expect(values.clients).toContainEqual({ name: 'mbsync', version: '1.5.1', replicas: 1 });
    expect(values.labels).toContainEqual({ value: 'site:Lyon', replicas: 3 });
    expect(values.rules).toContainEqual({ value: 'silent', replicas: 1 });
  });
});

it('is sorted by what people see as well', async () => {
  const sorted = async (sort: string) =>
    (await get<ReplicaList>(`/replicas?sort=${sort}`)).items.map(({ mailbox }) => mailbox[0]).join('');
  expect(await sorted('device')).toBe('dcba');
  expect((await sorted('-itemsBehind'))[0]).toBe('b');
});

describe('the list as CSV', () => {
  const csv = async (query: string) => {
    const response = await ask(`/replicas.csv?${query}`);
    return { response, text: await response.text() };
  };

  it('is all rows that match, in their order, as a file for spreadsheets', async () => {
    const { response, text } = await csv('label=site:Lyon&sort=-mailbox');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toMatch('text/csv');
    expect(response.headers.get('content-disposition')).toMatch('mailboxes.csv');
    const lines = text.trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 3);
    expect(lines.slice(1).map((line) => /(\w)@example/.exec(line)?.[1])).toEqual(['d', 'c', 'a']);
  });

  it('runs no formula, and does not tell the unknown as zero', async () => {
    expect((await csv('q=b@example')).text).toContain(`,"'=Bert, ""B""",`);
    const { text } = await csv('q=d@example');
    const [head, line] = text.replace('\uFEFF', '').split('\r\n');
    const cell = (name: string) => line!.split(',')[head!.split(',').indexOf(name)];
    expect([cell('last synchronized'), cell('last reported'), cell('items behind')]).toEqual(['', '', '']);
  });

  it('is of a past moment, too', async () => {
    const { text } = await csv(`at=${ago(0)}&sort=mailbox`);
    expect(text.trimEnd().split('\r\n')).toHaveLength(1 + 4);
  });
});
