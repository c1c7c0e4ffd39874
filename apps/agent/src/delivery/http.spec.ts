import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { httpDoor } from './http-door.ts';
import { postJson } from './http.ts';

const MIB = 1024 * 1024;

describe('an answer over HTTP', () => {
  let server: Server;
  let url: URL;
  let answer: string;
  beforeEach(async () => {
    server = createServer((request, response) => {
      request.resume();
      response.end(answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  });
  afterEach(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  it('is read up to eight MiB', async () => {
    answer = JSON.stringify('x'.repeat(8 * MIB - 2));
    const { status, body } = await postJson(url, 'token', [], 20_000);
    expect([status, (body as string).length]).toEqual([200, 8 * MIB - 2]);
  });

  it('is not collected beyond that, and says so', async () => {
    answer = JSON.stringify({ results: ['x'.repeat(9 * MIB)] });
    expect(await httpDoor(url.href, 'token', 20_000)([])).toEqual({
      kind: 'later',
      reason: 'the server answered with more than 8 MiB',
      afterMs: null,
    });
  });
});
