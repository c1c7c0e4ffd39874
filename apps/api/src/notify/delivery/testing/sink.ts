import { EventEmitter, once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

export interface Receipt {
  readonly key: string;
  /** What `label()` said when the answer was given. */
  readonly during: number;
}

export interface Sink {
  readonly url: string;
  /** What was answered with 2xx, in order. What nobody was there any more to hear the answer of is not among them. */
  readonly taken: Receipt[];
  /** Refused with 503, or cut off. */
  missed: number;
  /** The next time that it takes something; or once so much time has passed. */
  nextTaken(withinMs: number): Promise<void>;
  close(): Promise<void>;
}

/** Another side on loopback that takes its time and is sometimes out of order. */
export async function startSink({ random, label }: { random: () => number; label: () => number }): Promise<Sink> {
  const news = new EventEmitter();
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    const { 'idempotency-key': key } = request.headers;
    request.on('end', () => void answer(typeof key === 'string' ? key : Buffer.concat(chunks).toString()));

    async function answer(key: string): Promise<void> {
      await pause(random() * 40);
      if (response.destroyed || random() < 0.15) {
        sink.missed += 1;
        response.writeHead(503).end();
        return;
      }
      sink.taken.push({ key, during: label() });
      response.writeHead(202).end('taken');
      news.emit('taken');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const sink: Sink = {
    url: `http://127.0.0.1:${port}/`,
    taken: [],
    missed: 0,
    nextTaken: (withinMs) => Promise.race([once(news, 'taken').then(() => undefined), pause(withinMs)]),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
  return sink;
}
