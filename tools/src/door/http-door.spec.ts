import { afterEach, describe, expect, it } from '@jest/globals';
import type { ReportInput } from '@lockstep/contracts';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpDoor, type Door } from './http-door.ts';
import { Tally } from './tally.ts';

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server ? server.close(resolve) : resolve(undefined))));

describe('the door', () => {
  it('waits as long as it is asked to, and then sends the same again', async () => {
    const asked: number[] = [];
    const { door, tally } = await doorTo((_, response) => {
      asked.push(Date.now());
      if (asked.length === 1) return response.writeHead(429, { 'retry-after': '0.3' }).end();
      return answer(response, 200, { results: [{ index: 0, seq: 1, outcome: 'stored' }] });
    });
    await door.report('token', [report(1)]);
    expect([asked.length, tally.stored, tally.waits]).toEqual([2, 1, 1]);
    expect(asked[1]! - asked[0]!).toBeGreaterThanOrEqual(290);
  });

  it('sends again only what the server could not take yet', async () => {
    const sent: number[][] = [];
    const { door, tally } = await doorTo((_, response, body) => {
      sent.push((body as ReportInput[]).map(({ seq }) => seq));
      const outcome = (index: number, seq: number) =>
        sent.length === 1 && seq === 2
          ? { index, seq, outcome: 'rejected', retry: true }
          : { index, seq, outcome: 'stored' };
      return answer(response, 200, { results: sent.at(-1)!.map((seq, index) => outcome(index, seq)) });
    });
    await door.report('token', [report(1), report(2), report(3)]);
    expect(sent).toEqual([[1, 2, 3], [2]]);
    expect(tally).toMatchObject({ stored: 3, refused: 0 });
  });

  it('counts what was refused for good, with the reason, and goes on', async () => {
    const { door, tally } = await doorTo((_, response) =>
      answer(response, 200, {
        results: [
          { index: 0, seq: 1, outcome: 'rejected', field: 'folders[0].path', reason: 'too long', retry: false },
          { index: 1, seq: 2, outcome: 'stored' },
        ],
      }),
    );
    await door.report('token', [report(1), report(2)]);
    expect(tally.sentence()).toBe('1 stored, 1 refused');
    expect(tally.reasons()).toEqual(['1 × rejected: folders[0].path too long']);
  });

  it('knows whether a token is still taken', async () => {
    const { door } = await doorTo((request, response) =>
      answer(response, request.headers.authorization === 'Bearer mine' ? 200 : 401, { results: [] }),
    );
    expect([await door.knows('mine'), await door.knows('of another database')]).toEqual([true, false]);
  });

  it('tells a refused enrolment apart from a server that is away', async () => {
    const { door } = await doorTo((_, response) =>
      answer(response, 409, { title: 'Conflict', detail: 'still reporting' }),
    );
    const request = { mailbox: 'anna@example.org', device: 'nb-anna' };
    await expect(door.join(request)).rejects.toMatchObject({ name: 'RefusedError', status: 409 });
  });
});

type Answer = (request: IncomingMessage, response: ServerResponse, body: unknown) => unknown;

async function doorTo(reply: Answer): Promise<{ door: Door; tally: Tally }> {
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => reply(request, response, JSON.parse(text)));
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  server.keepAliveTimeout = 1;
  const { port } = server.address() as AddressInfo;
  const tally = new Tally();
  return { tally, door: createHttpDoor(`http://127.0.0.1:${port}`, 'key', tally, new AbortController().signal) };
}

function answer(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function report(seq: number): ReportInput {
  const epoch = 'b0c4f3a2-0000-4000-8000-000000000001';
  return { epoch, seq, observedAt: '2026-11-25T12:00:00Z', intervalSeconds: 60, kind: 'delta' };
}
