import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { EventBundle, ReplicaView, TimelineEntry, TimelineView } from '@lockstep/contracts';
import { EventBundleAnswer } from '../openapi/bundle.answers.ts';
import { enrol, sendReports, type TestAgent } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { bundleHead, bundleText } from './bundle.query.ts';
import { pictureOf } from './picture-of.ts';
import { readTransaction } from './read-transaction.ts';

const MINUTE = 60_000;
/** More than two pages of a bundle. */
const REPORTS = 230;

jest.setTimeout(60_000);
let server: TestServer;
let anna: TestAgent;
let begins: number;

beforeAll(async () => {
  server = await startTestServer();
  anna = await enrol(server.url, { mailbox: 'anna/é@example.org', device: 'the "old" one' });
  begins = Date.now() - REPORTS * MINUTE;
  const reports = Array.from({ length: REPORTS }, (_, index) =>
    aReport({
      seq: index + 1,
      observedAt: iso(begins + index * MINUTE),
      intervalSeconds: 60,
      folders: [
        { path: ['INBOX'], serverItems: 200 + index, offlineItems: 100, lastSynchronizedAt: iso(begins - MINUTE) },
      ],
      troubles: [{ code: 'credentials-rejected' }],
    }),
  );
  for (let from = 0; from < REPORTS; from += 100) await sendReports(server, anna, reports.slice(from, from + 100));
  await eventually(async () => {
    const view = (await (await ask()).json()) as ReplicaView;
    expect(view).toMatchObject({ status: 'mismatched', lastReportedAt: iso(begins + (REPORTS - 1) * MINUTE) });
  }, 20_000);
});
afterAll(() => server?.close());

const iso = (at: number) => new Date(at).toISOString();
const ask = (path = '', headers: Record<string, string> = { cookie: server.adminCookie }) =>
  fetch(`${server.url}/api/v1/replicas/${anna.replica}${path}`, { headers });
const bundle = async (query = '') => (await (await ask(`/bundle${query}`)).json()) as EventBundle;

/** Page by page, as a person would read it. */
async function wholeTimeline(query = ''): Promise<TimelineEntry[]> {
  const entries: TimelineEntry[] = [];
  let before: string | null = '';
  while (before !== null) {
    const page = (await (
      await ask(`/timeline?limit=100${query}${before && `&before=${before}`}`)
    ).json()) as TimelineView;
    entries.push(...page.items);
    before = page.nextCursor;
  }
  return entries.reverse();
}

describe('the event bundle', () => {
  it('holds each event once, oldest first, beside what is concluded of them', async () => {
    const found = await bundle();
    expect(EventBundleAnswer.parse(found)).toEqual(found);
    expect(found.events.length).toBeGreaterThan(REPORTS);
    expect(found.events).toEqual(await wholeTimeline());
    const answers = await Promise.all(
      ['', '/folders', '/diagnoses', '/fixes', '/why'].map(async (of) => (await ask(of)).json()),
    );
    const { replica, folders, diagnoses, fixes, why } = found;
    expect([replica, folders, diagnoses, fixes, why]).toEqual(answers);
    expect(diagnoses.items.map(({ id }) => id)).toContain('credentials-rejected');
  });

  it('is a file, named by mailbox, device and day in letters that any system takes', async () => {
    const response = await ask('/bundle');
    await response.arrayBuffer();
    expect(response.headers.get('content-type')).toMatch(/^application\/json/);
    const said = response.headers.get('content-disposition')!;
    expect(said).toMatch(/^attachment; /);
    const name = decodeURIComponent(/filename\*=UTF-8''(.*)$/.exec(said)![1]!);
    expect(name).toBe(`lockstep-anna-é@example.org-the-old-one-${iso(Date.now()).slice(0, 10)}.json`);
  });

  it('is as of then, when asked so', async () => {
    const then = iso(begins + 10 * MINUTE);
    const { replica, events } = await bundle(`?at=${then}`);
    expect(replica.at).toBe(then);
    expect(events).toEqual(await wholeTimeline(`&at=${then}`));
    expect(events.filter(({ type }) => type === 'ReplicaReported')).toHaveLength(11);
  });

  it('holds no token and no key', async () => {
    const text = await (await ask('/bundle')).text();
    for (const secret of [anna.token, server.joinKey]) expect(text).not.toContain(secret);
  });

  it('holds one page of events at a time, and ends although more is appended', async () => {
    const { pool, store } = server.database;
    const head = await readTransaction(pool, async (client) =>
      bundleHead(client, store, await pictureOf(client, store, anna.replica, {}), {}),
    );
    let asked = 0;
    const hurried = {
      head: () => store.head(),
      async readStream(...[stream, options]: Parameters<typeof store.readStream>) {
        const observedAt = iso(Date.now());
        await sendReports(server, anna, aReport({ seq: REPORTS + ++asked, observedAt, intervalSeconds: 60 }));
        return store.readStream(stream, options);
      },
    };
    const pieces: string[] = [];
    for await (const piece of bundleText(head, hurried, {}, 50)) pieces.push(piece);
    const events = (JSON.parse(pieces.join('')) as EventBundle).events;
    expect(pieces).toHaveLength(events.length + 2);
    expect(asked).toBe(Math.floor(events.length / 50) + 1);
    expect(new Set(events.map(({ cursor }) => cursor)).size).toBe(events.length);
    // What came meanwhile is for the next one.
    const reported = events.filter(({ type }) => type === 'ReplicaReported');
    expect(reported.map(({ seq }) => seq)).toEqual(Array.from({ length: REPORTS }, (_, index) => index + 1));
  });

  it('is for who is signed in, of a replica that there is', async () => {
    expect((await ask('/bundle', {})).status).toBe(401);
    expect((await ask('/bundle?at=x')).status).toBe(422);
    expect((await ask(`/bundle?at=${iso(begins - 86_400_000)}`)).status).toBe(404);
    for (const id of ['4b0f6f0e-0000-4000-8000-000000000000', 'x']) {
      const response = await fetch(`${server.url}/api/v1/replicas/${id}/bundle`, {
        headers: { cookie: server.adminCookie },
      });
      expect([id, response.status]).toEqual([id, 404]);
    }
  });
});
