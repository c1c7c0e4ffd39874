import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AlertList, FleetView, FolderList, ReplicaView } from '@lockstep/contracts';
import { DEFAULT_POLICY } from '@lockstep/domain';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { enrol, post, sendReports, type TestAgent } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

interface Media {
  readonly schema: Record<string, unknown>;
}
interface Operation {
  readonly requestBody?: unknown;
  readonly responses: Record<string, { readonly description: string; readonly content?: Record<string, Media> }>;
}
interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, object> };
}

let server: TestServer;
let anna: TestAgent;
let document: Document;
let incident: string;
let alert: string;
let ajv: Ajv2020;

const agoIso = (ms: number) => new Date(Date.now() - ms).toISOString();

beforeAll(async () => {
  server = await startTestServer();
  document = (await (await fetch(`${server.url}/api/openapi.json`)).json()) as Document;
  // The texts of instants and ids have patterns; those are checked.
  ajv = new Ajv2020({
    strict: true,
    strictTuples: false,
    allowUnionTypes: true,
    validateFormats: false,
    allErrors: true,
  });
  ajv.addVocabulary(['components']);
  ajv.addSchema({ $id: 'document', components: closed(document.components) }, 'document');

  // Everything that an agent can say, so that every field has something to show.
  anna = await enrol(server.url, {
    mailbox: 'anna@example.org',
    labels: { site: 'Lyon' },
    client: { server: 'imap-1' },
  });
  await enrol(server.url, { mailbox: 'anna@example.org', device: 'her other one' });
  const folders = [
    { path: ['INBOX'], serverItems: 150, offlineItems: 100, lastSynchronizedAt: agoIso(60_000) },
    { path: ['Été'], serverItems: null, offlineItems: 7, lastSynchronizedAt: null },
    { path: ['Local'], serverItems: null, offlineItems: 7, lastSynchronizedAt: null, expectedBecause: 'local-only' },
  ] as const;
  const folderTroubles = [{ code: 'duplicates', detail: '3 of them' }];
  for (const [seq, ago] of [
    [1, 7_200_000],
    [2, 5_000],
  ] as const)
    await sendReports(
      server,
      anna,
      aReport({
        seq,
        observedAt: agoIso(ago),
        intervalSeconds: 3_600,
        folders: folders.map((folder) => ({ ...folder, path: [...folder.path], troubles: folderTroubles })),
        troubles: [{ code: 'server-timeout' }],
        client: { name: 'mbsync', version: '1.4', store: 'maildir', storePath: '/m', server: 'imap-1' },
        profile: { exchangeService: true, deliverTo: 'mailbox', offlineAccess: true, lastExitAt: null },
        attempts: [
          { startedAt: agoIso(ago), endedAt: agoIso(ago), trigger: 'schedule', outcome: 'partial', error: 'cut off' },
        ],
      }),
    );
  await eventually(async () => {
    const view = (await (await ask(`/api/v1/replicas/${anna.replica}`)).json()) as ReplicaView;
    expect(view.lastAttempt?.outcome).toBe('partial');
  });
  incident = await anOutage();
  alert = await anAlert();
});
afterAll(() => server?.close());

const ask = (path: string, method = 'GET') =>
  fetch(server.url + path, { method, headers: { cookie: server.adminCookie } });

/** Anna's server is away for two more people: the id of what that is. */
async function anOutage(): Promise<string> {
  for (const mailbox of ['clara@example.org', 'dora@example.org']) {
    const agent = await enrol(server.url, { mailbox, client: { server: 'imap-1' } });
    const said = { observedAt: agoIso(7_100_000), intervalSeconds: 3_600, troubles: [{ code: 'server-unreachable' }] };
    await sendReports(server, agent, aReport(said));
  }
  return eventually(async () => {
    const { incidents } = (await (await ask('/api/v1/fleet')).json()) as FleetView;
    expect(incidents).toHaveLength(1);
    return incidents[0]!.id;
  });
}

/** The id of one, which a silence and a window keep quiet. */
async function anAlert(): Promise<string> {
  const matchers = [{ server: '*' }];
  const until = agoIso(-3_600_000);
  const cookie = { cookie: server.adminCookie };
  const when = { every: 'once', from: agoIso(60_000), to: until };
  const window = { name: 'New disks', matchers, timeZone: 'Europe/Berlin', when };
  for (const [path, body] of [
    ['silences', { matchers, comment: 'known', until }],
    ['maintenance', window],
  ] as const)
    expect((await post(server.url, `/api/v1/${path}`, body, cookie)).status).toBe(201);
  return eventually(async () => {
    const { items } = (await (await ask('/api/v1/alerts?suppressed=true&severity=critical')).json()) as AlertList;
    expect(items.length).toBeGreaterThan(0);
    return items[0]!.id;
  });
}

const TRIED = '/api/v1/replicas/{id}/fixes/{fix}/tried';
const say = ({ url, adminCookie }: TestServer, { replica }: TestAgent, fix: string) =>
  post(url, TRIED.replace('{id}', replica).replace('{fix}', fix), { note: 'done' }, { cookie: adminCookie });

const BACKTEST = '/api/v1/policies/backtest';
const ACCEPTED = '/api/v1/replicas/{id}/accepted-differences';
const accepted = { path: ['INBOX'], items: 50, reason: 'known', until: agoIso(-86_400_000) };

const send = (method: string, path: string, body: unknown) =>
  fetch(server.url + path, {
    method,
    headers: { cookie: server.adminCookie, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
function policyFor(of: string) {
  const { silent, stale, mismatch, pending, suspected } = DEFAULT_POLICY;
  const thresholds = { silent, stale, mismatch, pending, suspected };
  return { name: of, scope: { of, server: 'imap-9', client: 'mbsync' }, thresholds, workingHours: null };
}

const aBrowser = { name: 'browsers', settings: { kind: 'browser' } };
const aRoute = { name: 'All', matchers: [], channels: [], hours: null };
const aDigest = { every: 'day', at: '08:00', timeZone: 'Europe/Berlin', channels: [] };

/** The route with something in it that there is. */
const filled = (route: string) =>
  route
    .replace('/policies/{id}', '/policies/default')
    .replace('/incidents/{id}', `/incidents/${incident}`)
    .replace('/alerts/{id}', `/alerts/${alert}`)
    .replace('{id}', anna.replica)
    .replace('{fix}', 'K11');

/** What the description does not name must not be in an answer either. */
function closed<T>(schema: T): T {
  if (Array.isArray(schema)) return schema.map(closed) as T;
  if (typeof schema !== 'object' || schema === null) return schema;
  const inside = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return ('properties' in schema && 'type' in schema ? { additionalProperties: false, ...inside } : inside) as T;
}

/** What is wrong with an answer by the description of its route; `null`: nothing. */
async function faults(method: string, route: string, response: Response): Promise<unknown> {
  const described = document.paths[route]?.[method]?.responses[response.status];
  if (!described) return `${response.status} is not described`;
  const type = response.headers.get('content-type')?.split(';')[0];
  const media = described.content?.[type ?? ''];
  if (!media) return described.content || (await response.text()) !== '' ? `${type} is not described` : null;
  const inDocument = JSON.parse(JSON.stringify(media.schema).replaceAll('"#/', '"document#/')) as object;
  const validate = ajv.compile(closed(inDocument));
  return validate(type?.startsWith('text/') ? await response.text() : await response.json()) ? null : validate.errors;
}

function operations(): [method: string, route: string, operation: Operation][] {
  return Object.entries(document.paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, string, Operation] => [method, route, operation]),
  );
}

describe('the document', () => {
  it('has a schema for each answer with a body, and a problem for each that fails', () => {
    for (const [method, route, { responses }] of operations()) {
      const good = Object.entries(responses).filter(([status]) => status.startsWith('2'));
      expect([method, route, good.length]).toEqual([method, route, 1]);
      const [[status, { content }]] = good as [(typeof good)[number]];
      const schemas = Object.values(content ?? {}).map(({ schema }) => Object.keys(schema).length > 0);
      expect([method, route, schemas]).toEqual([method, route, status === '204' ? [] : [true]]);
      for (const [status, { content }] of Object.entries(responses).filter(([status]) => !status.startsWith('2')))
        expect([method, route, status, content]).toEqual([
          method,
          route,
          status,
          { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
        ]);
      expect(responses).toHaveProperty('default');
    }
  });

  it('refers to nothing that it does not hold, and holds nothing that is not JSON Schema', () => {
    const names = Object.keys(document.components.schemas);
    const refs = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(([, ref]) => ref!);
    expect(refs.length).toBeGreaterThan(50);
    for (const ref of refs) expect(names.map((name) => `#/components/schemas/${name}`)).toContain(ref);
    for (const name of names) expect(() => ajv.compile({ $ref: `document#/components/schemas/${name}` })).not.toThrow();
  });

  it('says of each route with a body that it may be too large', async () => {
    for (const [method, route, { requestBody, responses }] of operations())
      if (requestBody)
        expect([method, route, Object.keys(responses)]).toEqual([
          method,
          route,
          expect.arrayContaining(['400', '413', '415', '422']),
        ]);
    for (const route of ['/api/v1/agents', '/api/v1/session']) {
      const response = await post(server.url, route, 'x'.repeat(300_000));
      expect([route, response.status, await faults('post', route, response)]).toEqual([route, 413, null]);
    }
  });
});

describe('what is answered is what is described', () => {
  it('to each question', async () => {
    const gets = operations().filter(([method]) => method === 'get');
    expect(gets.length).toBeGreaterThan(15);
    for (const [method, route] of gets) {
      const response = await ask(filled(route));
      expect([route, response.status, await faults(method, route, response)]).toEqual([route, 200, null]);
    }
  });

  it('to questions of the past, and with nothing left out', async () => {
    const folders = (await (await ask(`/api/v1/replicas/${anna.replica}/folders`)).json()) as FolderList;
    expect(folders.items.flatMap(({ troubles }) => troubles).length).toBeGreaterThan(0);
    for (const route of [
      '/api/v1/fleet',
      '/api/v1/fleet/groups',
      '/api/v1/feed',
      '/api/v1/alerts',
      '/api/v1/incidents',
      '/api/v1/incidents/{id}',
      '/api/v1/replicas',
      '/api/v1/replicas/{id}',
      '/api/v1/replicas/{id}/folders',
      '/api/v1/replicas/{id}/why',
      '/api/v1/replicas/{id}/diagnoses',
      '/api/v1/replicas/{id}/history',
      '/api/v1/replicas/{id}/timeline',
      '/api/v1/replicas/{id}/fixes',
      '/api/v1/replicas/{id}/bundle',
      '/api/v1/fixes',
      '/api/v1/fixes/{fix}',
      '/api/v1/policies',
      '/api/v1/policies/{id}',
      '/api/v1/policies/{id}/versions',
    ]) {
      const response = await ask(`${filled(route)}?at=${new Date().toISOString()}`);
      expect([route, response.status, await faults('get', route, response)]).toEqual([route, 200, null]);
    }
  });

  it('to agents, to people who make keys, and to those who ask wrongly', async () => {
    const answers: [number, string, string, Promise<Response>][] = [
      [201, 'post', '/api/v1/join-keys', ask('/api/v1/join-keys', 'POST')],
      [
        201,
        'post',
        '/api/v1/agents',
        post(
          server.url,
          '/api/v1/agents',
          { mailbox: 'b@example.org', device: 'd' },
          { authorization: `Bearer ${server.joinKey}` },
        ),
      ],
      [201, 'post', TRIED, say(server, anna, 'duplicates')],
      [409, 'post', TRIED, say(server, anna, 'never-compacted')],
      [404, 'post', TRIED, say(server, anna, 'K99')],
      [201, 'post', ACCEPTED, send('POST', filled(ACCEPTED), accepted)],
      [422, 'post', ACCEPTED, send('POST', filled(ACCEPTED), { ...accepted, items: 0 })],
      [404, 'delete', ACCEPTED, ask(`${filled(ACCEPTED)}?path=["Nowhere"]`, 'DELETE')],
      [422, 'delete', ACCEPTED, ask(filled(ACCEPTED), 'DELETE')],
      [200, 'post', '/api/v1/reports', sendReports(server, anna, [aReport({ seq: 3 }), {}])],
      [401, 'get', '/api/v1/fleet', fetch(`${server.url}/api/v1/fleet`)],
      [404, 'get', '/api/v1/replicas/{id}', ask('/api/v1/replicas/nobody')],
      [422, 'get', '/api/v1/replicas', ask('/api/v1/replicas?limit=0')],
      [422, 'get', '/api/v1/fleet/ages', ask('/api/v1/fleet/ages?at=yesterday')],
      [404, 'delete', '/api/v1/join-keys/{id}', ask('/api/v1/join-keys/none', 'DELETE')],
      [201, 'post', '/api/v1/policies', send('POST', '/api/v1/policies', policyFor('server'))],
      [409, 'post', '/api/v1/policies', send('POST', '/api/v1/policies', policyFor('everyone'))],
      [422, 'post', '/api/v1/policies', send('POST', '/api/v1/policies', {})],
      [200, 'put', '/api/v1/policies/{id}', send('PUT', '/api/v1/policies/default', policyFor('everyone'))],
      [200, 'post', '/api/v1/policies/preview', send('POST', '/api/v1/policies/preview', policyFor('client'))],
      [200, 'post', BACKTEST, send('POST', BACKTEST, { ...policyFor('client'), days: 7, timeZone: 'Europe/Berlin' })],
      [422, 'post', BACKTEST, send('POST', BACKTEST, { ...policyFor('client'), days: 8, timeZone: 'Europe/Berlin' })],
      [200, 'get', BACKTEST, ask(BACKTEST)],
      [409, 'delete', '/api/v1/policies/{id}', ask('/api/v1/policies/default', 'DELETE')],
      [201, 'post', '/api/v1/channels', send('POST', '/api/v1/channels', aBrowser)],
      [422, 'post', '/api/v1/channels', send('POST', '/api/v1/channels', {})],
      [404, 'put', '/api/v1/channels/{id}', send('PUT', '/api/v1/channels/nobody', aBrowser)],
      [404, 'post', '/api/v1/channels/{id}/test', ask('/api/v1/channels/nobody/test', 'POST')],
      [404, 'delete', '/api/v1/channels/{id}', ask('/api/v1/channels/nobody', 'DELETE')],
      [201, 'post', '/api/v1/routes', send('POST', '/api/v1/routes', aRoute)],
      [200, 'put', '/api/v1/routes/{id}', send('PUT', '/api/v1/routes/everything', aRoute)],
      [422, 'post', '/api/v1/routes/order', send('POST', '/api/v1/routes/order', { order: ['nobody'] })],
      [404, 'delete', '/api/v1/routes/{id}', ask('/api/v1/routes/nobody', 'DELETE')],
      [200, 'put', '/api/v1/digest', send('PUT', '/api/v1/digest', aDigest)],
      [422, 'get', '/api/v1/deliveries', ask('/api/v1/deliveries?state=lost')],
      [404, 'post', '/api/v1/deliveries/{id}/retry', ask('/api/v1/deliveries/1/retry', 'POST')],
      [204, 'delete', '/api/v1/session', fetch(`${server.url}/api/v1/session`, { method: 'DELETE' })],
    ];
    const fromAfar = { 'sec-fetch-site': 'cross-site', origin: 'http://elsewhere.example' };
    for (const route of ['/api/v1/session', '/api/v1/join-keys', '/api/v1/agents', '/api/v1/reports'])
      answers.push([403, 'post', route, fetch(server.url + route, { method: 'POST', headers: fromAfar })]);
    for (const [status, method, route, answer] of answers) {
      const response = await answer;
      expect([route, response.status, await faults(method, route, response)]).toEqual([route, status, null]);
    }
  });
});
