import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  DiagnosisList,
  FleetView,
  FolderList,
  ReplicaList,
  ReplicaView,
  TimelineView,
  WhyView,
} from '@lockstep/contracts';
import { enrol, sendReports, type TestAgent } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
let anna: TestAgent;
let bert: TestAgent;
let cleo: TestAgent;

const HOUR = 3_600_000;
const agoIso = (ms: number) => new Date(Date.now() - ms).toISOString();
const folder = (name: string, server: number | null, offline: number | null, synchronizedAgoMs = 60_000) => ({
  path: [name],
  serverItems: server,
  offlineItems: offline,
  lastSynchronizedAt: agoIso(synchronizedAgoMs),
});

beforeAll(async () => {
  server = await startTestServer();
  anna = await enrol(server.url, {
    mailbox: 'anna@example.org',
    device: 'LT-1',
    labels: { site: 'Lyon' },
    client: { server: 'imap-1' },
  });
  bert = await enrol(server.url, {
    mailbox: 'bert@example.org',
    device: 'LT-2',
    labels: { site: 'Graz' },
    client: { server: 'imap-2' },
  });
  cleo = await enrol(server.url, { mailbox: 'cleo@example.org', device: 'LT-3' });
  // Anna is in step again. Bert lacks 50 items, and two syncs have left them.
  await sendReports(server, anna, [
    aReport({ seq: 1, observedAt: agoIso(3_000), folders: [folder('INBOX', null, 20), folder('Été', 7, 7)] }),
    aReport({ seq: 2, observedAt: agoIso(1_000), folders: [folder('INBOX', 20, 20), folder('Été', 7, 7)] }),
  ]);
  for (const [seq, ago] of [
    [1, 3 * HOUR],
    [2, 2 * HOUR],
    [3, 5_000],
  ] as const) {
    await sendReports(
      server,
      bert,
      aReport({ seq, observedAt: agoIso(ago), intervalSeconds: 3_600, folders: [folder('INBOX', 150, 100, ago)] }),
    );
  }
  await eventually(async () => {
    const { items } = await get<ReplicaList>('/replicas');
    expect(items.filter(({ lastReportedAt }) => lastReportedAt !== null)).toHaveLength(2);
    expect((await get<FolderList>(`/replicas/${bert.replica}/folders`)).items).toHaveLength(1);
    expect((await get<ReplicaView>(`/replicas/${bert.replica}`)).status).toBe('mismatched');
  });
});
afterAll(() => server?.close());

const forged = (...keys: string[]) => Buffer.from(JSON.stringify(keys)).toString('base64url');

async function ask(path: string): Promise<Response> {
  return fetch(`${server.url}/api/v1${path}`, { headers: { cookie: server.adminCookie } });
}
async function get<T>(path: string): Promise<T> {
  const response = await ask(path);
  if (response.status !== 200) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

describe('the fleet', () => {
  it('counts what the lists hold, whatever the status', async () => {
    const fleet = await get<FleetView>('/fleet');
    expect(fleet.total).toBe(3);
    for (const [status, count] of Object.entries(fleet.statuses)) {
      const list = await get<ReplicaList>(`/replicas?status=${status}`);
      expect([status, list.total, list.items.length]).toEqual([status, count, count]);
    }
    expect(fleet.silence).toEqual({ late: 0, missing: 0, neverReported: 1 });
  });

  it('is grouped, aged, remembered and told of', async () => {
    const { groups } = await get<{ groups: { name: string | null; total: number; cells: unknown[] }[] }>(
      '/fleet/groups?by=site',
    );
    expect(groups.map(({ name, total }) => [name, total])).toContainEqual(['Lyon', 1]);
    const ages = await get<{ buckets: { total: number }[]; unknown: number }>('/fleet/ages');
    expect(ages.buckets.reduce((sum, { total }) => sum + total, ages.unknown)).toBe(3);
    const { points } = await get<{ points: { mismatched: number; 'in-step': number }[] }>('/fleet/history?points=10');
    expect(points).toHaveLength(10);
    expect(points.at(-1)).toMatchObject({ mismatched: 1, 'in-step': 1, silent: 1 });
    const { entries } = await get<{ entries: { at: string; mailbox: string; status: string; text: string }[] }>(
      '/feed',
    );
    // Newest first by when it was so: what Bert's spool brought late does not push aside what Anna does now.
    const times = entries.map(({ at }) => at);
    expect(times).toEqual(times.toSorted().reverse());
    expect(entries[0]).toMatchObject({ mailbox: 'anna@example.org' });
    expect(entries.find(({ mailbox }) => mailbox === 'bert@example.org')).toMatchObject({ status: 'mismatched' });
  });
});

describe('the list', () => {
  const mailboxes = async (query: string) =>
    (await get<ReplicaList>(`/replicas?${query}`)).items.map(({ mailbox }) => mailbox[0]).join('');

  it('is found by mailbox, device, server, folder and label', async () => {
    expect(await mailboxes('q=anna')).toBe('a');
    expect(await mailboxes('q=lt-2')).toBe('b');
    expect(await mailboxes('q=IMAP-1')).toBe('a');
    expect(await mailboxes(`q=${encodeURIComponent('été')}`)).toBe('a');
    expect(await mailboxes('q=%25')).toBe('');
    expect(await mailboxes('server=imap-2')).toBe('b');
    expect(await mailboxes('label=site:Lyon')).toBe('a');
  });

  it('is sorted both ways by everything, and paged without losing or doubling a row', async () => {
    for (const sort of [
      'status',
      'mailbox',
      'server',
      'lastSynchronizedAt',
      'lastReportedAt',
      'itemsBehind',
      'since',
    ]) {
      const whole = await mailboxes(`sort=${sort}`);
      const back = await mailboxes(`sort=-${sort}`);
      expect(back).toBe([...whole].reverse().join(''));
      let paged = '';
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: ReplicaList = await get(`/replicas?sort=${sort}&limit=1${cursor && `&cursor=${cursor}`}`);
        expect(page.total).toBe(3);
        paged += page.items.map(({ mailbox }) => mailbox[0]).join('');
        cursor = page.nextCursor;
      }
      expect(paged).toBe(whole);
    }
    expect(await mailboxes('')).toBe('bca');
    expect(await mailboxes('status=mismatched,in-step')).toBe('ba');
    expect(await mailboxes('status=mismatched&status=silent')).toBe('bc');
  });

  it.each([
    ['status=red', 'status'],
    ['sort=size', 'sort'],
    ['limit=0', 'limit'],
    ['limit=501', 'limit'],
    ['limit=many', 'limit'],
    ['cursor=bm90IG91cnM', 'cursor'],
    [`cursor=${forged('status', 'not a number', 'anna', 'not a replica')}`, 'cursor'],
    ['label=Lyon', 'label'],
    ['at=yesterday', 'at'],
    ['knownAt=2026', 'knownAt'],
    ['q=a&q=b', 'q'],
  ])('refuses %s and names the parameter', async (query, field) => {
    const response = await ask(`/replicas?${query}`);
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toMatch('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 422, field });
  });
});

describe('one replica', () => {
  it('says what its row in the list says, and why', async () => {
    const replica = await get<ReplicaView>(`/replicas/${bert.replica}`);
    const [row] = (await get<ReplicaList>('/replicas?q=bert')).items;
    expect(replica).toMatchObject(row!);
    expect(replica).toMatchObject({ itemsBehind: 50, foldersOut: 1, totals: { serverItems: 150, offlineItems: 100 } });
    expect(replica.why).toMatch(/50/);
    const why = await get<WhyView>(`/replicas/${bert.replica}/why`);
    expect(why.chain[0]).toMatchObject({ rule: 'mismatch' });
    const { items } = await get<TimelineView>(`/replicas/${bert.replica}/timeline`);
    expect(items.map(({ cursor }) => cursor)).toEqual(expect.arrayContaining([...why.chain[0]!.evidence]));
    const { items: causes } = await get<DiagnosisList>(`/replicas/${bert.replica}/diagnoses`);
    expect(items.map(({ cursor }) => cursor)).toContain(causes[0]!.evidence[0]!.cursor);
    expect(why.story.map(({ part }) => part)).toEqual(expect.arrayContaining(['policy', 'statistics', 'diagnosis']));
  });

  it('has a history of counts, attempts and statuses', async () => {
    const path = encodeURIComponent('["INBOX"]');
    const history = await get<{ folders: { points: unknown[] }[]; statuses: { status: string }[] }>(
      `/replicas/${bert.replica}/history?path=${path}`,
    );
    expect(history.folders[0]!.points[0]).toEqual([expect.any(Number), 150, 100]);
    expect(history.statuses.map(({ status }) => status)).toEqual(expect.arrayContaining(['catching-up', 'mismatched']));
    expect((await ask(`/replicas/${bert.replica}/history?path=INBOX`)).status).toBe(422);
  });

  it('has a timeline that is paged back to its enrolment', async () => {
    const types: string[] = [];
    for (let before: string | null = ''; before !== null;) {
      const page: TimelineView = await get(
        `/replicas/${bert.replica}/timeline?limit=2${before && `&before=${before}`}`,
      );
      types.push(...page.items.map(({ type }) => type));
      before = page.nextCursor;
    }
    expect(types.at(-1)).toBe('ReplicaEnrolled');
    expect(types.filter((type) => type === 'ReplicaReported')).toHaveLength(3);
    expect(types).toContain('ConditionRaised');
  });

  it('has a timeline that begins with the entry that evidence names', async () => {
    const whole: TimelineView = await get(`/replicas/${bert.replica}/timeline`);
    const { cursor } = whole.items[2]!;
    const from: TimelineView = await get(`/replicas/${bert.replica}/timeline?upTo=${cursor}&limit=1`);
    expect(from.items).toEqual([whole.items[2]]);
    expect((await ask(`/replicas/${bert.replica}/timeline?upTo=there`)).status).toBe(422);
  });

  it('is 404 when there is none', async () => {
    for (const id of ['00000000-0000-0000-0000-000000000000', 'anna']) {
      for (const question of ['', '/folders', '/timeline', '/history', '/why', '/diagnoses']) {
        expect((await ask(`/replicas/${id}${question}`)).status).toBe(404);
      }
    }
  });
});

describe('as of a past moment', () => {
  it('a replica is what was observed by then, with all we know or with what we knew', async () => {
    const then = agoIso(2.5 * HOUR);
    const past = await get<ReplicaView>(`/replicas/${bert.replica}?at=${then}`);
    expect(past).toMatchObject({ at: then, lastReportedAt: expect.stringMatching(/Z$/) });
    expect(Date.parse(past.lastReportedAt!)).toBeLessThan(Date.parse(then));
    expect((await get<FolderList>(`/replicas/${bert.replica}/folders?at=${then}`)).items).toHaveLength(1);
    // It was enrolled only just now: by then, nothing was known of it.
    expect((await ask(`/replicas/${bert.replica}?at=${then}&knownAt=${then}`)).status).toBe(404);
  });

  it('the fleet and its lists agree', async () => {
    const then = agoIso(2.5 * HOUR);
    for (const asOf of [`at=${then}`, `at=${agoIso(0)}`, `knownAt=${agoIso(0)}`, `at=${then}&knownAt=${then}`]) {
      const fleet = await get<FleetView>(`/fleet?${asOf}`);
      for (const [status, count] of Object.entries(fleet.statuses)) {
        const list = await get<ReplicaList>(`/replicas?status=${status}&${asOf}`);
        expect([status, list.total, list.items.map((item) => item.status)]).toEqual([
          status,
          count,
          Array(count).fill(status),
        ]);
      }
    }
    expect((await get<FleetView>(`/fleet?at=${then}&knownAt=${then}`)).total).toBe(0);
    expect((await ask(`/replicas?sort=itemsBehind&at=${then}`)).status).toBe(422);
  });
});

it('answers nobody who has not signed in', async () => {
  for (const path of ['/fleet', '/replicas', `/replicas/${anna.replica}`, '/feed']) {
    expect((await fetch(`${server.url}/api/v1${path}`)).status).toBe(401);
  }
  expect(cleo.replica).toBeTruthy();
});

it('is described to those who browse the API, and measured for those who watch it', async () => {
  const document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as {
    paths: Record<string, { get?: { parameters: { name: string }[] } }>;
  };
  const names = document.paths['/api/v1/replicas']!.get!.parameters.map(({ name }) => name);
  expect(names).toEqual(
    expect.arrayContaining(['status', 'q', 'server', 'label', 'sort', 'limit', 'cursor', 'at', 'knownAt']),
  );
  expect(Object.keys(document.paths)).toEqual(
    expect.arrayContaining(['/api/v1/fleet', '/api/v1/replicas/{id}/history', '/api/v1/feed']),
  );
  const metrics = await (await fetch(`${server.url}/metrics`)).text();
  expect(metrics).toMatch(/lockstep_consumer_lag_seconds\{consumer="replicas"\} \d/);
  expect(metrics).toMatch(/lockstep_projection_facts_total [1-9]/);
});
