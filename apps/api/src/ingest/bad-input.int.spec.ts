import { request } from 'node:http';
import { connect as connectTcp } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { connectAgent, enrol, type TestAgent } from '../testing/agents.ts';
import { mulberry32 } from '../testing/random.ts';
import { aReport } from '../testing/report.ts';
import { DOOR_ONLY, startTestServer, type TestServer } from '../testing/start-test-server.ts';

// A busy machine is slow, and a start takes its time.
jest.setTimeout(30_000);

let server: TestServer;
let agent: TestAgent;
beforeAll(async () => {
  server = await startTestServer(DOOR_ONLY);
  agent = await enrol(server.url);
});
afterAll(() => server.close());
// Eight megabytes of brackets take V8 a while.
const PATIENCE_MS = 60_000;

/** Plain Node, because `fetch` refuses to send much of this. */
function send(
  method: string,
  path: string,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    const call = request({ hostname, port, method, path, headers, agent: false }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode!));
    });
    call.on('error', reject);
    call.end(body);
  });
}
const json = (token = agent.token) => ({ 'content-type': 'application/json', authorization: `Bearer ${token}` });

const nested = (depth: number, open: string, close: string) => open.repeat(depth) + close.repeat(depth);
const hostile: [string, string | Buffer][] = [
  ['arrays 4 million deep', nested(4_000_000, '[', ']')],
  ['objects 700,000 deep', nested(700_000, '{"a":', '') + '1' + '}'.repeat(700_000)],
  ['depth inside a report', JSON.stringify(aReport()).replace('"INBOX"', nested(100_000, '[', ']'))],
  ['a huge number', JSON.stringify(aReport()).replace('"serverItems":20', '"serverItems":1e999')],
  [
    'a number of a million digits',
    JSON.stringify(aReport()).replace('"serverItems":20', `"serverItems":${'9'.repeat(1_000_000)}`),
  ],
  ['minus zero', JSON.stringify(aReport()).replace('"serverItems":20', '"serverItems":-0')],
  ['NUL', JSON.stringify(aReport()).replace('INBOX', 'a\\u0000b')],
  ['a lone surrogate', JSON.stringify(aReport()).replace('INBOX', '\\ud800')],
  ['a swapped pair', JSON.stringify(aReport()).replace('INBOX', '\\udc00\\ud800')],
  [
    'prototype keys',
    '{"__proto__":{"kind":"full"},"constructor":{"prototype":{"x":1}},"toString":1,"folders":{"length":1e9}}',
  ],
  ['a prototype as an array', '[{"__proto__":[]},{"hasOwnProperty":1}]'],
  ['labels named __proto__', '{"mailbox":"a@b","device":"x","labels":{"__proto__":"y","constructor":"z"}}'],
  ['the last day of time', JSON.stringify({ ...aReport(), observedAt: '9999-12-31T23:59:59-23:59' })],
  ['the year nought', JSON.stringify({ ...aReport(), observedAt: '0000-01-01T00:00:00+23:59' })],
  ['a leap second', JSON.stringify({ ...aReport(), observedAt: '2016-12-31T23:59:60Z' })],
  ['a 30th of February', JSON.stringify({ ...aReport(), observedAt: '2026-02-30T00:00:00Z' })],
  ['a byte order mark', `\ufeff${JSON.stringify(aReport())}`],
  ['bytes', Buffer.from([0, 1, 2, 0xff, 0xfe])],
  ['an overlong encoding', Buffer.from([0x22, 0xc0, 0x80, 0x22])],
  ['a slash in a string of the epoch', JSON.stringify({ ...aReport(), epoch: "'; DROP TABLE log.events; --" })],
  ['keys twice', '{"seq":1,"seq":2}'],
  ['600 empty reports', JSON.stringify(Array.from({ length: 600 }, () => ({})))],
];

describe('bad input', () => {
  it.each(hostile)(
    'with %s is never our mistake',
    async (_, body) => {
      for (const path of ['/api/v1/reports', '/api/v1/session', '/api/v1/agents']) {
        const status = await send('POST', path, body, json(path.endsWith('agents') ? server.joinKey : agent.token));
        expect(status).toBeGreaterThanOrEqual(200);
        expect(status).toBeLessThan(500);
      }
    },
    PATIENCE_MS,
  );

  it(
    'made by chance is never our mistake, by HTTP or by socket',
    async () => {
      const random = mulberry32(20_261_123);
      const { report, close } = await connectAgent(server.url, agent.token);
      for (let round = 0; round < 150; round++) {
        const body = mutate(aReport({ seq: round + 1 }), random);
        const status = await send('POST', '/api/v1/reports', JSON.stringify(body) ?? '', json());
        expect([200, 400, 409, 422]).toContain(status);
        expect(await report(body)).toHaveProperty('ok');
      }
      close();
      expect(await send('GET', '/healthz', '')).toBe(200);
    },
    PATIENCE_MS,
  );

  it('in the shape of the request is never our mistake', async () => {
    const paths = [
      '/api/v1/reports',
      '/api/v1/session',
      '/api/v1/agents',
      '/api/v1/nothing',
      '/api/%E0%A4%A',
      '/%00',
      '/api/v1/replicas/%ff/token',
      '/..%2f..%2fetc%2fpasswd',
      `/${'x'.repeat(7_000)}`,
    ];
    for (const path of paths) {
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'TRACE', 'PURGE']) {
        const status = await send(method, path, method === 'PUT' ? '{}' : '', {
          ...json(),
          cookie: 'lockstep_session=%00; =; a',
        });
        expect([path, method, status < 500]).toEqual([path, method, true]);
      }
    }
    const oddHeaders: Record<string, string>[] = [
      { 'content-type': 'application/json', 'content-length': '2', 'content-encoding': 'br' },
      { 'content-type': ';;;', 'transfer-encoding': 'chunked' },
      { authorization: `Bearer ${'x'.repeat(10_000)}` },
      { cookie: `lockstep_session=${'é'.normalize('NFD').charCodeAt(0)}${'x'.repeat(4_000)}` },
    ];
    for (const headers of oddHeaders) {
      expect(
        await send('POST', '/api/v1/reports', '{}', { authorization: json().authorization, ...headers }),
      ).toBeLessThan(500);
    }
  });

  it('on the wire itself closes that connection and no other', async () => {
    const { port } = new URL(server.url);
    const half = connectTcp(Number(port), '127.0.0.1');
    half.write(
      'POST /api/v1/reports HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer ' +
        agent.token +
        '\r\nContent-Length: 1000\r\n\r\n{"a"',
    );
    half.destroy();
    const nonsense = connectTcp(Number(port), '127.0.0.1');
    nonsense.on('error', () => undefined).resume();
    nonsense.write(Buffer.from([0x16, 3, 1, 0, 0xff, 0, 0x0d, 0x0a, 0x0d, 0x0a]));
    await new Promise((resolve) => nonsense.once('close', resolve));
    expect(await send('GET', '/readyz', '')).toBe(200);
  });
});

/** Replaces, drops or doubles a few parts of a good report. */
function mutate(value: unknown, random: () => number): unknown {
  if (random() < 0.04) return pick(ODD, random);
  if (Array.isArray(value)) {
    const items = value.map((item) => mutate(item, random));
    return random() < 0.05 ? [...items, ...items] : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(() => random() > 0.01);
  return Object.fromEntries(
    entries.map(([key, item]) => [random() < 0.01 ? pick(NAMES, random) : key, mutate(item, random)]),
  );
}

const ODD = [
  null,
  true,
  -1,
  0,
  1e21,
  2 ** 53,
  '',
  'x'.repeat(5_000),
  '\u0000',
  '\udfff',
  [],
  {},
  [[[]]],
  [null],
  { length: -1 },
  '2026-11-23',
  0.1,
];
const NAMES = ['__proto__', 'constructor', '', 'toString', 'seq', '\u0000'];

function pick<T>(from: readonly T[], random: () => number): T {
  return from[Math.floor(random() * from.length)]!;
}
