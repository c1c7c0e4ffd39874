// What the agent costs on a large mailbox: 500 folders, 200,000 messages, on a real Dovecot.
//   npx tsc -b apps/agent && node apps/agent/dist/bench/footprint.js [folders] [messages a folder]
// Goals: below 90 MB resident, a round below 5 s.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as pause } from 'node:timers/promises';
import { startDovecot } from '../testing/dovecot.ts';
import { JOIN_KEY, startFakeServer } from '../testing/fake-server.ts';
import { createMbsync } from '../testing/mbsync.ts';

const [folders = 500, messages = 400] = process.argv.slice(2).map(Number);
const program = fileURLToPath(new URL('../../bin/lockstep-agent.mjs', import.meta.url));
const say = (text: string) => void process.stdout.write(`${text}\n`);

const dovecot = await startDovecot();
const mbsync = createMbsync(dovecot, 'Maildir++', 'in the folder');
const server = await startFakeServer();
const state = mkdtempSync(join(tmpdir(), 'lockstep-bench-'));
try {
  for (let index = 0; index < folders; index += 1) {
    const box = `Folder ${index}`;
    dovecot.createMany([box]);
    dovecot.deliver(box, messages, { seen: true });
  }
  say(`${folders} folders with ${folders * messages} messages on the server; putting their copies offline …`);
  await copyOffline();

  const look = await measured(start('look', '--json'));
  const seen = (JSON.parse(look.out) as { folders: { serverItems: number; offlineItems: number }[] }).folders;
  const equal = seen.filter((folder) => folder.serverItems === folder.offlineItems).length;
  say(
    `look: ${seen.length} folders, ${equal} equal; ${look.seconds} s with the start of Node; peak ${look.peak} MB resident`,
  );

  await measured(
    start('join', '--server', server.url, '--key', JOIN_KEY, '--mailbox', 'anna@example.org', '--state', state),
  );
  const once = await measured(start('once', '--state', state));
  say(`once: ${once.seconds} s with the start of Node; peak ${once.peak} MB resident`);

  const run = start('run', '--interval', '1', '--state', state);
  const running = measured(run);
  while (server.stored.length < 25) await pause(200);
  const now = resident(run.pid!, 'VmRSS');
  run.kill('SIGTERM');
  const gaps = server.stored
    .slice(2)
    .map((one, index) => Date.parse(one.observedAt) - Date.parse(server.stored[index + 1]!.observedAt));
  say(
    `run: ${now} MB resident after ${server.stored.length} reports, peak ${(await running).peak} MB; ` +
      `from look to look ${Math.min(...gaps)} to ${Math.max(...gaps)} ms, of which 900 to 1,100 are waited`,
  );
} finally {
  await server.stop();
  mbsync.remove();
  await dovecot.remove();
  rmSync(state, { recursive: true, force: true });
}

/** What mbsync would leave behind, in seconds instead of many minutes. */
async function copyOffline(): Promise<void> {
  const status = await dovecot.admin('mailbox', 'status', '-u', dovecot.user, 'uidvalidity', 'Folder *');
  for (const [, box = '', validity] of status.matchAll(/^(Folder \d+) uidvalidity=(\d+)$/gm)) {
    const directory = mbsync.directory(box);
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(directory, part), { recursive: true });
    let state = `FarUidValidity ${validity}\nNearUidValidity 1\nMaxPulledUid ${messages}\nMaxPushedUid ${messages}\n\n`;
    for (let uid = 1; uid <= messages; uid += 1) {
      writeFileSync(
        join(directory, 'cur', `1795410262.10813_${uid}.machine,U=${uid}:2,S`),
        `Message-ID: <${uid}@x>\n\nx\n`,
      );
      state += `${uid} ${uid} S\n`;
    }
    writeFileSync(join(directory, '.mbsyncstate'), state);
  }
}

function start(...args: string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], {
    env: { PATH: process.env['PATH'], HOME: mbsync.home, LOCKSTEP_IMAP_PASSWORD: dovecot.password },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function measured(child: ChildProcess): Promise<{ out: string; seconds: string; peak: number }> {
  const began = Date.now();
  let out = '';
  let peak = 0;
  child.stdout!.on('data', (chunk: Buffer) => (out += chunk.toString()));
  const poll = setInterval(() => (peak = Math.max(peak, resident(child.pid!, 'VmHWM'))), 10);
  await new Promise((resolve) => child.on('close', resolve));
  clearInterval(poll);
  return { out, seconds: seconds(began), peak };
}

function resident(pid: number, line: 'VmRSS' | 'VmHWM'): number {
  try {
    const found = new RegExp(`${line}:\\s+(\\d+) kB`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return Math.round(Number(found?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function seconds(began: number): string {
  return ((Date.now() - began) / 1_000).toFixed(1);
}
