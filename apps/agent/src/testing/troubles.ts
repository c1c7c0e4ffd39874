import { spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { noteOf, type NotedRun } from '../attempts/noted-run.ts';
import type { Security } from '../server/imap-address.ts';
import { freePort, until, type Dovecot } from './dovecot.ts';
import { createMbsync, type Mbsync, type StatePlace } from './mbsync.ts';

/** A mailbox and its replica, in which one thing goes wrong. The folder `box` is its own; INBOX is shared by all. */
export interface Stage {
  readonly dovecot: Dovecot;
  readonly mbsync: Mbsync;
  readonly box: string;
  /** How the agent reaches the server, and where it seeks the store. */
  agent: { port: number; password: string; security: Security; root: string };
  /** Runs of mbsync, as `lockstep-agent sync` would note them. */
  readonly runs: NotedRun[];
  /** Runs mbsync as a schedule would, and notes it. */
  run(): Promise<void>;
  /** Called when the curtain falls. */
  readonly undo: (() => unknown)[];
}

export interface Provocation {
  /** The trouble's code, and the id of the diagnosis that is to come first. */
  readonly code: string;
  readonly name: string;
  readonly of: 'folder' | 'replica';
  readonly place?: StatePlace;
  /** Lines of the channel. */
  readonly channel?: string;
  /** Where another cause rightly comes first; null: nothing is to be diagnosed. */
  readonly first?: string | null;
  provoke(stage: Stage): Promise<void>;
}

/** A folder of twelve messages, once synchronized. */
export async function setStage(dovecot: Dovecot, provocation: Provocation, box: string): Promise<Stage> {
  await dovecot.create(box);
  dovecot.deliver(box, 12, { seen: true });
  const channel = `Patterns !* INBOX ${box}\n${provocation.channel ?? ''}`;
  const mbsync = createMbsync(dovecot, 'Verbatim', provocation.place ?? 'in the folder', channel);
  const runs: NotedRun[] = [];
  const stage: Stage = {
    ...{ dovecot, mbsync, box, runs },
    agent: { port: dovecot.port, password: dovecot.password, security: 'none', root: mbsync.root },
    async run() {
      const startedAt = Date.now();
      const { code, output } = await mbsync.sync();
      const lines = output.split('\n');
      const run = { startedAt, endedAt: Date.now(), trigger: 'schedule', exitCode: code, lines, targets: [] } as const;
      runs.push(noteOf(run)!);
    },
    undo: [() => mbsync.remove(), () => dovecot.delete(box).catch(() => undefined)],
  };
  await stage.run();
  return stage;
}

export async function strike({ undo }: Stage): Promise<void> {
  for (const step of [...undo].reverse()) await step();
}

export const PROVOCATIONS: readonly Provocation[] = [
  {
    ...{ code: 'server-unreachable', name: 'nobody listens at the server’s port', of: 'replica' },
    provoke: async (stage) => pointAt(stage, await freePort()),
  },
  {
    ...{ code: 'server-timeout', name: 'the server takes the connection and says nothing', of: 'replica' },
    first: 'server-unreachable',
    async provoke(stage) {
      const mute = createServer((socket) => void socket.on('error', () => undefined));
      await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
      stage.undo.push(() => mute.close());
      await pointAt(stage, (mute.address() as AddressInfo).port);
    },
  },
  {
    ...{ code: 'credentials-rejected', name: 'the password has changed', of: 'replica' },
    async provoke(stage) {
      stage.mbsync.configure(channelOf(stage), 'old');
      stage.agent.password = 'old';
      await stage.run();
    },
  },
  {
    ...{ code: 'credentials-rejected', name: 'mbsync alone has the old password', of: 'replica' },
    async provoke(stage) {
      stage.dovecot.deliver(stage.box, 1);
      stage.mbsync.configure(channelOf(stage), 'old');
      await stage.run();
    },
  },
  {
    ...{ code: 'tls-failed', name: 'TLS is asked of a server without it', of: 'replica' },
    async provoke(stage) {
      stage.mbsync.rewrite((text) => text.replace('SSLType None', 'SSLType STARTTLS'));
      stage.agent.security = 'starttls';
      await stage.run();
    },
  },
  {
    ...{ code: 'sync-in-progress', name: 'mbsync is at work', of: 'folder', first: null },
    provoke: async (stage) => void (await midRun(stage)),
  },
  {
    ...{ code: 'sync-interrupted', name: 'mbsync is killed at its work', of: 'folder' },
    async provoke(stage) {
      const child = await midRun(stage);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
    },
  },
  {
    ...{ code: 'sync-hung', name: 'mbsync has not moved for ten minutes', of: 'folder', place: 'in a directory' },
    async provoke(stage) {
      await midRun(stage);
      const states = join(stage.mbsync.home, 'states');
      const old = new Date(Date.now() - 11 * 60_000);
      for (const name of readdirSync(states)) {
        if (name.startsWith(stage.box)) utimesSync(join(states, name), old, old);
      }
    },
  },
  {
    ...{ code: 'offline-folder-missing', name: 'the folder is gone offline', of: 'folder', place: 'in a directory' },
    async provoke(stage) {
      rmSync(stage.mbsync.directory(stage.box), { recursive: true });
      await stage.run();
    },
  },
  {
    ...{ code: 'server-folder-missing', name: 'the folder is deleted on the server', of: 'folder' },
    async provoke(stage) {
      await stage.dovecot.delete(stage.box);
      await stage.run();
    },
  },
  {
    ...{ code: 'offline-store-damaged', name: 'a box has lost its messages’ directory', of: 'folder' },
    async provoke(stage) {
      rmSync(join(stage.mbsync.directory(stage.box), 'cur'), { recursive: true });
      await stage.run();
    },
  },
  {
    ...{ code: 'offline-store-damaged', name: 'two messages bear one UID', of: 'replica' },
    async provoke(stage) {
      const cur = join(stage.mbsync.directory(stage.box), 'cur');
      const uid = /,U=\d+/.exec(readdirSync(cur)[0]!)![0];
      writeFileSync(join(cur, `1.copy${uid}:2,S`), 'Subject: copy\nMessage-ID: <copy@x>\n\nx\n');
      await stage.run();
    },
  },
  {
    ...{ code: 'offline-store-damaged', name: 'the store was there and is gone', of: 'replica' },
    async provoke(stage) {
      renameSync(stage.mbsync.root, `${stage.mbsync.root}.away`);
      await stage.run();
    },
  },
  {
    ...{ code: 'offline-use-not-set-up', name: 'there never was a store', of: 'replica' },
    provoke: async (stage) => void (stage.agent.root = join(stage.mbsync.home, 'Elsewhere')),
  },
  {
    ...{ code: 'offline-store-in-use', name: 'another program locks the Maildir', of: 'folder' },
    async provoke(stage) {
      const holder = lock(join(stage.mbsync.directory(stage.box), '.uidvalidity'));
      stage.undo.push(() => holder.kill('SIGKILL'));
      await new Promise((resolve, reject) => {
        holder.stdout!.once('data', resolve);
        holder.once('exit', () => reject(new Error('the Maildir could not be locked')));
      });
      stage.dovecot.deliver(stage.box, 2);
      start(stage);
      await until(() => existsSync(`${stage.mbsync.state(stage.box)}.lock`), 'mbsync does not begin');
      await pause(300);
    },
  },
  {
    ...{ code: 'sync-state-damaged', name: 'the state does not parse', of: 'folder' },
    async provoke(stage) {
      writeFileSync(stage.mbsync.state(stage.box), 'garbage\n');
      stage.dovecot.deliver(stage.box, 2);
      await stage.run();
    },
  },
  {
    ...{ code: 'uidvalidity-changed', name: 'the folder on the server was replaced', of: 'folder' },
    async provoke({ dovecot, box, run }) {
      await dovecot.delete(box);
      await pause(1_100);
      await dovecot.create(box);
      dovecot.deliver(box, 14, { seen: true });
      await run();
    },
  },
  {
    ...{ code: 'duplicates', name: 'the state was deleted, and mbsync ran', of: 'folder' },
    async provoke(stage) {
      rmSync(stage.mbsync.state(stage.box));
      await stage.run();
    },
  },
  {
    ...{ code: 'message-rejected', name: 'a message of the server cannot be stored', of: 'folder' },
    async provoke(stage) {
      stage.dovecot.deliver(stage.box, 1, { raw: 'Subject: a header without an end' });
      await stage.run();
      stage.dovecot.deliver(stage.box, 2, { seen: true });
      await stage.run();
    },
  },
  {
    ...{ code: 'message-rejected', name: 'the server does not take a message', of: 'folder' },
    async provoke(stage) {
      const { mbsync, box } = stage;
      writeFileSync(join(mbsync.directory(box), 'cur', '1.mine:2,S'), 'Subject: a header without an end');
      await stage.run();
    },
  },
  {
    ...{ code: 'size-limit', name: 'a message is above MaxSize', of: 'folder', channel: 'MaxSize 4k' },
    async provoke(stage) {
      const raw = `Subject: heavy\nMessage-ID: <heavy@x>\n\n${'x'.repeat(9_000)}\n`;
      stage.dovecot.deliver(stage.box, 1, { raw });
      await stage.run();
    },
  },
  {
    ...{ code: 'partial-read', name: 'the server does not tell of one folder', of: 'folder' },
    async provoke({ dovecot, box, undo }) {
      chmodSync(dovecot.directory(box), 0);
      // Root's own mail server runs as another user, who may not read it either once it is root's.
      if (process.getuid?.() === 0) chownSync(dovecot.directory(box), 0, 0);
      undo.push(() => rmSync(dovecot.directory(box), { recursive: true, force: true }));
    },
  },
  {
    ...{ code: 'unsupported-store', name: 'the store is a folder of mbox files', of: 'replica' },
    async provoke(stage) {
      const root = join(stage.mbsync.home, 'mbox');
      mkdirSync(root);
      writeFileSync(join(root, 'inbox'), 'From anna@example.org Mon Nov 23 05:00:00 2026\nSubject: x\n\nx\n');
      stage.agent.root = root;
    },
  },
];

const channelOf = ({ box }: Stage) => `Patterns !* INBOX ${box}`;

async function pointAt(stage: Stage, port: number): Promise<void> {
  stage.mbsync.rewrite((text) => text.replace(/Port \d+/, `Port ${port}\nTimeout 1`));
  stage.agent.port = port;
  await stage.run();
}

function start(stage: Stage): ChildProcess {
  const child = stage.mbsync.start();
  for (const stream of [child.stdout!, child.stderr!]) stream.resume();
  stage.undo.push(() => child.kill('SIGKILL'));
  return child;
}

/** A run that has copied some of many messages, and is stopped there. */
async function midRun(stage: Stage): Promise<ChildProcess> {
  stage.dovecot.deliver(stage.box, 3_000, { seen: true });
  const cur = join(stage.mbsync.directory(stage.box), 'cur');
  const child = start(stage);
  await until(() => readdirSync(cur).length > 32, 'mbsync does not begin');
  child.kill('SIGSTOP');
  return child;
}

/** Holds a POSIX lock, as mbsync would; Node cannot, and Perl is everywhere. */
function lock(path: string): ChildProcess {
  const script = `use Fcntl; open(F, '+<', $ARGV[0]) or die; $| = 1;
    my $lock = pack('s s x4 q q i x4', F_WRLCK, 0, 0, 0, 0);
    fcntl(F, F_SETLKW, $lock) or die; print "locked\n"; sleep 60;`;
  return spawn('perl', ['-e', script, path], { stdio: ['ignore', 'pipe', 'ignore'] });
}
