import { Agent, request } from 'node:http';
import { io, type Socket } from 'socket.io-client';
import type { Reporter } from './fleet.ts';

interface Result {
  readonly outcome: string;
}

/** Sends one report, and settles when it was acknowledged as stored. */
export interface Sender {
  send(reporter: Reporter): Promise<void>;
  close(): void;
}

/** One socket an agent, as agents do. */
export async function socketSender(url: string, reporters: readonly Reporter[]): Promise<Sender> {
  const sockets = new Map<string, Socket>();
  for (const { replica, token } of reporters) {
    sockets.set(
      replica,
      io(`${url}/agents`, { auth: { token }, transports: ['websocket'], multiplex: false, reconnection: false }),
    );
  }
  await Promise.all([...sockets.values()].map((socket) => connected(socket)));
  return {
    async send(reporter) {
      const answer = (await sockets.get(reporter.replica)!.timeout(20_000).emitWithAck('report', reporter.next())) as {
        ok: boolean;
        reason?: string;
        results?: Result[];
      };
      if (!answer.ok || answer.results![0]!.outcome !== 'stored')
        throw new Error(`not stored: ${JSON.stringify(answer)}`);
    },
    close() {
      for (const socket of sockets.values()) socket.disconnect();
    },
  };
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('connect_error', reject);
  });
}

/** One request a report, over connections that are kept. */
export function httpSender(url: string): Sender {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  return {
    send: (reporter) =>
      new Promise((resolve, reject) => {
        const body = JSON.stringify(reporter.next());
        const headers = {
          authorization: `Bearer ${reporter.token}`,
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(body),
        };
        const sent = request(`${url}/api/v1/reports`, { method: 'POST', agent, headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            const text = Buffer.concat(chunks).toString();
            if (response.statusCode === 200 && text.includes('"stored"')) resolve();
            else reject(new Error(`not stored: ${response.statusCode} ${text}`));
          });
        });
        sent.on('error', reject);
        sent.end(body);
      }),
    close: () => agent.destroy(),
  };
}
