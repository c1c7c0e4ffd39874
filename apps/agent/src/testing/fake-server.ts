import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket as NetSocket } from 'node:net';
import { parse, pathKey, Report, type FolderStatistics, type ReportAck, type ReportResult } from '@lockstep/contracts';
import { Server } from 'socket.io';

/** How the server treats the next reports. */
export type Manner =
  | 'well'
  /** Stores, and keeps silent about it. */
  | 'drop-acks'
  /** Takes nothing for now. */
  | 'retry'
  /** Socket closed at the door: only HTTP passes. */
  | 'no-sockets'
  | 'expel';

export interface FakeServer {
  readonly url: string;
  manner: Manner;
  /** A report that this returns a reason for is rejected for good. */
  reject: (report: Report) => string | null;
  /** In the order of their coming, each once. */
  readonly stored: Report[];
  /** Everything a true server would complain about: reports it cannot parse, a number used twice for different words. */
  readonly violations: string[];
  readonly arrivals: { socket: number; http: number; duplicates: number; turnedAway: number };
  /** What a reader of all stored reports knows. */
  folders(): Map<string, FolderStatistics>;
  stop(): Promise<void>;
}

/** The other side of the agent's door as INTERFACES describes it. It checks what it is sent, and can be difficult. */
export async function startFakeServer(port = 0): Promise<FakeServer> {
  const byNumber = new Map<string, string>();
  const sockets = new Set<NetSocket>();
  const arrivals = { socket: 0, http: 0, duplicates: 0, turnedAway: 0 };
  const stored: Report[] = [];
  const violations: string[] = [];

  const http = createServer((request, response) => void answer(request, response));
  http.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  const io = new Server(http, { maxHttpBufferSize: 8 * 1024 * 1024 });
  const fake: FakeServer = {
    url: '',
    manner: 'well',
    reject: () => null,
    stored,
    violations,
    arrivals,
    folders: () => fold(stored),
    async stop() {
      await io.close();
      for (const socket of sockets) socket.destroy();
    },
  };

  function take(one: unknown, index: number): ReportResult {
    const read = parse(Report, one);
    if (!read.ok) {
      violations.push(`${read.field}: ${read.reason}`);
      return { index, seq: null, outcome: 'rejected', field: read.field, reason: read.reason };
    }
    const report = read.value;
    const reason = fake.reject(report);
    if (reason !== null) return { index, seq: report.seq, outcome: 'rejected', reason };

    const number = `${report.epoch}:${report.seq}`;
    const known = byNumber.get(number);
    const text = JSON.stringify(report);
    if (known === undefined) {
      byNumber.set(number, text);
      stored.push(report);
      return { index, seq: report.seq, outcome: 'stored' };
    }
    arrivals.duplicates += 1;
    if (known === text) return { index, seq: report.seq, outcome: 'duplicate' };
    violations.push(`${number} was used for other words`);
    return { index, seq: report.seq, outcome: 'conflict' };
  }

  const takeAll = (sent: unknown) => (Array.isArray(sent) ? sent : [sent]).map(take);

  io.of('/agents').use((socket, next) => {
    if (fake.manner === 'no-sockets' || fake.manner === 'expel') return next(new Error('unauthorized'));
    next(socket.handshake.auth['token'] === TOKEN ? undefined : new Error('unauthorized'));
  });
  io.of('/agents').on('connection', (socket) => {
    const newest = stored.at(-1);
    const seq = Math.max(0, ...stored.filter((one) => one.epoch === newest?.epoch).map((one) => one.seq));
    socket.emit('resume', { epoch: newest?.epoch ?? null, seq });
    socket.on('report', (sent: unknown, acknowledge: (ack: ReportAck) => void) => {
      if (fake.manner === 'retry') {
        arrivals.turnedAway += 1;
        return acknowledge({ ok: false, reason: 'busy', retry: true, retryAfterMs: 50 });
      }
      arrivals.socket += 1;
      const results = takeAll(sent);
      if (fake.manner !== 'drop-acks') acknowledge({ ok: true, results });
      // It died right after its commit.
      else socket.disconnect(true);
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith('/socket.io/')) return;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const bearer = request.headers.authorization?.replace('Bearer ', '');
    const say = (status: number, said: unknown, headers = {}) =>
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(said));

    if (request.url === '/api/v1/agents') {
      if (bearer !== JOIN_KEY) return void say(401, { title: 'wrong key' });
      return void say(201, { replica: REPLICA, token: TOKEN });
    }
    if (bearer !== TOKEN || fake.manner === 'expel') return void say(401, { title: 'this token was revoked' });
    if (fake.manner === 'retry') {
      arrivals.turnedAway += 1;
      return void say(429, { title: 'busy' }, { 'retry-after': '1' });
    }
    arrivals.http += 1;
    const results = takeAll(body);
    if (fake.manner === 'drop-acks') return void response.destroy();
    say(200, { results });
  }

  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve));
  Object.assign(fake, { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` });
  return fake;
}

export const JOIN_KEY = 'join-key-of-the-tests';
export const TOKEN = 'token-of-the-tests';
export const REPLICA = '0a6fbd0e-5c5d-4e5f-9a4b-0f6d3d1a2b3c';

function fold(reports: readonly Report[]): Map<string, FolderStatistics> {
  const epochs = [...new Set(reports.map((report) => report.epoch))];
  const inOrder = [...reports].sort((a, b) => epochs.indexOf(a.epoch) - epochs.indexOf(b.epoch) || a.seq - b.seq);
  const folders = new Map<string, FolderStatistics>();
  for (const report of inOrder) {
    if (report.kind === 'full') folders.clear();
    for (const path of report.removed ?? []) folders.delete(pathKey(path));
    for (const folder of report.folders) folders.set(pathKey(folder.path), folder);
  }
  return folders;
}
