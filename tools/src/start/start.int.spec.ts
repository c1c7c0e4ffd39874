import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** `npm start`, as the README has it, on data of its own; needs the projects built, which it then finds in the cache. */
const program = fileURLToPath(new URL('../../start.mjs', import.meta.url));
const isLinux = existsSync('/proc/self/stat');

jest.setTimeout(180_000);

let data: string;
let port: number;
let server: ChildProcess | null;

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'lockstep-start-'));
  await chmod(data, 0o755);
  port = await freePort();
  server = null;
});

afterEach(async () => {
  if (server) await end(server);
  await rm(data, { recursive: true, force: true });
});

describe('npm start', () => {
  it('prints the password and the join key once, serves, and stops everything within ten seconds', async () => {
    const first = await start();
    expect(first.said()).toMatch(/admin/);
    expect(first.said()).toMatch(/join key +\S+/i);
    const postgres = postmaster();
    await within(10_000, async () => end(first.process));
    await gone(postgres);

    const second = await start();
    expect(second.said()).not.toMatch(/join key +\S+/i);
  });

  it('ends once and cleanly when the terminal and npm both pass on the same Ctrl-C', async () => {
    const { process: child } = await start();
    const postgres = postmaster();
    child.kill('SIGINT');
    child.kill('SIGINT');
    await within(10_000, () => once(child, 'exit'));
    expect(child.signalCode).toBeNull();
    await gone(postgres);
  });

  it('takes over the PostgreSQL of a server that was killed', async () => {
    const first = await start();
    const postgres = postmaster();
    first.process.kill('SIGKILL');
    await once(first.process, 'exit');
    expect(isAlive(postgres)).toBe(true);

    await start();
    expect(postmaster()).toBe(postgres);
  });

  it('answers 503 while PostgreSQL is dead, and has it back within twenty seconds', async () => {
    await start();
    process.kill(postmaster(), 'SIGKILL');
    const answers = new Set<number>();
    await within(20_000, async () => {
      do answers.add(await status('/readyz'));
      while (!(answers.has(503) && (await status('/readyz')) === 200));
    });
    expect([...answers].sort()).toEqual(expect.arrayContaining([503]));
  });

  (isLinux ? it : it.skip)('shows no secret on a command line', async () => {
    const { said } = await start();
    const secrets = [readFileSync(join(data, 'postgres.password'), 'utf8').trim(), ...(said().match(/\S{20,}/g) ?? [])];
    const commandLines = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((pid) => read(`/proc/${pid}/cmdline`));
    for (const secret of secrets) expect(commandLines.filter((line) => line.includes(secret))).toEqual([]);
  });
});

async function start(): Promise<{ process: ChildProcess; said: () => string }> {
  const { LOCKSTEP_ADMIN_PASSWORD: _, LOCKSTEP_JOIN_KEY: __, DATABASE_URL: ___, ...env } = process.env;
  const child = spawn(process.execPath, [program], {
    env: { ...env, PORT: String(port), LOCKSTEP_DATA: data, LOCKSTEP_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server = child;
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (said += chunk.toString()));

  for (const giveUpAt = Date.now() + 120_000; (await status('/readyz')) !== 200; await pause(100)) {
    if (child.exitCode !== null || Date.now() > giveUpAt) throw new Error(`The server did not become ready:\n${said}`);
  }
  return { process: child, said: () => said };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

/** 0: no answer. */
async function status(path: string): Promise<number> {
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, { signal: AbortSignal.timeout(5_000) }).catch(
    () => null,
  );
  return answer?.status ?? 0;
}

function postmaster(): number {
  return Number(readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** A process that has ended can still be signalled until init has collected it, which on a busy machine takes its time. */
async function gone(pid: number): Promise<void> {
  for (const giveUpAt = Date.now() + 5_000; isAlive(pid); await pause(50)) {
    if (Date.now() > giveUpAt) throw new Error(`Process ${pid} is still alive.`);
  }
}

async function within(limitMs: number, work: () => Promise<unknown>): Promise<void> {
  const startedAt = Date.now();
  const limit = AbortSignal.timeout(limitMs + 5_000);
  await Promise.race([work(), once(limit, 'abort').then(() => Promise.reject(new Error(`not within ${limitMs} ms`)))]);
  expect(Date.now() - startedAt).toBeLessThan(limitMs);
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port: free } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return free;
}
