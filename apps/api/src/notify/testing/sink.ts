import { once } from 'node:events';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What the other side does with a request once it has read it. */
export type Answering = (response: ServerResponse, request: Received) => void;

/** The other side of an HTTP channel: notes what it gets, and answers as the test says. On loopback. */
export async function startSink(answering: Answering = answer(200, 'ok'), tls?: { key: string; cert: string }) {
  const received: Received[] = [];
  const take: RequestListener = async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { method = '', url: path = '', headers } = request;
    const all = { method, path, headers, body: Buffer.concat(chunks).toString('utf8') };
    received.push(all);
    answering(response, all);
  };
  const server = tls ? createSecureServer(tls, take) : createServer(take);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `${tls ? 'https' : 'http'}://127.0.0.1:${port}`,
    received,
    answer(next: Answering) {
      answering = next;
    },
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export function answer(status: number, body = '', headers: Record<string, string> = {}): Answering {
  return (response) => {
    response.writeHead(status, headers);
    response.end(body);
  };
}

export const hang: Answering = () => {};
