import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { pathKey } from '@lockstep/contracts';
import { openAgent } from '../reporting/agent.ts';
import { Spool } from '../spool/spool.ts';
import { startDovecot, until, whyNoMail, type Dovecot } from '../testing/dovecot.ts';
import { JOIN_KEY, REPLICA, startFakeServer, TOKEN, type FakeServer } from '../testing/fake-server.ts';
import { createMbsync, type Mbsync } from '../testing/mbsync.ts';
import type { Context } from './context.ts';

// Real programs on a machine that may be busy.
jest.setTimeout(90_000);

const program = fileURLToPath(new URL('../../bin/lockstep-agent.mjs', import.meta.url));
const built = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const missing = whyNoMail() ?? (existsSync(built) ? null : 'the agent is not built (npx tsc -b apps/agent)');
const withMail = missing === null ? describe : describe.skip;
if (missing !== null) process.stderr.write(`Left out: the agent as a program, ${missing}\n`);

withMail('the agent as a program', () => {
  let dovecot: Dovecot;
  let mbsync: Mbsync;
  let server: FakeServer;
  let state: string;
  const running = new Set<ChildProcess>();

  beforeAll(async () => {
    dovecot = await startDovecot();
    for (const box of ['Projets/Été', 'Acme & Co']) await dovecot.create(box);
    dovecot.deliver('INBOX', 5);
    mbsync = createMbsync(dovecot, 'Verbatim', 'in the folder');
    await mbsync.sync();
  });
  afterAll(async () => {
    mbsync.remove();
    await dovecot.remove();
  });
  beforeEach(async () => {
    server = await startFakeServer();
    state = mkdtempSync(join(tmpdir(), 'lockstep-agent-'));
  });
  afterEach(async () => {
    for (const child of running) child.kill('SIGKILL');
    running.clear();
    await server.stop();
    rmSync(state, { recursive: true, force: true });
  });

  describe('look', () => {
    it('prints the numbers as a table and exits 0', async () => {
      const { code, out } = await agent('look');
      expect(out).toMatch(/^INBOX +5 +5 +\d{4}-/m);
      expect(out).toContain('Projets / Été');
      expect(code).toBe(0);
    });

    it('prints JSON with folders as in a report', async () => {
      const { code, out } = await agent('look', '--json', '--offline', `maildir:${mbsync.root}`);
      const said = JSON.parse(out) as { observedAt: string; folders: { path: string[] }[]; troubles: unknown[] };
      expect(Object.keys(said)).toEqual(['observedAt', 'folders', 'troubles']);
      expect(said.folders.map((folder) => folder.path)).toEqual([['INBOX'], ['Acme & Co'], ['Projets', 'Été']]);
      expect(code).toBe(0);
    });

    it('exits 1 when something is unknown', async () => {
      const { code, out } = await agentWith({ LOCKSTEP_IMAP_PASSWORD: 'wrong' }, 'look', '--json');
      expect(JSON.parse(out)).toMatchObject({ troubles: [{ code: 'credentials-rejected' }] });
      expect(code).toBe(1);
    });

    it.each([
      [[], 'say what to do'],
      [['peek'], 'no command'],
      [['look', '--colour'], 'colour'],
      [['look', '--offline', '/somewhere'], 'maildir:'],
      [['look', '--server-mailbox', 'imap://anna:secret@localhost'], '--password-file'],
      [['look', '--password', 'secret'], '--password-file'],
      [['run'], 'lockstep-agent join'],
    ])('exits 2 on wrong use: %j', async (args, hint) => {
      const { code, err } = await agent(...args);
      expect(err).toContain(hint);
      expect(err).not.toContain('secret');
      expect(code).toBe(2);
    });
  });

  describe('join', () => {
    it('keeps the token for its owner alone', async () => {
      await join_();
      const path = join(state, 'enrolment.json');
      expect(statSync(path).mode & 0o777).toBe(0o600);
      expect(statSync(state).mode & 0o777).toBe(0o700);
      expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({
        replica: REPLICA,
        token: TOKEN,
        server: server.url,
      });
    });

    it('says that the key is wrong, and that a folder is another replica’s', async () => {
      const wrong = await agent('join', '--server', server.url, '--key', 'nonsense', '--mailbox', 'anna@example.org');
      expect([wrong.code, wrong.err]).toEqual([3, expect.stringContaining('join key')]);
      await join_();
      const other = await agent('join', '--server', server.url, '--key', JOIN_KEY, '--mailbox', 'ben@example.org');
      expect([other.code, other.err]).toEqual([2, expect.stringContaining('--state')]);
    });
  });

  it('reports all at first, then what changed, then a heartbeat', async () => {
    await join_();
    expect((await agent('once')).code).toBe(0);
    dovecot.deliver('Acme & Co', 2);
    await agent('once');
    await agent('once');

    expect(server.violations).toEqual([]);
    expect(server.stored.map((one) => [one.seq, one.kind, one.folders.map((folder) => folder.path.join('/'))])).toEqual(
      [
        [1, 'full', ['INBOX', 'Acme & Co', 'Projets/Été'].sort()],
        [2, 'delta', ['Acme & Co']],
        [3, 'delta', []],
      ].map(([seq, kind, folders]) => [seq, kind, expect.arrayContaining(folders as string[])]),
    );
    expect(server.stored[0]!.client).toMatchObject({ name: 'mbsync', store: 'maildir', server: '127.0.0.1' });
    expect(server.stored[0]!.client?.version).toMatch(/^1\./);
    await mbsync.sync();
  });

  it('keeps reporting over a socket and stops cleanly', async () => {
    await join_();
    const child = start('run', '--interval', '1');
    await until(() => server.stored.length >= 3, 'it does not report');
    child.kill('SIGTERM');
    expect(await exitOf(child)).toBe(0);
    expect(server.arrivals.socket).toBeGreaterThan(0);
    expect(server.arrivals.http).toBe(0);
    expect(server.violations).toEqual([]);
    expect(existsSync(join(state, 'agent.lock'))).toBe(false);
  });

  it('passes by HTTP where the socket is stopped', async () => {
    server.manner = 'no-sockets';
    await join_();
    const child = start('run', '--interval', '1');
    await until(() => server.stored.length >= 2, 'it does not report');
    child.kill('SIGINT');
    await exitOf(child);
    expect(server.arrivals.http).toBeGreaterThan(0);
    expect(server.arrivals.socket).toBe(0);
  });

  it('loses nothing and doubles nothing when acknowledgements are lost and the server goes away', async () => {
    await join_();
    server.manner = 'drop-acks';
    const child = start('run', '--interval', '1');
    await until(() => server.stored.length >= 1, 'it does not report');
    await server.stop();
    const port = Number(new URL(server.url).port);
    const before = newestNoted();
    await until(() => newestNoted() >= before + 2, 'it does not go on looking without a server');
    const back = await startFakeServer(port);
    await until(() => back.stored.length >= 4, 'it does not come back', 60_000);
    child.kill('SIGTERM');
    await exitOf(child);

    const numbers = [...server.stored, ...back.stored].map((one) => one.seq);
    expect([...new Set(numbers)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: Math.max(...numbers) }, (_, n) => n + 1),
    );
    expect([...server.violations, ...back.violations]).toEqual([]);
    await back.stop();
  });

  it('loses nothing and doubles nothing when it is killed again and again', async () => {
    await join_();
    for (let kill = 1; kill <= 6; kill += 1) {
      server.manner = kill % 3 === 0 ? 'drop-acks' : kill % 3 === 1 ? 'well' : 'retry';
      const child = start('run', '--interval', '1');
      await new Promise((resolve) => setTimeout(resolve, 700 + kill * 130));
      child.kill('SIGKILL');
      await exitOf(child);
    }
    server.manner = 'well';
    dovecot.deliver('INBOX', 1);
    await agent('once');

    expect(server.violations).toEqual([]);
    const numbers = server.stored.map((one) => one.seq).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, n) => n + 1));
    expect(new Set(server.stored.map((one) => one.epoch)).size).toBe(1);
    const { out } = await agent('look', '--json');
    const inbox = (JSON.parse(out) as { folders: { path: string[]; serverItems: number }[] }).folders[0]!;
    expect(server.folders().get(pathKey(['INBOX']))?.serverItems).toBe(inbox.serverItems);
    await mbsync.sync();
  });

  it('sets aside what the server will never take, lets the others pass, and then says all again', async () => {
    await join_();
    server.reject = (report) => (report.seq === 2 ? 'not this one' : null);
    for (let n = 0; n < 4; n += 1) await agent('once');
    expect(server.stored.map((one) => [one.seq, one.kind])).toEqual([
      [1, 'full'],
      [3, 'full'],
      [4, 'delta'],
    ]);
    expect(readFileSync(join(state, 'spool', 'rejected'), 'utf8')).toContain('not this one');
  });

  it('keeps no more than its spool may hold, says so, and owns up to it once there is room', async () => {
    await join_();
    const spool = await Spool.open({
      folder: join(state, 'spool'),
      limitBytes: 4 * 1024 * 1024,
      newEpoch: () => '00000000-0000-4000-8000-000000000001',
      say: () => undefined,
    });
    const folder = { path: ['Old'], serverItems: 1, offlineItems: 1, lastSynchronizedAt: null };
    const detail = 'x'.repeat(4_000);
    const troubles = Array.from({ length: 270 }, () => ({ code: 'x', detail }));
    await spool.append({ ...heartbeat, kind: 'full', folders: [folder], troubles });
    await spool.take(1, 1);
    await spool.close();

    const refused = await agent('once', '--spool-limit', '1');
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('a report could not be kept')]);
    expect(refused.err).toContain('the spool holds its limit of 1048576 bytes');
    expect((await agent('once', '--spool-limit', '1')).code).toBe(0);
    expect(server.stored.map((one) => [one.seq, one.kind])).toEqual([
      [1, 'full'],
      [2, 'full'],
    ]);
    const owned = expect.stringMatching(/^1 reports since .* could not be kept/);
    expect(server.stored[1]!.troubles).toEqual([{ code: 'spool-full', detail: owned }]);
    expect(server.violations).toEqual([]);
  });

  it('says what it could not keep in the next report that finds room', async () => {
    await join_();
    const said: string[] = [];
    const context: Context = {
      home: mbsync.home,
      hostName: 'localhost',
      environment: { LOCKSTEP_IMAP_PASSWORD: 'secret' },
      isTerminal: false,
      now: Date.now,
      pick: () => 0,
      print: () => undefined,
      say: (text) => said.push(text),
      stop: new AbortController().signal,
    };
    const { spool, round, close } = await openAgent({ spoolLimitMiB: 1 }, state, context);
    try {
      await round();
      await spool.settle([1]);
      const troubles = Array.from({ length: 255 }, () => ({ code: 'x', detail: 'x'.repeat(4_096) }));
      await spool.append({ ...heartbeat, troubles });
      await spool.take(1, 1);

      dovecot.deliver('Acme & Co', 1);
      expect(await round()).toBeNull();
      expect(said).toEqual([expect.stringContaining('a report could not be kept')]);

      await spool.settle([2]);
      await round();
      const [next] = await spool.take(1, 1);
      expect(next).toMatchObject({ seq: 3, kind: 'delta', folders: [{ path: ['Acme & Co'] }] });
      expect(next!.troubles?.map((trouble) => trouble.code)).toEqual(['spool-full']);
    } finally {
      await close();
    }
    await mbsync.sync();
  });

  it('begins a new epoch, with all there is, when its spool is lost', async () => {
    await join_();
    await agent('once');
    rmSync(join(state, 'spool'), { recursive: true });
    await agent('once');
    expect(server.stored.map((one) => [one.seq, one.kind])).toEqual([
      [1, 'full'],
      [1, 'full'],
    ]);
    expect(new Set(server.stored.map((one) => one.epoch)).size).toBe(2);
  });

  it('stops with a clear message when its token was revoked', async () => {
    await join_();
    server.manner = 'expel';
    const child = start('run', '--interval', '1');
    let err = '';
    child.stderr!.on('data', (chunk: Buffer) => (err += chunk.toString()));
    expect(await exitOf(child)).toBe(3);
    expect(err).toContain('this token was revoked');
    expect(err).not.toContain(TOKEN);
  });

  it('waits for a server that is busy', async () => {
    await join_();
    server.manner = 'retry';
    const child = start('run', '--interval', '1');
    await until(() => server.arrivals.turnedAway >= 2, 'it does not try again');
    expect(server.stored).toEqual([]);
    server.manner = 'well';
    await until(() => server.stored.length >= 2, 'it does not try again');
    child.kill('SIGTERM');
    await exitOf(child);
    expect(server.violations).toEqual([]);
  });

  it('is the only one of its folder, and takes it over from one that died', async () => {
    await join_();
    const first = start('run', '--interval', '60');
    await until(() => server.stored.length >= 1, 'it does not report');
    const second = await agent('once');
    expect([second.code, second.err]).toEqual([2, expect.stringContaining(`process ${first.pid}`)]);
    first.kill('SIGKILL');
    await exitOf(first);
    expect((await agent('once')).code).toBe(0);
  });

  it('says that folders are unknown, and not that they are gone, while the server of the mail is down', async () => {
    await join_();
    await agent('once');
    await dovecot.stop();
    try {
      expect((await agent('once')).code).toBe(1);
    } finally {
      await dovecot.start();
    }
    const [, down] = server.stored;
    expect(down).toMatchObject({ kind: 'delta', troubles: [{ code: 'server-unreachable' }] });
    expect(down!.removed).toBeUndefined();
    expect(down!.folders.map((folder) => folder.serverItems)).toEqual([null, null, null]);
    expect(down!.folders.map((folder) => folder.lastSynchronizedBasis)).toEqual(Array(3).fill('last-known'));
  });

  it('takes a configuration file and a password file', async () => {
    writeFileSync(join(state, 'password'), 'secret\n');
    const config = join(state, 'config.json');
    writeFileSync(config, JSON.stringify({ passwordFile: 'password', offline: `maildir:${mbsync.root}` }));
    expect((await agentWith({ LOCKSTEP_IMAP_PASSWORD: '' }, 'look', '--config', config)).code).toBe(0);
    writeFileSync(config, JSON.stringify({ password: 'secret' }));
    expect((await agent('look', '--config', config)).err).toContain('passwordFile');
  });

  const join_ = async () => {
    const joined = await agent('join', '--server', server.url, '--key', JOIN_KEY, '--mailbox', 'anna@example.org');
    expect(joined).toMatchObject({ code: 0, err: '' });
  };
  const agent = (...args: string[]) => agentWith({}, ...args);
  const heartbeat = {
    observedAt: '2026-11-23T03:00:00.000Z',
    intervalSeconds: 300,
    kind: 'delta' as const,
    folders: [],
  };
  /** The number of the last report that was made, wherever it is now. */
  const newestNoted = () => (JSON.parse(readFileSync(join(state, 'notes.json'), 'utf8')) as { seq: number }).seq;

  async function agentWith(environment: NodeJS.ProcessEnv, ...args: string[]) {
    const child = start2(environment, args);
    let out = '';
    let err = '';
    child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (err += chunk.toString()));
    const code = await exitOf(child);
    return { code, out, err };
  }

  function start(...args: string[]): ChildProcess {
    return start2({}, args);
  }

  function start2(environment: NodeJS.ProcessEnv, args: readonly string[]): ChildProcess {
    const stateful = ['join', 'once', 'run'].includes(args[0] ?? '');
    const child = spawn(process.execPath, [program, ...args, ...(stateful ? ['--state', state] : [])], {
      env: { PATH: process.env['PATH'], HOME: mbsync.home, LOCKSTEP_IMAP_PASSWORD: 'secret', ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    child.on('exit', () => running.delete(child));
    return child;
  }
});

async function exitOf(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return new Promise((resolve) => child.on('close', (code) => resolve(code)));
}
