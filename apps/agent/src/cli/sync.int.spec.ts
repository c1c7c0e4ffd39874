import { spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Attempt } from '@lockstep/contracts';
import { openAgent } from '../reporting/agent.ts';
import type { Context } from './context.ts';
import { startDovecot, until, whyNoMail, type Dovecot } from '../testing/dovecot.ts';
import { JOIN_KEY, startFakeServer, type FakeServer } from '../testing/fake-server.ts';
import { createMbsync, type Mbsync } from '../testing/mbsync.ts';

jest.setTimeout(60_000);

const program = fileURLToPath(new URL('../../bin/lockstep-agent.mjs', import.meta.url));
const built = fileURLToPath(new URL('../../dist/cli/sync.js', import.meta.url));
const missing = whyNoMail() ?? (existsSync(built) ? null : 'the agent is not built (npx tsc -b apps/agent)');
const withMail = missing === null ? describe : describe.skip;
if (missing !== null) process.stderr.write(`Left out: runs of a real mbsync, ${missing}\n`);

withMail('runs of a real mbsync', () => {
  let dovecot: Dovecot;
  let mbsync: Mbsync;
  let server: FakeServer;
  let state: string;

  beforeAll(async () => {
    dovecot = await startDovecot();
    await dovecot.create('Work');
    dovecot.deliver('INBOX', 2);
    mbsync = createMbsync(dovecot, 'Verbatim', 'in the folder');
    await mbsync.sync();
    server = await startFakeServer();
    state = mkdtempSync(join(tmpdir(), 'lockstep-sync-'));
    writeFileSync(join(mbsync.home, 'sync.log'), '');
    const log = ['--sync-log', join(mbsync.home, 'sync.log')];
    const joined = await agent(
      'join',
      '--server',
      server.url,
      '--key',
      JOIN_KEY,
      '--mailbox',
      'anna@example.org',
      ...log,
    );
    expect(joined.code).toBe(0);
    await agent('once');
  });
  afterAll(async () => {
    await server.stop();
    mbsync.remove();
    await dovecot.remove();
    rmSync(state, { recursive: true, force: true });
  });

  it('pass through unchanged: output, input, exit code', async () => {
    const script = 'read line; echo "out $line"; echo err >&2; exit 7';
    expect(await agentWith('word\n', 'sync', '--', 'sh', '-c', script)).toEqual({
      code: 7,
      out: 'out word\n',
      err: 'err\n',
    });
    expect((await agent('sync', '--', 'no-such-program-here')).code).toBe(127);
    expect((await agent('sync', '--', 'sh', '-c', 'kill -TERM $$')).code).toBe(143);
    const large = await agent('sync', '--', 'head', '-c', '3000000', '/dev/zero');
    expect([large.code, large.out.length]).toEqual([0, 3_000_000]);

    expect((await told()).map(({ outcome, error }) => [outcome, error])).toEqual([
      ['failed', 'exit code 7'],
      ['failed', 'no-such-program-here cannot be started: ENOENT'],
      ['failed', 'ended by SIGTERM'],
      ['succeeded', undefined],
    ]);
  });

  it('are told with the next report, once, with why they began', async () => {
    dovecot.deliver('INBOX', 1);
    expect((await agent('sync', '--trigger', 'manual', '--', 'mbsync', '-c', mbsync.mbsyncrc, 'all:INBOX')).code).toBe(
      0,
    );
    expect(await told()).toEqual([
      {
        startedAt: expect.any(String),
        endedAt: expect.any(String),
        trigger: 'manual',
        outcome: 'succeeded',
        folders: [['INBOX']],
      },
    ]);
    expect(await told()).toEqual([]);
    expect(readdirSync(join(state, 'runs'))).toEqual([]);
  });

  it('that failed leave their trouble with the replica until one succeeds', async () => {
    mbsync.configure('', 'wrong');
    expect((await agent('sync', '--trigger', 'schedule', '--', 'mbsync', '-c', mbsync.mbsyncrc, '-a')).code).toBe(1);
    mbsync.configure('');
    expect(await told()).toMatchObject([
      { outcome: 'failed', trigger: 'schedule', error: expect.stringContaining('AUTHENTICATIONFAILED') },
    ]);
    expect(server.stored.at(-1)!.troubles).toMatchObject([{ code: 'credentials-rejected' }]);
    await agent('once');
    expect(server.stored.at(-1)!.troubles).toMatchObject([{ code: 'credentials-rejected' }]);
    expect((await agent('sync', '--', 'mbsync', '-c', mbsync.mbsyncrc, '-a')).code).toBe(0);
    await told();
    expect(server.stored.at(-1)!.troubles).toBeUndefined();
  });

  it('are found in a log, with their exit codes', async () => {
    mbsync.configure('', 'wrong');
    const { code, output } = await mbsync.sync();
    mbsync.configure('');
    appendFileSync(join(mbsync.home, 'sync.log'), `${output}exit ${code}\nexit 0\n`);
    expect((await told()).map((one) => [one.outcome, one.trigger])).toEqual([
      ['failed', 'schedule'],
      ['succeeded', 'schedule'],
    ]);
    expect(server.stored.at(-1)!.troubles).toBeUndefined();
  });

  it('reach the server soon, though the interval is long', async () => {
    const child = start('run', '--interval', '3600');
    try {
      const before = server.stored.length;
      await until(() => server.stored.length > before, 'it does not report');
      dovecot.deliver('Work', 1);
      await agent('sync', '--trigger', 'exit', '--', 'mbsync', '-c', mbsync.mbsyncrc, '-a');
      await until(
        () => server.stored.some((one) => one.attempts?.some(({ trigger }) => trigger === 'exit')),
        'it waits',
        20_000,
      );
      const work = server.stored.at(-1)!.folders.find(({ path }) => path[0] === 'Work');
      expect(work).toMatchObject({ serverItems: 1, offlineItems: 1 });
    } finally {
      child.kill('SIGTERM');
      await new Promise((resolve) => child.on('close', resolve));
    }
  });

  it('that nobody noted are told when the files prove them, once they are over', async () => {
    let ahead = 0;
    const context: Context = {
      ...{ home: mbsync.home, hostName: 'localhost', environment: { LOCKSTEP_IMAP_PASSWORD: 'secret' } },
      ...{ isTerminal: false, now: () => Date.now() + ahead, pick: () => 0, stop: new AbortController().signal },
      ...{ print: () => undefined, say: () => undefined },
    };
    const opened = await openAgent({}, state, context);
    const told = async () => {
      await opened.round();
      const [report] = await opened.spool.take(1, 1);
      await opened.spool.settle([report!.seq]);
      return report!.attempts ?? [];
    };
    try {
      await told();
      const began = Date.now();
      expect((await mbsync.sync()).code).toBe(0);
      expect(await told()).toEqual([]);
      ahead = 60_000;
      const [attempt, ...others] = await told();
      expect([attempt, others]).toEqual([expect.objectContaining({ trigger: 'unknown', outcome: 'succeeded' }), []]);
      expect(attempt!.folders).toBeUndefined();
      expect(Date.parse(attempt!.startedAt)).toBeGreaterThanOrEqual(began - 1_000);
      ahead = 120_000;
      expect(await told()).toEqual([]);
    } finally {
      await opened.close();
    }
  });

  it('never fail for want of a place to note them', async () => {
    const elsewhere = join(mbsync.home, 'nobody');
    const { code, err } = await agent('sync', '--state', elsewhere, '--', 'true');
    expect([code, existsSync(elsewhere)]).toEqual([0, false]);
    expect(err).toContain('could not be noted');
  });

  it.each([
    [['sync'], 'say what to run'],
    [['sync', 'mbsync'], 'one word too many'],
    [['sync', '--trigger', 'whim', '--', 'true'], '--trigger wants'],
    [['once', '--', 'true'], 'only sync'],
    [['once', '--trigger', 'manual'], 'belongs to sync'],
  ])('%j is wrong use', async (args, hint) => {
    const { code, err } = await agent(...args);
    expect([code, err]).toEqual([2, expect.stringContaining(hint)]);
  });

  /** What the next report tells of runs. */
  async function told(): Promise<Attempt[]> {
    const before = server.stored.length;
    await agent('once');
    return server.stored.slice(before).flatMap((one) => one.attempts ?? []);
  }

  const agent = (...args: string[]) => agentWith('', ...args);

  async function agentWith(input: string, ...args: string[]) {
    const child = start(...args);
    let [out, err] = ['', ''];
    child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr!.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.stdin!.end(input);
    const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
    return { code, out, err };
  }

  function start(...args: string[]) {
    const at = args.includes('--state') ? [] : ['--state', state];
    const [command = '', ...rest] = args;
    return spawn(process.execPath, [program, command, ...at, ...rest], {
      env: { PATH: process.env['PATH'], HOME: mbsync.home, LOCKSTEP_IMAP_PASSWORD: 'secret' },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
  }
});
