import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { lookAt, signal } from './processes.ts';
import { startPostgres, type PostgresServer } from './start-postgres.ts';

jest.setTimeout(60_000);

const isRoot = process.getuid?.() === 0;
const ifRoot = isRoot ? it : it.skip;

let parent: string;
let dataDir: string;
let closing: (() => Promise<unknown>)[];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'lockstep-spec-'));
  chmodSync(parent, 0o755);
  dataDir = join(parent, 'data');
  closing = [];
});

afterEach(async () => {
  for (const close of closing.reverse()) await close();
  rmSync(parent, { recursive: true, force: true });
});

describe('a PostgreSQL of our own', () => {
  it('keeps its password in a file for us alone, and listens on the loopback only', async () => {
    const server = await start();
    const { password, port } = new URL(server.url);
    const passwordFile = join(dataDir, 'postgres.password');
    expect(readFileSync(passwordFile, 'utf8').trim()).toBe(password);
    expect(password.length).toBeGreaterThanOrEqual(32);
    expect(statSync(passwordFile).mode & 0o777).toBe(0o600);
    expect(lookAt(server.pid)?.commandLine).not.toContain(password);

    const wrong = new URL(server.url);
    wrong.password = 'guessed';
    await expect(ask(wrong.href, 'SELECT 1')).rejects.toThrow(/password authentication failed/);
    for (const address of otherAddresses()) {
      await expect(ask(server.url.replace('127.0.0.1', address), 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
    }
    expect(port).not.toBe('5432');
  });

  it('has its data again at the next start', async () => {
    const first = await start();
    await ask(first.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(lookAt(first.pid)).toBeNull();

    const second = await start();
    expect(await ask(second.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);
    expect(second.url).toBe(first.url);
  });

  it('is started again on the same port when it is killed, busy or not', async () => {
    const server = await start();
    await ask(server.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    const killed = server.pid;
    const died = new Promise<void>((resolve) => server.onExit(resolve));
    // A backend in the middle of a long statement does not notice that its parent is gone.
    const busy = ask(server.url, 'SELECT count(*) FROM generate_series(1, 1e12::bigint)').catch(
      (error) => error as Error,
    );
    await pause(300);

    const killedAt = Date.now();
    process.kill(killed, 'SIGKILL');
    await died;
    await until(() => ask(server.url, 'SELECT answer FROM kept'), [{ answer: 42 }]);
    expect(Date.now() - killedAt).toBeLessThan(20_000);
    expect(server.pid).not.toBe(killed);
    expect(await busy).toBeInstanceOf(Error);
  });

  it('survives being killed ten times over', async () => {
    const server = await start();
    await ask(server.url, 'CREATE TABLE kept (n int)');
    for (let n = 1; n <= 10; n++) {
      await until(() => ask(server.url, `INSERT INTO kept VALUES (${n}) RETURNING n`), [{ n }]);
      process.kill(server.pid, 'SIGKILL');
    }
    await until(() => ask(server.url, 'SELECT count(DISTINCT n)::int FROM kept'), [{ count: 10 }]);
  });

  it('stops within ten seconds, with clients at work', async () => {
    const server = await start();
    const busy = ask(server.url, 'SELECT pg_sleep(600)').catch((error) => error as Error);
    await pause(200);
    const startedAt = Date.now();
    await server.stop();
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    expect(lookAt(server.pid)).toBeNull();
    expect(await busy).toBeInstanceOf(Error);
  });

  it('stops while it is being started again', async () => {
    const server = await start();
    process.kill(server.pid, 'SIGKILL');
    await pause(250);
    await server.stop();
    await pause(1_000);
    expect(lookAt(server.pid)).toBeNull();
    await expect(ask(server.url, 'SELECT 1')).rejects.toThrow(/ECONNREFUSED/);
  });

  it('is taken over from a process that was killed', async () => {
    const other = await startInAnotherProcess();
    await ask(other.url, 'CREATE TABLE kept AS SELECT 42 AS answer');
    other.process.kill('SIGKILL');
    await once(other.process, 'exit');
    expect(lookAt(other.pid)).not.toBeNull();

    const server = await start();
    expect({ url: server.url, pid: server.pid }).toEqual({ url: other.url, pid: other.pid });
    expect(await ask(server.url, 'SELECT answer FROM kept')).toEqual([{ answer: 42 }]);

    // What was taken over is watched and stopped like a server of our own.
    process.kill(server.pid, 'SIGKILL');
    await until(() => ask(server.url, 'SELECT answer FROM kept'), [{ answer: 42 }]);
    await server.stop();
    expect(lookAt(server.pid)).toBeNull();
  });

  it('is shared with a second process, which leaves it running', async () => {
    const other = await startInAnotherProcess();
    const guest = await start();
    expect(guest.pid).toBe(other.pid);
    await guest.stop();
    expect(await ask(other.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);

    other.process.kill('SIGTERM');
    await once(other.process, 'exit');
    expect(lookAt(other.pid)).toBeNull();
  });

  it('goes on for a second process when the first one stops it', async () => {
    const other = await startInAnotherProcess();
    const guest = await start();
    other.process.kill('SIGTERM');
    await once(other.process, 'exit');
    await until(() => ask(guest.url, 'SELECT 1 AS one'), [{ one: 1 }]);
  });

  it('is one and the same for two processes that begin at the same moment', async () => {
    const [other, server] = await Promise.all([startInAnotherProcess(), start()]);
    expect({ url: server.url, pid: server.pid }).toEqual({ url: other.url, pid: other.pid });
  });

  it('starts over a stale postmaster.pid whose number is another process by now', async () => {
    const first = await start();
    await first.stop();
    // Its old port is taken by now as well.
    const squatter = createServer().listen(Number(new URL(first.url).port), '127.0.0.1');
    closing.push(async () => squatter.close());
    const stale = `${process.pid}\n${join(dataDir, 'postgres')}\n1790000000\n5432\n\n127.0.0.1\n  1234567         0\nready   \n`;
    writeFileSync(join(dataDir, 'postgres', 'postmaster.pid'), stale);
    const second = await start();
    expect(await ask(second.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(second.pid).not.toBe(process.pid);
  });

  it('makes its cluster afresh when the first attempt was killed half-way', async () => {
    const other = startFixture();
    const half = join(dataDir, `postgres.${other.pid}`);
    await until(async () => existsSync(half), true);
    other.kill('SIGKILL');
    await once(other, 'exit');
    expect(existsSync(join(dataDir, 'postgres'))).toBe(false);

    const server = await start();
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(existsSync(half)).toBe(false);
  });

  it('says why when it cannot start', async () => {
    const server = await start();
    const taken = Number(new URL(server.url).port);
    const failed = startPostgres({ dataDir: join(parent, 'other'), port: taken });
    await expect(failed).rejects.toThrow(/could not bind IPv4 address "127.0.0.1"/);
  });

  ifRoot('is kept under /var/lib/lockstep when its user cannot enter, and says so', async () => {
    chmodSync(parent, 0o700);
    const said: string[] = [];
    const server = await start({ log: (line) => said.push(line) });
    closing.unshift(async () => rmSync(server.dataDir, { recursive: true, force: true }));
    expect(server.dataDir).toMatch(/^\/var\/lib\/lockstep\//);
    expect(said.join('\n')).toContain(server.dataDir);
    expect(await ask(server.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  ifRoot('runs under an ordinary user as well', async () => {
    const { uid, gid } = statSync(join((await start()).dataDir, 'postgres'));
    dataDir = join(parent, 'ordinary');
    mkdirSync(dataDir);
    chownSync(dataDir, uid, gid);
    const other = await startInAnotherProcess({ uid, gid });
    expect(await ask(other.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    other.process.kill('SIGTERM');
    await once(other.process, 'exit');
    expect(lookAt(other.pid)).toBeNull();
  });
});

async function start(options: { log?: (line: string) => void } = {}): Promise<PostgresServer> {
  const server = await startPostgres({ dataDir, ...options });
  closing.push(() => server.stop());
  return server;
}

/** A process such as the api: starts the server, says where, and stops it on TERM. */
const FIXTURE = `
  import { startPostgres } from '@lockstep/postgres-server';
  const server = await startPostgres({ dataDir: process.argv[1] });
  console.log(JSON.stringify({ url: server.url, pid: server.pid }));
  process.on('SIGTERM', async () => { await server.stop(); process.exit(); });
  setInterval(() => {}, 1000);
`;

function startFixture(user: { uid?: number; gid?: number } = {}): ChildProcess {
  const child = spawn(process.execPath, ['--input-type=module', '-e', FIXTURE, dataDir], {
    ...user,
    cwd: import.meta.dirname,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  closing.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  return child;
}

async function startInAnotherProcess(
  user: { uid?: number; gid?: number } = {},
): Promise<{ process: ChildProcess; url: string; pid: number }> {
  const child = startFixture(user);
  if (!child.stdout) throw new Error('no standard output');
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const { url, pid } = JSON.parse(line) as { url: string; pid: number };
  // Should a test fail half-way, the server of a killed process is not left behind.
  closing.push(async () => lookAt(pid)?.commandLine.includes(dataDir) && signal(pid, 'SIGQUIT'));
  return { process: child, url, pid };
}

async function ask(url: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Asks until it gets this answer; the last answer, or error, is what fails the test. */
async function until(question: () => Promise<unknown>, answer: unknown): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await pause(50)) {
    const given = await question().catch((error) => error as Error);
    if (JSON.stringify(given) === JSON.stringify(answer)) return;
  }
  expect(await question()).toEqual(answer);
}

function otherAddresses(): string[] {
  const all = Object.values(networkInterfaces()).flat();
  return all.flatMap((one) => (one && !one.internal && one.family === 'IPv4' ? [one.address] : []));
}
