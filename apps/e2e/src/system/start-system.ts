import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

export const cloneRoot: string = fileURLToPath(new URL('../../../../', import.meta.url));

/** The real server with its real embedded PostgreSQL and the built dashboard, on a free port, with data of its own. */
export interface System {
  readonly url: string;
  readonly password: string;
  readonly joinKey: string;
  /** Asks it to end, as Ctrl-C does, and waits until it has. */
  stop(): Promise<void>;
  /** Ends it without asking, as a crash does. */
  kill(): Promise<void>;
  /** The same data and the same port again; `aheadMs`: with its clock set ahead, so that what waits for time need not be waited for. */
  start(options?: { aheadMs?: number }): Promise<void>;
  /** Stops it for good; nothing is left. */
  dispose(): Promise<void>;
}

const STARTS_WITHIN_MS = 60_000;
const ENDS_WITHIN_MS = 20_000;

/** `databaseUrl`: a PostgreSQL that others use as well; `like`: another node of a system, with its people and its keys. */
export async function startSystem(shared: { databaseUrl?: string; like?: System } = {}): Promise<System> {
  const program = join(cloneRoot, 'apps/api/dist/main.js');
  const dashboard = join(cloneRoot, 'apps/dashboard/dist/index.html');
  for (const built of [program, dashboard]) {
    if (!existsSync(built)) throw new Error(`${built} is not there: run "npm run build" first.`);
  }

  const folder = await mkdtemp(join(tmpdir(), 'lockstep-e2e-'));
  // As root, the database runs as a user of its own, who must be able to enter.
  await chmod(folder, 0o755);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const password = shared.like?.password ?? randomBytes(12).toString('base64url');
  const joinKey = shared.like?.joinKey ?? `e2e-${randomBytes(12).toString('base64url')}`;
  let running: ChildProcess | null = null;

  const system: System = {
    url,
    password,
    joinKey,
    async start({ aheadMs = 0 } = {}) {
      const clock = aheadMs === 0 ? [] : ['--import', join(cloneRoot, 'apps/e2e/src/system/clock-ahead.mjs')];
      running = spawn(process.execPath, [...clock, program], {
        env: {
          ...process.env,
          PORT: String(port),
          HOST: '127.0.0.1',
          LOCKSTEP_DATA: join(folder, 'data'),
          LOCKSTEP_ADMIN_PASSWORD: password,
          LOCKSTEP_JOIN_KEY: joinKey,
          LOCKSTEP_LOG_LEVEL: 'warn',
          E2E_CLOCK_AHEAD_MS: String(aheadMs),
          ...(shared.databaseUrl !== undefined && { DATABASE_URL: shared.databaseUrl }),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const output = collect(running);
      await untilReady(url, running, output);
    },
    async stop() {
      if (running) await end(running);
      running = null;
    },
    async kill() {
      const ended = running && new Promise((resolve) => running!.once('exit', resolve));
      running?.kill('SIGKILL');
      await ended;
      running = null;
    },
    async dispose() {
      await system.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };

  try {
    await system.start();
  } catch (error) {
    await system.dispose();
    throw error;
  }
  return system;
}

async function untilReady(url: string, running: ChildProcess, output: () => string): Promise<void> {
  for (const until = Date.now() + STARTS_WITHIN_MS; Date.now() < until; await sleep(100)) {
    if (running.exitCode !== null) break;
    const response = await fetch(`${url}/readyz`).catch(() => null);
    if (response?.ok) return;
  }
  throw new Error(`The server did not become ready. It said:\n${output()}`);
}

async function end(running: ChildProcess): Promise<void> {
  if (running.exitCode !== null || running.signalCode !== null) return;

  const ended = new Promise((resolve) => running.once('exit', resolve));
  running.kill('SIGTERM');
  const inTime = await Promise.race([ended.then(() => true), sleep(ENDS_WITHIN_MS, false)]);
  if (!inTime) {
    running.kill('SIGKILL');
    await ended;
    throw new Error('The server did not end within 20 s of being asked to.');
  }
}

function collect(running: ChildProcess): () => string {
  let said = '';
  for (const stream of [running.stdout, running.stderr]) {
    stream?.on('data', (chunk: Buffer) => (said = (said + chunk.toString()).slice(-20_000)));
  }
  return () => said;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
