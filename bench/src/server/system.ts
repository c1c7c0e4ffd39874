import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const clone = fileURLToPath(new URL('../../../', import.meta.url));
const PASSWORD = 'bench-admin-password';
const JOIN_KEY = 'bench-join-key-0123456789abcdef';

/** The real server as a process of its own, on a database that is given. */
export interface System {
  readonly url: string;
  readonly cookie: string;
  readonly databaseUrl: string;
  /** `version`: of the client; replicas of one version may be found to have one cause. */
  join(mailbox: string, server: string, version?: string): Promise<{ replica: string; token: string }>;
  /** Asks as the administrator; throws what is not answered well. */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** The same, only read to its end; answers how many bytes came. */
  fetch(path: string): Promise<number>;
  /** One value of `/metrics`, by its name and labels as they stand there; null when it is not there. */
  metric(line: string): Promise<number | null>;
  stop(): Promise<void>;
}

export async function startSystem(databaseUrl: string): Promise<System> {
  const server = spawn(process.execPath, [`${clone}apps/api/dist/main.js`], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: '0',
      HOST: '127.0.0.1',
      LOCKSTEP_ADMIN_PASSWORD: PASSWORD,
      LOCKSTEP_JOIN_KEY: JOIN_KEY,
      LOCKSTEP_LOG_LEVEL: 'warn',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await addressOf(server);
  const cookie = await signIn(url);

  return {
    url,
    cookie,
    databaseUrl,
    async join(mailbox, imapServer, version = '1.4.4') {
      const response = await fetch(`${url}/api/v1/agents`, {
        method: 'POST',
        headers: { authorization: `Bearer ${JOIN_KEY}`, 'content-type': 'application/json' },
        body: JSON.stringify({
          mailbox,
          device: 'bench',
          client: { name: 'mbsync', version, store: 'maildir', server: imapServer },
        }),
      });
      if (response.status !== 201)
        throw new Error(`${mailbox} could not join: ${response.status} ${await response.text()}`);
      return (await response.json()) as { replica: string; token: string };
    },
    async ask<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${url}/api/v1${path}`, {
        method,
        headers: { cookie, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path} was answered ${response.status}: ${text}`);
      return JSON.parse(text) as T;
    },
    async fetch(path) {
      const response = await fetch(`${url}/api/v1${path}`, { headers: { cookie } });
      const body = await response.arrayBuffer();
      if (!response.ok) throw new Error(`GET ${path} was answered ${response.status}: ${Buffer.from(body).toString()}`);
      return body.byteLength;
    },
    async metric(line) {
      const text = await (await fetch(`${url}/metrics`)).text();
      const found = text.split('\n').find((row) => row.startsWith(`${line} `));
      return found === undefined ? null : Number(found.slice(line.length + 1));
    },
    async stop() {
      if (server.exitCode !== null || server.signalCode !== null) return;
      server.kill('SIGTERM');
      await once(server, 'exit');
    },
  };
}

/** The server says its address on a line of its own. */
async function addressOf(server: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of server.stdout!) {
    said += String(chunk);
    const url = /https?:\/\/[^\s]+/.exec(said)?.[0];
    if (url && said.includes('\n', said.indexOf(url))) {
      server.stdout!.resume();
      return url;
    }
  }
  throw new Error(`The server ended before it listened; it said:\n${said}`);
}

async function signIn(url: string): Promise<string> {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ user: 'admin', password: PASSWORD }),
  });
  if (response.status !== 204) throw new Error(`Signing in failed: ${response.status}`);
  return response.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ');
}
