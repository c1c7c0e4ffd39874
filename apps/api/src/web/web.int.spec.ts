import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { io } from 'socket.io-client';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

// A busy machine is slow, and a start takes its time.
jest.setTimeout(30_000);

let server: TestServer;
let dashboardFolder: string;
beforeAll(async () => {
  dashboardFolder = await mkdtemp(join(tmpdir(), 'lockstep-dashboard-'));
  await mkdir(join(dashboardFolder, 'assets'));
  await writeFile(join(dashboardFolder, 'index.html'), '<title>Lockstep</title>');
  await writeFile(join(dashboardFolder, 'assets', 'main-4f2a.js'), 'void 0;'.repeat(1_000));
  await writeFile(join(dashboardFolder, 'assets', 'page-77c0.js'), '"plain";');
  await writeFile(join(dashboardFolder, 'assets', 'page-77c0.js.br'), brotliCompressSync('"compressed when built";'));
  const agentPackage = join(dashboardFolder, 'agent.tgz');
  await writeFile(agentPackage, 'the package');
  server = await startTestServer({ dashboardFolder, agentPackage, metricsToken: 'for metrics' });
});
afterAll(async () => {
  await server.close();
  await rm(dashboardFolder, { recursive: true });
});
interface OpenApi {
  readonly openapi: string;
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: { readonly schemas: Record<string, Schema> };
}
interface Operation {
  readonly requestBody: { readonly content: Record<string, { readonly schema: { readonly anyOf: Schema[] } }> };
  readonly responses: Record<string, unknown>;
}
interface Schema {
  readonly required: string[];
  readonly properties: Record<string, { readonly items: Schema }>;
}
const get = (path: string, headers: Record<string, string> = {}) => fetch(server.url + path, { headers });

describe('the package of the agent', () => {
  it('is handed out to whoever asks, whole, and nothing else from there', async () => {
    const answer = await get('/agent/lockstep-agent.tgz');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toBe('no-cache');
    expect(await answer.text()).toBe('the package');
    expect((await get('/agent/main.js', { accept: 'text/html' })).status).toBe(404);
  });
});

describe('the dashboard', () => {
  it('is one page under every address that is not ours, and is asked for anew', async () => {
    for (const path of ['/', '/mailboxes', '/mailboxes/6c1e/folders?at=2026', '/apiary']) {
      const page = await get(path, { accept: 'text/html' });
      expect(await page.text()).toBe('<title>Lockstep</title>');
      expect(page.headers.get('cache-control')).toBe('no-cache');
    }
  });

  it('has assets that are kept for ever, and compressed', async () => {
    const asset = await get('/assets/main-4f2a.js');
    expect(asset.headers.get('cache-control')).toMatch('immutable');
    expect(asset.headers.get('content-encoding')).toMatch(/gzip|br|deflate/);
    expect((await get('/assets/main-0000.js')).status).toBe(404);
  });

  it('has its assets as the build compressed them, for a browser that can read that', async () => {
    const compressed = await get('/assets/page-77c0.js', { 'accept-encoding': 'gzip, br' });
    expect(await compressed.text()).toBe('"compressed when built";');
    expect(compressed.headers.get('content-encoding')).toBe('br');
    expect(compressed.headers.get('content-type')).toMatch('javascript');
    expect(compressed.headers.get('cache-control')).toMatch('immutable');
    expect(compressed.headers.get('vary')).toMatch('Accept-Encoding');

    const plain = await get('/assets/page-77c0.js', { 'accept-encoding': 'gzip' });
    expect(await plain.text()).toBe('"plain";');
    expect(plain.headers.get('vary')).toMatch('Accept-Encoding');
  });

  it('is never the answer to a question for the API', async () => {
    for (const path of ['/api', '/api/v1/nothing', '/api/v2/fleet', '/metrics/x']) {
      const answer = await get(path, { accept: 'text/html' });
      expect([path, answer.status]).toEqual([path, 404]);
      expect(answer.headers.get('content-type')).toMatch('application/problem+json');
    }
  });

  it('runs nothing from elsewhere and is framed by nobody', async () => {
    const { headers } = await get('/');
    expect(headers.get('content-security-policy')).toMatch(/script-src 'self';.*frame-ancestors 'none'/);
    expect(headers.get('content-security-policy')).not.toMatch(/script-src[^;]*unsafe|https?:|upgrade-insecure/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('the API description', () => {
  it('is open, and describes each route that there is', async () => {
    const { openapi, paths, components } = (await (await get('/api/openapi.json')).json()) as OpenApi;
    expect(openapi).toBe('3.1.0');
    expect(Object.keys(paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/session',
        '/api/v1/agents',
        '/api/v1/reports',
        '/api/v1/replicas/{id}/token',
        '/api/v1/fleet',
        '/api/v1/replicas',
        '/metrics',
        '/healthz',
        '/readyz',
      ]),
    );
    expect(components.schemas['Problem']!.required).toEqual(['type', 'title', 'status']);

    // What the parser asks for is what the description says.
    const post = paths['/api/v1/reports']!['post']!;
    const [report] = post.requestBody.content['application/json']!.schema.anyOf;
    expect(report!.required).toEqual(expect.arrayContaining(['epoch', 'seq', 'observedAt', 'intervalSeconds', 'kind']));
    expect(report!.properties['folders']!.items.required).toEqual([
      'path',
      'serverItems',
      'offlineItems',
      'lastSynchronizedAt',
    ]);
    expect(Object.keys(post.responses)).toEqual(expect.arrayContaining(['200', '409', '413', '422', '429', '503']));
  });

  it('can be browsed without anything from elsewhere', async () => {
    const page = await (await get('/api/docs')).text();
    expect(page).toMatch('swagger-ui');
    const sources = [...page.matchAll(/(?:src|href)=["']([^"'#]+)["']/g)].map(([, source]) => source!);
    expect(sources.length).toBeGreaterThan(3);
    for (const source of sources) {
      expect(source).not.toMatch(/^(https?:)?\/\//);
      expect((await get(new URL(source, `${server.url}/api/docs`).pathname)).status).toBe(200);
    }
    expect(page).not.toMatch(/<script>(?!\s*<)/);
  });
});

describe('the operator', () => {
  it('reads metrics with the token only, and health without', async () => {
    expect((await get('/metrics')).status).toBe(401);
    expect((await get('/metrics', { authorization: 'Bearer wrong' })).status).toBe(401);
    const metrics = await get('/metrics', { authorization: 'Bearer for metrics' });
    expect(metrics.status).toBe(200);
    const text = await metrics.text();
    for (const name of [
      'lockstep_ingest_reports_total',
      'lockstep_ingest_folder_statistics_total',
      'lockstep_append_seconds',
      'lockstep_consumer_lag_seconds',
      'lockstep_sockets{namespace="/live"}',
      'process_cpu_seconds_total',
      'nodejs_eventloop_lag_p99_seconds',
    ]) {
      expect(text).toContain(name);
    }
    for (const path of ['/healthz', '/readyz']) expect(await (await get(path)).json()).toEqual({ status: 'ok' });
  });
});

describe('people’s routes', () => {
  it('are shut without a session: every one but those that say they are open', async () => {
    const { paths } = (await (await get('/api/openapi.json')).json()) as OpenApi;
    const open = ['/metrics', '/healthz', '/readyz', 'post /api/v1/session', 'delete /api/v1/session'];
    for (const [path, methods] of Object.entries(paths)) {
      for (const method of Object.keys(methods)) {
        if (open.includes(path) || open.includes(`${method} ${path}`)) continue;
        const url = server.url + path.replace(/\{\w+\}/g, '6c1e1c6c-3d0f-4b5e-9d43-0f3a1f4f0b01');
        const { status } = await fetch(url, { method: method.toUpperCase() });
        expect([method, path, status]).toEqual([method, path, 401]);
      }
    }
  });

  it('and the socket of the dashboard, too: no session, or a foreign page, no connection', async () => {
    const refusal = (extraHeaders: Record<string, string>) =>
      new Promise<string>((resolve) => {
        const socket = io(`${server.url}/live`, { transports: ['websocket'], reconnection: false, extraHeaders });
        socket.once('connect', () => resolve('connected'));
        socket.once('connect_error', ({ message }) => resolve(message));
      });
    expect(await refusal({})).toBe('unauthorized');
    expect(await refusal({ cookie: 'lockstep_session=x' })).toBe('unauthorized');
    expect(await refusal({ cookie: server.adminCookie, origin: 'https://evil.example' })).not.toBe('connected');
  });
});
