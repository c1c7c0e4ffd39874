import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type {
  AlertDetail,
  AlertList,
  AlertView,
  BulkAnswer,
  Changed,
  MaintenanceView,
  Problem,
  SilenceView,
} from '@lockstep/contracts';
import type { Json } from '@lockstep/event-store';
import { io } from 'socket.io-client';
import { ALERTS, ROUTES } from '../projections/streams.ts';
import { enrol, post, sendReports, type TestAgent } from '../testing/agents.ts';
import { ROUTED } from '../testing/alerts.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

jest.setTimeout(60_000);
let server: TestServer;
let anna: TestAgent;
let seq = 0;

const iso = (at: number) => new Date(at).toISOString();
const soon = () => iso(Date.now() + HOUR);

/** Time is told to have passed: the server's own clock has not come so far. */
const reach = async (inMs: number) => {
  await append(ALERTS, [{ type: 'ClockReached', data: {} }], Date.now() + inMs);
};
/** What was said has arrived: nothing is said to be over of which nobody has heard. */
const arrive = async () => {
  const { rows } = await server.database.pool.query(`SELECT key FROM alerts.outbox WHERE state = 'waiting'`);
  for (const { key } of rows)
    await append(`notification-${key}`, [{ type: 'NotificationDelivered', data: { key, attempt: 9, answer: '200' } }]);
};
async function append(stream: string, events: readonly { type: string; data: object }[], observedAt = Date.now()) {
  await server.database.store.append({
    stream,
    key: { epoch: randomUUID(), seq: 1 },
    events: events.map(({ type, data }) => ({ type, observedAt, data: data as Json })),
  });
}
async function report(agent: TestAgent, agoMinutes: readonly number[], offlineItems: number): Promise<void> {
  const reports = agoMinutes.map((ago) =>
    aReport({
      seq: ++seq,
      observedAt: iso(Date.now() - ago * MINUTE),
      intervalSeconds: 3_600,
      folders: [
        { path: ['INBOX'], serverItems: 520, offlineItems, lastSynchronizedAt: iso(Date.now() - ago * MINUTE) },
      ],
    }),
  );
  expect((await sendReports(server, agent, reports)).status).toBe(200);
}
const ask = (path: string, init: RequestInit = {}) =>
  fetch(`${server.url}${path}`, {
    ...init,
    headers: { cookie: server.adminCookie, origin: server.url, 'content-type': 'application/json' },
  });
const get = async <T>(path: string): Promise<T> => (await ask(path)).json() as Promise<T>;
const say = (path: string, body: unknown) => post(server.url, path, body, { cookie: server.adminCookie });
const list = (query = '') => get<AlertList>(`/api/v1/alerts?${query}`);
const one = (id: string, query = '') => get<AlertDetail>(`/api/v1/alerts/${id}?${query}`);
const becomes = (id: string, expected: Partial<AlertView>) =>
  eventually(async () => {
    const found = await one(id);
    expect(found).toMatchObject(expected);
    return found;
  }, 20_000);

beforeAll(async () => {
  server = await startTestServer();
  await append(ROUTES, ROUTED);
  anna = await enrol(server.url, {
    mailbox: 'anna@example.org',
    labels: { site: 'Lyon' },
    client: { server: 'imap-03' },
  });
});
afterAll(async () => {
  await server?.close();
});

describe('a mismatch that lasts', () => {
  let id: string;

  it('becomes one alert, of which one message is queued after the group wait', async () => {
    await report(anna, [300, 270, 240, 210, 60], 480);
    const { items } = await eventually(async () => {
      const found = await list();
      expect(found.items).toMatchObject([{ status: 'firing', severity: 'critical', mailbox: 'anna@example.org' }]);
      return found;
    }, 20_000);
    id = items[0]!.id;
    expect(items[0]).toMatchObject({
      rule: 'mismatch',
      title: 'anna@example.org: Inbox lacks 40 items',
      replica: anna.replica,
      server: 'imap-03',
      labels: { site: 'Lyon' },
      told: 0,
    });
    await reach(31_000);
    const { biography, steps } = await becomes(id, { told: 1 });
    expect(biography.map(({ type }) => type)).toContain('NotificationQueued');
    expect(biography.at(-1)!.type).toBe('AlertRaised');
    expect(Array.isArray(steps)).toBe(true);
  });

  it('is acknowledged by whoever signed in, and so nobody’s no more', async () => {
    expect((await list()).counts).toMatchObject({ open: 1, notTaken: 1, mine: 0 });
    const answer = await say(`/api/v1/alerts/${id}/acknowledge`, { comment: 'looking' });
    expect(answer.status).toBe(200);
    const { cursor } = (await answer.json()) as { cursor: string };
    const alert = await one(id);
    expect(alert.acknowledged).toMatchObject({ by: 'admin', until: null, comment: 'looking' });
    expect(alert.biography[0]).toMatchObject({ cursor, type: 'AlertAcknowledged', by: 'admin' });
    expect((await list()).counts).toMatchObject({ open: 1, notTaken: 0, mine: 1 });
    expect((await list('mine=true&taken=true')).items).toHaveLength(1);
    expect((await list('taken=false')).items).toEqual([]);
  });

  it('is assigned, commented and let go of', async () => {
    expect((await say(`/api/v1/alerts/${id}/assign`, { to: 'bob' })).status).toBe(200);
    expect((await say(`/api/v1/alerts/${id}/comment`, { comment: 'on the phone' })).status).toBe(200);
    expect((await say(`/api/v1/alerts/${id}/unacknowledge`, {})).status).toBe(200);
    const alert = await one(id);
    expect(alert).toMatchObject({ assignee: 'bob', acknowledged: null });
    expect(alert.biography.slice(0, 3).map(({ type }) => type)).toEqual([
      'AlertUnacknowledged',
      'AlertCommented',
      'AlertAssigned',
    ]);
    const again = await say(`/api/v1/alerts/${id}/unacknowledge`, {});
    expect(again.status).toBe(409);
  });

  it('recovers when it heals, is resolved after a while, and says so once', async () => {
    const before = Date.parse((await one(id)).firedAt!);
    await arrive();
    await report(anna, [40, 5], 520);
    await becomes(id, { status: 'recovering' });
    await reach(10 * MINUTE);
    const { biography } = await becomes(id, { status: 'resolved' });
    await reach(20 * MINUTE);
    await becomes(id, { told: 2 });
    expect(biography.filter(({ type }) => type === 'AlertResolved')).toHaveLength(1);
    for (const act of ['acknowledge', 'assign', 'silence']) {
      const answer = await say(`/api/v1/alerts/${id}/${act}`, { to: 'bob', comment: 'late', until: soon() });
      expect(answer.status).toBe(409);
    }
    // As it was before.
    expect(await one(id, `at=${iso(before)}`)).toMatchObject({ status: 'firing', assignee: null, told: 0 });
    expect((await list(`at=${iso(before)}`)).items).toMatchObject([{ id, status: 'firing' }]);
    expect((await list(`at=${iso(before - 24 * HOUR)}`)).items).toEqual([]);
    expect((await list()).counts).toMatchObject({ open: 0, resolved: 1 });
    expect((await list(`status=resolved&resolvedSince=${iso(before)}`)).total).toBe(1);
    expect((await list(`status=resolved&resolvedSince=${iso(before + HOUR)}`)).total).toBe(0);
  });
});

describe('many alerts', () => {
  beforeAll(async () => {
    for (let n = 0; n < 7; n++) {
      const agent = await enrol(server.url, { mailbox: `many${n}@example.org`, client: { server: `many-${n}` } });
      await report(agent, [300, 270, 240, 210, 60], n < 3 ? 480 : 505);
    }
    await eventually(async () => expect((await list('q=many-&status=firing')).total).toBe(7), 20_000);
  });

  it('are listed critical first, page by page, each once', async () => {
    const ids: string[] = [];
    const severities: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: AlertList = await list(`limit=2&status=firing${cursor && `&cursor=${cursor}`}`);
      ids.push(...page.items.map(({ id }) => id));
      severities.push(...page.items.map(({ severity }) => severity));
      expect(page.total).toBe(7);
      cursor = page.nextCursor;
    }
    expect(new Set(ids).size).toBe(7);
    expect(severities).toEqual([...severities].sort());
    expect((await list('q=many3 MANY-')).items).toMatchObject([{ mailbox: 'many3@example.org' }]);
    expect((await list('server=many-4')).items).toMatchObject([{ mailbox: 'many4@example.org' }]);
    expect(
      (await list('severity=warning&status=firing')).items.length +
        (await list('severity=critical&status=firing')).items.length,
    ).toBe(7);
  });

  it.each([
    ['status', 'status=open'],
    ['limit', 'limit=0'],
    ['cursor', 'cursor=abc'],
    ['replica', 'replica=7'],
    ['at', 'at=yesterday'],
    ['taken', 'taken=maybe'],
  ])('are not listed for nonsense: %s', async (field, query) => {
    const answer = await ask(`/api/v1/alerts?${query}`);
    expect([answer.status, ((await answer.json()) as Problem).field]).toEqual([422, field]);
  });

  it('are taken at once, each standing or falling alone', async () => {
    const ids = (await list('status=firing')).items.slice(0, 3).map(({ id }) => id);
    const answer = await say('/api/v1/alerts/acknowledge', { ids: [...ids, '99999'], comment: 'all mine' });
    const { results } = (await answer.json()) as BulkAnswer;
    expect(results.map(({ id, ok }) => [id, ok])).toEqual([...ids.map((id) => [id, true]), ['99999', false]]);
    expect(results.at(-1)).toMatchObject({ status: 404 });
    expect((await list('mine=true&status=firing')).items.map(({ id }) => id).sort()).toEqual([...ids].sort());
    const assigned = await say('/api/v1/alerts/assign', { ids, to: 'carol' });
    expect(((await assigned.json()) as BulkAnswer).results.every(({ ok }) => ok)).toBe(true);
    const many = await say('/api/v1/alerts/assign', { ids: Array(501).fill('1'), to: null });
    expect(many.status).toBe(422);
  });

  it('are kept quiet by a silence, and heard again when it ends', async () => {
    const made = await say('/api/v1/silences', {
      matchers: [{ server: 'many-*' }],
      comment: 'moving house',
      until: soon(),
    });
    expect(made.status).toBe(201);
    const silence = (await made.json()) as SilenceView;
    expect(silence).toMatchObject({ by: 'admin', alerts: 7, endedAt: null });
    const { items, counts } = await list('suppressed=true');
    expect(items).toHaveLength(7);
    expect(counts.suppressed).toBe(7);
    expect(items[0]!.suppressed).toMatchObject([{ by: 'silence', id: silence.id, text: 'admin: moving house' }]);
    expect((await get<{ items: SilenceView[] }>('/api/v1/silences')).items).toMatchObject([
      { id: silence.id, alerts: 7 },
    ]);

    expect((await ask(`/api/v1/silences/${silence.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(`/api/v1/silences/${silence.id}`, { method: 'DELETE' })).status).toBe(409);
    expect((await ask('/api/v1/silences/nothing', { method: 'DELETE' })).status).toBe(404);
    expect((await list('suppressed=true')).items).toEqual([]);
  });

  it('are silenced one by one, until a moment that is to come', async () => {
    const [alert] = (await list('status=firing')).items;
    expect((await say(`/api/v1/alerts/${alert!.id}/silence`, { comment: 'known', until: soon() })).status).toBe(200);
    expect((await list('suppressed=true')).items.map(({ id }) => id)).toEqual([alert!.id]);
    const past = await say(`/api/v1/alerts/${alert!.id}/silence`, { comment: 'known', until: iso(Date.now() - 1) });
    expect([past.status, ((await past.json()) as Problem).field]).toEqual([422, 'until']);
    const all = await say('/api/v1/silences', { matchers: [{}], comment: 'all', until: soon() });
    expect(all.status).toBe(422);
  });

  it('are quiet in a maintenance window, which is planned, changed and cancelled', async () => {
    const when = { every: 'once', from: iso(Date.now() - MINUTE), to: soon() };
    const input = { name: 'New disks', matchers: [{ server: 'many-*' }], timeZone: 'Europe/Berlin', when };
    const made = await say('/api/v1/maintenance', input);
    expect(made.status).toBe(201);
    const window = (await made.json()) as MaintenanceView;
    expect(window).toMatchObject({ name: 'New disks', by: 'admin', open: true });
    await eventually(async () => expect((await list('suppressed=true')).total).toBe(7));

    const change = { ...input, matchers: [{ server: 'imap-99' }] };
    const changed = await ask(`/api/v1/maintenance/${window.id}`, { method: 'PUT', body: JSON.stringify(change) });
    expect(changed.status).toBe(200);
    await eventually(async () => expect((await list('suppressed=true')).total).toBe(1));
    expect((await get<{ items: MaintenanceView[] }>('/api/v1/maintenance')).items).toHaveLength(1);
    expect((await ask(`/api/v1/maintenance/${window.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await ask(`/api/v1/maintenance/${window.id}`, { method: 'DELETE' })).status).toBe(404);
    expect((await get<{ items: MaintenanceView[] }>('/api/v1/maintenance')).items).toEqual([]);

    for (const [field, over] of [
      ['timeZone', { timeZone: 'Middle/Earth' }],
      ['when.to', { when: { ...when, to: when.from } }],
      ['when.to', { when: { every: 'week', days: ['mon'], from: '13:00', to: '13:00' } }],
      ['when.day', { when: { every: 'month', day: 0, from: '01:00', to: '02:00' } }],
    ] as const) {
      const answer = await say('/api/v1/maintenance', { ...input, ...over });
      expect([answer.status, ((await answer.json()) as Problem).field]).toEqual([422, field]);
    }
  });

  it('are not there for who has no session, and 404 where there is none', async () => {
    expect((await fetch(`${server.url}/api/v1/alerts`)).status).toBe(401);
    expect((await ask('/api/v1/alerts/99999')).status).toBe(404);
    expect((await say('/api/v1/alerts/99999/acknowledge', {})).status).toBe(404);
    expect((await say('/api/v1/alerts/%00/acknowledge', {})).status).toBe(404);
  });

  it('are told to browsers as they change, and what was missed comes first', async () => {
    const socket = io(`${server.url}/live`, {
      transports: ['websocket'],
      extraHeaders: { cookie: server.adminCookie },
      reconnection: false,
      forceNew: true,
    });
    try {
      const heard: Changed[] = [];
      socket.on('changed', (changed: Changed) => heard.push(changed));
      const subscribe = (asked: object) =>
        socket.timeout(10_000).emitWithAck('subscribe', { view: 'alerts', ...asked });
      const { cursor } = (await subscribe({})) as { cursor: string };
      const [alert] = (await list('status=firing')).items;
      await say(`/api/v1/alerts/${alert!.id}/assign`, { to: 'dora' });
      await eventually(async () =>
        expect(heard.at(-1)).toMatchObject({ view: 'alerts', rows: [{ id: alert!.id, assignee: 'dora' }] }),
      );
      expect(heard.at(-1)).toMatchObject({ counts: { open: 7 } });
      heard.length = 0;
      await subscribe({ since: cursor });
      await eventually(async () => expect(heard[0]).toMatchObject({ rows: [{ id: alert!.id, assignee: 'dora' }] }));
      heard.length = 0;
      await subscribe({ since: '0' });
      await eventually(async () => expect(heard[0]!.rows).toHaveLength(8));
    } finally {
      socket.close();
    }
  });
});

describe('a mismatch that has not lasted', () => {
  it('is pending, and says when it fires unless it clears', async () => {
    const young = await enrol(server.url, { mailbox: 'zoe@example.org', client: { server: 'imap-04' } });
    await report(young, [44, 1], 480);
    const { items } = await eventually(async () => {
      const found = await list('status=pending&server=imap-04');
      expect(found.items).toHaveLength(1);
      return found;
    }, 20_000);
    const [{ since, firesAt }] = items as [AlertView];
    expect(firesAt).toBe(iso(Date.parse(since) + 30 * MINUTE));
    expect((await one(items[0]!.id)).firesAt).toBe(firesAt);
    expect((await one(items[0]!.id, `at=${iso(Date.now() + 1)}`)).firesAt).toBeNull();
  });
});
