import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Sink {
  readonly url: string;
  /** When the first byte of each message came, by its key; ms since 1970. */
  readonly arrived: ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** The other side of a webhook, which takes everything at once. */
export async function startSink(): Promise<Sink> {
  const arrived = new Map<string, number>();
  const firstByte = new WeakMap<object, number>();
  const server = createServer((request, response) => {
    const key = String(request.headers['idempotency-key']);
    if (!arrived.has(key)) arrived.set(key, firstByte.get(request.socket) ?? Date.now());
    request.resume();
    request.on('end', () => response.end('ok'));
  });
  // A connection carries one message: before its headers are read, its first byte has come.
  server.on('connection', (socket) => {
    const note = () => firstByte.set(socket, Date.now());
    socket.prependOnceListener('data', note);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    arrived,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
