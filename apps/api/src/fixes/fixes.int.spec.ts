import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type {
  DiagnosisList,
  FixArticleList,
  FixArticleView,
  FixList,
  Noted,
  Problem,
  ReplicaView,
  ReportInput,
  TimelineEntry,
  TimelineView,
} from '@lockstep/contracts';
import { enrol, post, sendReports, type TestAgent } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

jest.setTimeout(60_000);
let server: TestServer;
/** The server's clock is ahead of ours by so much: stories of days take seconds. */
let ahead = 0;

beforeAll(async () => {
  const ours = Date.now.bind(Date);
  jest.spyOn(Date, 'now').mockImplementation(() => ours() + ahead);
  server = await startTestServer();
});
afterAll(async () => {
  await server?.close();
  jest.restoreAllMocks();
});

const iso = (at: number) => new Date(at).toISOString();
const get = async <T>(path: string): Promise<T> =>
  (await fetch(`${server.url}/api/v1${path}`, { headers: { cookie: server.adminCookie } })).json() as Promise<T>;
const say = (agent: TestAgent, fix: string, body: object = {}) =>
  post(server.url, `/api/v1/replicas/${agent.replica}/fixes/${fix}/tried`, body, { cookie: server.adminCookie });

/** An agent whose story begins now; `at` moves the server's clock on, and is the moment of what is reported there. */
async function anAgent(mailbox: string) {
  const agent = await enrol(server.url, { mailbox });
  const begins = Date.now();
  let seq = 0;
  const story = {
    agent,
    moment: (ms: number) => begins + ms,
    until(ms: number) {
      ahead += begins + ms - Date.now();
    },
    async at(ms: number, over: Partial<ReportInput>) {
      story.until(ms);
      const inbox = { path: ['INBOX'], serverItems: 20, offlineItems: 20, lastSynchronizedAt: iso(begins - MINUTE) };
      const response = await sendReports(server, agent, [
        aReport({
          seq: ++seq,
          observedAt: iso(begins + ms),
          intervalSeconds: 86_400,
          folders: [inbox],
          client: { name: 'mbsync', version: '1.4.4', store: 'maildir', server: 'imap.example.org' },
          ...over,
        }),
      ]);
      expect(await response.json()).toMatchObject({ results: [{ outcome: 'stored' }] });
    },
    timeline: async (): Promise<readonly TimelineEntry[]> =>
      (await get<TimelineView>(`/replicas/${agent.replica}/timeline?limit=500`)).items,
    fixes: async (asOf = '') => (await get<FixList>(`/replicas/${agent.replica}/fixes${asOf}`)).items,
    /** Once the rows show that this fits. */
    shows: (id: string) =>
      eventually(async () => {
        const { items } = await get<DiagnosisList>(`/replicas/${agent.replica}/diagnoses`);
        expect(items?.map((item) => item.id)).toContain(id);
      }, 20_000),
    /** The newest event of that kind, once it is there. */
    newest: (type: string): Promise<TimelineEntry> =>
      eventually(async () => {
        const found = (await story.timeline()).find((entry) => entry.type === type);
        if (!found) throw new Error(`No ${type} yet.`);
        return found;
      }, 20_000),
  };
  return story;
}

const unreachable = { troubles: [{ code: 'server-unreachable', detail: 'connection refused' }] };
const synchronizedAt = (at: number): Partial<ReportInput> => ({
  folders: [{ path: ['INBOX'], serverItems: 20, offlineItems: 20, lastSynchronizedAt: iso(at) }],
  attempts: [{ startedAt: iso(at - MINUTE), endedAt: iso(at), trigger: 'manual', outcome: 'succeeded' }],
});

describe('a fix on a replica', () => {
  it('is suggested, tried by a person, confirmed by later reports, and relapses', async () => {
    const anna = await anAgent('anna@example.org');
    await anna.at(0, {});
    await anna.at(5 * MINUTE, unreachable);
    await anna.at(20 * MINUTE, unreachable);
    await anna.at(40 * MINUTE, unreachable);
    const suggested = await anna.newest('FixSuggested');
    expect(suggested.observedAt).toBe(iso(anna.moment(35 * MINUTE)));
    expect(suggested.data).toMatchObject({ fix: 'server-unreachable' });

    anna.until(50 * MINUTE);
    await anna.shows('server-unreachable');
    const answer = await say(anna.agent, 'server-unreachable', { note: 'VPN connected' });
    expect(answer.status).toBe(201);
    const { cursor } = (await answer.json()) as Noted;
    expect((await anna.timeline()).find((entry) => entry.cursor === cursor)).toMatchObject({
      type: 'FixTried',
      data: { fix: 'server-unreachable', by: 'admin', note: 'VPN connected' },
    });
    expect(await anna.fixes()).toMatchObject([
      { id: 'server-unreachable', status: 'tried', triedBy: 'admin', note: 'VPN connected', cursor, confirmedAt: null },
    ]);

    const again = await say(anna.agent, 'server-unreachable');
    expect(again.status).toBe(409);
    const triedAt = (await anna.fixes())[0]!.triedAt!;
    expect(((await again.json()) as Problem).detail).toContain(`${triedAt} by admin`);

    await anna.at(HOUR, synchronizedAt(anna.moment(59 * MINUTE)));
    const confirmed = await anna.newest('FixConfirmed');
    expect(confirmed).toMatchObject({
      observedAt: iso(anna.moment(HOUR)),
      data: { triedAt: Date.parse(triedAt) },
    });

    await anna.at(3 * HOUR, { ...synchronizedAt(anna.moment(59 * MINUTE)), ...unreachable });
    await anna.at(4 * HOUR, { ...synchronizedAt(anna.moment(59 * MINUTE)), ...unreachable });
    const relapsed = await anna.newest('FixRelapsed');
    expect(relapsed.observedAt).toBe(iso(anna.moment(3 * HOUR + 30 * MINUTE)));

    const statuses = async (ms: number) =>
      (await anna.fixes(`?at=${iso(anna.moment(ms))}`)).map(({ status }) => status);
    expect(await statuses(10 * MINUTE)).toEqual([]);
    expect(await statuses(37 * MINUTE)).toEqual(['suggested']);
    expect(await statuses(55 * MINUTE)).toEqual(['tried']);
    expect(await statuses(2 * HOUR)).toEqual(['confirmed']);
    expect(await statuses(4 * HOUR)).toEqual(['relapsed']);
    const knownBefore = `?knownAt=${iso(anna.moment(55 * MINUTE))}`;
    expect(await anna.fixes(knownBefore)).toMatchObject([{ status: 'tried' }]);
    expect(await anna.fixes()).toMatchObject([{ status: 'relapsed', cursor: relapsed.cursor }]);

    const article = await get<FixArticleView>('/fixes/server-unreachable');
    expect(article.fares).toMatchObject({ tried: 1, confirmed: 0, failed: 0, relapsed: 1, waiting: 0, enough: false });
    expect(article.fares.medianMsToConfirm).toBe(anna.moment(HOUR) - Date.parse(triedAt));
    expect(article.byClient).toMatchObject([{ client: 'mbsync', version: '1.4.4', tried: 1, relapsed: 1 }]);

    const fares = async (ms: number) => {
      const query = `?at=${iso(anna.moment(ms))}`;
      const then = await get<FixArticleView>(`/fixes/server-unreachable${query}`);
      const { items } = await get<FixArticleList>(`/fixes${query}`);
      expect(items.find(({ id }) => id === then.id)).toEqual(then);
      const { open, tried, waiting, confirmed, relapsed, medianMsToConfirm } = then.fares;
      return { counts: [open, tried, waiting, confirmed, relapsed], medianMsToConfirm, clients: then.byClient.length };
    };
    const none = { medianMsToConfirm: null, clients: 0 };
    expect(await fares(10 * MINUTE)).toEqual({ counts: [0, 0, 0, 0, 0], ...none });
    expect(await fares(37 * MINUTE)).toEqual({ counts: [1, 0, 0, 0, 0], ...none });
    expect(await fares(55 * MINUTE)).toEqual({ counts: [0, 1, 1, 0, 0], ...none, clients: 1 });
    const { medianMsToConfirm } = article.fares;
    expect(await fares(2 * HOUR)).toEqual({ counts: [0, 1, 0, 1, 0], medianMsToConfirm, clients: 1 });
    expect(await fares(4 * HOUR)).toEqual({ counts: [0, 1, 0, 0, 1], medianMsToConfirm, clients: 1 });

    // What did not last may be tried again, and that is a new life.
    expect((await say(anna.agent, 'server-unreachable')).status).toBe(201);
    expect((await anna.fixes()).map(({ status, suggestedAt }) => [status, suggestedAt !== null])).toEqual([
      ['tried', false],
      ['relapsed', true],
    ]);
  });

  it('has failed a day after it was tried, at that moment, though no report came then', async () => {
    const bert = await anAgent('bert@example.org');
    const rejected = { troubles: [{ code: 'credentials-rejected' }] };
    await bert.at(0, rejected);
    await bert.at(30 * MINUTE, rejected);
    await bert.newest('FixSuggested');
    await bert.shows('credentials-rejected');
    expect((await say(bert.agent, 'credentials-rejected')).status).toBe(201);
    await bert.at(HOUR, rejected);
    await eventually(async () => expect(await bert.fixes()).toMatchObject([{ status: 'tried' }]));

    await bert.at(26 * HOUR, rejected);
    await bert.newest('FixFailed');
    const { triedAt, turnedAt } = (await bert.fixes())[0]!;
    expect(Date.parse(turnedAt!) - Date.parse(triedAt!)).toBe(24 * HOUR);
    await eventually(async () => {
      const { fares } = await get<FixArticleView>('/fixes/credentials-rejected');
      expect(fares).toMatchObject({ tried: 1, failed: 1 });
    });
  });

  it('is counted by client only where it was tried', async () => {
    const gus = await anAgent('gus@example.org');
    const other = { client: { name: 'other', version: '1' }, troubles: [{ code: 'credentials-rejected' }] };
    await gus.at(0, other);
    await gus.at(30 * MINUTE, other);
    await gus.newest('FixSuggested');
    const { byClient } = await eventually(async () => {
      const article = await get<FixArticleView>('/fixes/credentials-rejected');
      expect(article.fares.open).toBe(1);
      return article;
    });
    expect(byClient.map(({ client }) => client)).toEqual(['mbsync']);
  });

  it('can be tried before it is suggested, and is not confirmed by saying so', async () => {
    const cleo = await anAgent('cleo@example.org');
    await cleo.at(0, unreachable);
    await cleo.shows('server-unreachable');
    cleo.until(MINUTE);
    expect((await say(cleo.agent, 'server-unreachable')).status).toBe(201);
    expect(await cleo.fixes()).toMatchObject([{ status: 'tried', suggestedAt: null }]);
    await eventually(async () => {
      const { fares } = await get<FixArticleView>('/fixes/server-unreachable');
      expect(fares.waiting).toBeGreaterThan(0);
    });
    expect((await cleo.timeline()).map(({ type }) => type)).not.toContain('FixConfirmed');
  });

  it('is not taken where nothing is wrong, however often reports come afterwards: it would prove itself by that', async () => {
    const ida = await anAgent('ida@example.org');
    await ida.at(0, {});
    await eventually(async () =>
      expect(await get<ReplicaView>(`/replicas/${ida.agent.replica}`)).toMatchObject({ status: 'in-step' }),
    );
    for (const fix of ['server-unreachable', 'client-suspected', 'not-synchronizing']) {
      const answer = await say(ida.agent, fix);
      const { field, detail } = (await answer.json()) as Problem;
      expect([answer.status, field]).toEqual([409, 'fix']);
      expect(detail).toContain(fix);
      expect(detail).toContain('in step');
    }
    await ida.at(10 * MINUTE, {});
    expect(await ida.fixes()).toEqual([]);
  });

  it('is not taken where something else is wrong, which is named, nor where it is of the other family', async () => {
    const jon = await anAgent('jon@example.org');
    await jon.at(0, unreachable);
    await jon.shows('server-unreachable');
    const other = await say(jon.agent, 'tls-failed');
    expect(other.status).toBe(409);
    expect(((await other.json()) as Problem).detail).toMatch(/tls-failed .*What fits: server-unreachable/);
    for (const row of ['K8', 'K12', 'K13']) {
      const article = await say(jon.agent, row);
      const { field, detail } = (await article.json()) as Problem;
      expect([article.status, field]).toEqual([422, 'fix']);
      expect(detail).toContain('Exchange');
    }
    expect(await jon.fixes()).toEqual([]);
  });

  it('is tried when the facts show it, such as a new store, and stays one life when the log tells the fold of it', async () => {
    const finn = await anAgent('finn@example.org');
    const store = (storeId: string, ms: number, over: Partial<ReportInput> = {}) =>
      finn.at(ms, {
        ...synchronizedAt(finn.moment(ms - MINUTE)),
        client: { name: 'Outlook', version: '9.0', store: 'ost', storeId, server: 'exchange.example.org' },
        ...over,
      });
    const damaged = { troubles: [{ code: 'offline-store-damaged' }] };
    await store('one', 0, damaged);
    await store('one', 30 * MINUTE, damaged);
    await finn.newest('FixSuggested');
    await store('two', HOUR);
    await store('two', 2 * HOUR);
    await finn.newest('FixConfirmed');
    await store('two', 3 * HOUR);
    expect(await finn.fixes()).toMatchObject([
      { id: 'K11', status: 'confirmed', triedBy: 'the facts', triedAt: iso(finn.moment(HOUR)) },
    ]);
    await eventually(async () =>
      expect((await get<FixArticleView>('/fixes/K11')).byClient).toMatchObject([
        { client: 'Outlook', version: '9.0', tried: 1, confirmed: 1 },
      ]),
    );
  });

  it('that does not exist, or of a replica that does not, is 404 and names the field', async () => {
    const dora = await anAgent('dora@example.org');
    const unknown = await say(dora.agent, 'K99');
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { field: 'fix' }]);
    const nobody = { ...dora.agent, replica: '00000000-0000-4000-8000-000000000000' };
    expect((await say(nobody, 'server-unreachable')).status).toBe(404);
    const wrong = await say(dora.agent, 'server-unreachable', { note: 7 });
    expect([wrong.status, await wrong.json()]).toMatchObject([422, { field: 'note' }]);
  });

  it('is tried once, however many say so at the same moment', async () => {
    const emil = await anAgent('emil@example.org');
    await emil.at(0, unreachable);
    await emil.shows('server-unreachable');
    const answers = await Promise.all(Array.from({ length: 5 }, () => say(emil.agent, 'server-unreachable')));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
    await emil.newest('FixTried');
    expect((await emil.timeline()).filter(({ type }) => type === 'FixTried')).toHaveLength(1);
  });
});

describe('the knowledge base', () => {
  const found = async (q: string) =>
    (await get<FixArticleList>(`/fixes?q=${encodeURIComponent(q)}`)).items.map(({ id }) => id);

  it('has every cause in the order in which they are to be tried, and finds those that hold every word', async () => {
    const all = (await get<FixArticleList>('/fixes')).items.map(({ id }) => id);
    expect(all).toContain('server-unreachable');
    expect(await found('server-UNREACHABLE')).toContain('server-unreachable');
    const both = await found('vpn nslookup');
    expect(both).toContain('server-unreachable');
    expect(both.length).toBeLessThan(all.length);
    expect(all.filter((id) => both.includes(id))).toEqual(both);
    expect(await found('vpn no-such-word-anywhere')).toEqual([]);
  });

  it('names the parameter that makes no sense, and 404 for an article that it does not have', async () => {
    const ask = (path: string) => fetch(`${server.url}/api/v1${path}`, { headers: { cookie: server.adminCookie } });
    const twice = await ask('/fixes?q=a&q=b');
    expect([twice.status, await twice.json()]).toMatchObject([422, { field: 'q' }]);
    expect((await ask('/fixes/K99')).status).toBe(404);
    for (const path of ['/fixes', '/fixes/K11'])
      for (const field of ['at', 'knownAt']) {
        const answer = await ask(`${path}?${field}=${field === 'at' ? 'x' : iso(0)}`);
        expect([answer.status, await answer.json()]).toMatchObject([422, { field }]);
      }
    expect((await fetch(`${server.url}/api/v1/fixes`)).status).toBe(401);
  });
});
