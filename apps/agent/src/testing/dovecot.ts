import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { chownSync, mkdirSync, mkdtempSync, rmSync, chmodSync, writeFileSync } from 'node:fs';
import { createServer, createConnection, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { encodeModifiedUtf7 } from '../names/modified-utf7.ts';

const run = promisify(execFile);

const has = (program: string) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

/** Null when a real Dovecot and a real mbsync are here; else what to say about the tests that are left out. */
export function whyNoMail(): string | null {
  const missing = ['dovecot', 'doveadm', 'mbsync'].filter((program) => !has(program));
  return missing.length === 0 ? null : `${missing.join(', ')} not installed (Debian: dovecot-imapd, isync)`;
}

export interface Dovecot {
  readonly folder: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Where a mailbox lies on the server's disk. */
  directory(box: string): string;
  create(box: string): Promise<void>;
  delete(box: string): Promise<void>;
  /** Makes many boxes at once, as another server might have left them. */
  createMany(boxes: readonly string[]): void;
  /** Puts messages into a box, faster than any protocol would. */
  deliver(box: string, count: number, options?: { seen?: boolean; raw?: string }): void;
  admin(...args: string[]): Promise<string>;
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Stops it and leaves nothing behind. */
  remove(): Promise<void>;
}

/** A real IMAP server of one user on a free port, with all its files in a folder of its own. */
export async function startDovecot(): Promise<Dovecot> {
  const folder = mkdtempSync(join(tmpdir(), 'lockstep-dovecot-'));
  chmodSync(folder, 0o755);
  const port = await freePort();
  const owner = ownerOfMail();
  const mail = join(folder, 'mail');
  mkdirSync(mail);
  mkdirSync(join(folder, 'run'));
  if (owner.chown) chownSync(mail, owner.uid, owner.gid);
  writeFileSync(join(folder, 'users'), 'anna:{PLAIN}secret::::::\n', { mode: 0o644 });
  const config = join(folder, 'dovecot.conf');
  writeFileSync(config, configuration(folder, port, owner));
  let delivered = 0;
  let master: ChildProcess | null = null;

  const admin = async (...args: string[]) => {
    const { stdout } = await run('doveadm', ['-c', config, ...args]);
    return stdout;
  };
  const directory = (box: string) =>
    box === 'INBOX' ? join(mail, 'anna') : join(mail, 'anna', ...box.split('/').map(encodeModifiedUtf7));
  const own = (path: string) => owner.chown && chownSync(path, owner.uid, owner.gid);

  const dovecot: Dovecot = {
    folder,
    port,
    user: 'anna',
    password: 'secret',
    directory,
    admin,
    create: async (box) => void (await admin('mailbox', 'create', '-u', 'anna', box)),
    createMany(boxes) {
      for (const path of boxes.flatMap((box) => ['', 'cur', 'new', 'tmp'].map((part) => join(directory(box), part)))) {
        mkdirSync(path, { recursive: true });
        own(path);
      }
    },
    delete: async (box) => void (await admin('mailbox', 'delete', '-s', '-u', 'anna', box)),
    deliver(box, count, { seen = false, raw } = {}) {
      const cur = join(directory(box), 'cur');
      for (let index = 0; index < count; index += 1) {
        delivered += 1;
        const path = join(cur, `${1_700_000_000 + delivered}.M${delivered}.test:2,${seen ? 'S' : ''}`);
        const header = `From: a@example.org\nSubject: number ${delivered}\nMessage-ID: <${delivered}.${port}@example.org>\n`;
        writeFileSync(path, raw ?? `${header}Date: Mon, 23 Nov 2026 05:00:00 +0000\n\nHello ${delivered}\n`);
        own(path);
      }
    },
    async start() {
      // In the foreground, as a child of ours: a daemon would keep our pipes open and outlive a test that dies.
      master = spawn('dovecot', ['-F', '-c', config], { stdio: 'ignore' });
      await until(() => answers(port), 'Dovecot does not answer');
      await admin('mailbox', 'create', '-u', 'anna', 'Drafts').catch(() => undefined);
      // The inbox's folder is made with the first message.
      spawnSync('doveadm', ['-c', config, 'save', '-u', 'anna', '-m', 'Drafts'], { input: 'Subject: x\n\nx\n' });
      await admin('expunge', '-u', 'anna', 'mailbox', 'Drafts', 'all');
      await admin('mailbox', 'delete', '-u', 'anna', 'Drafts');
      await admin('mailbox', 'status', '-u', 'anna', 'messages', 'INBOX');
      for (const part of ['cur', 'new', 'tmp']) {
        const path = join(mail, 'anna', part);
        mkdirSync(path, { recursive: true });
        own(path);
      }
    },
    async stop() {
      const child = master;
      master = null;
      if (child === null || child.exitCode !== null) return;
      child.kill('SIGTERM');
      await until(() => child.exitCode !== null || child.signalCode !== null, 'Dovecot does not stop');
    },
    async remove() {
      await dovecot.stop().catch(() => undefined);
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await dovecot.start();
  return dovecot;
}

interface Owner {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  readonly chown: boolean;
}

/** Dovecot refuses to keep root's mail, so root's tests keep it as `mail`. */
function ownerOfMail(): Owner {
  const me = userInfo();
  if (me.uid !== 0) return { name: me.username, uid: me.uid, gid: me.gid, chown: false };
  const [, , uid, gid] = spawnSync('getent', ['passwd', 'mail']).stdout.toString().split(':');
  return { name: 'mail', uid: Number(uid), gid: Number(gid), chown: true };
}

function configuration(folder: string, port: number, owner: Owner): string {
  const unprivileged = owner.chown
    ? ''
    : `default_login_user = ${owner.name}\ndefault_internal_user = ${owner.name}\ndefault_internal_group = ${owner.gid}\n`;
  return `
base_dir = ${folder}/run
state_dir = ${folder}/run
log_path = ${folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
mail_location = maildir:${folder}/mail/%u:LAYOUT=fs
first_valid_uid = 1
mail_uid = ${owner.uid}
mail_gid = ${owner.gid}
shutdown_clients = yes
auth_failure_delay = 0
${unprivileged}
passdb {
  driver = passwd-file
  args = scheme=PLAIN ${folder}/users
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${folder}/mail/%u
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
service stats {
  chroot =
}
namespace inbox {
  inbox = yes
  separator = /
}
`;
}

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.on('data', () => (socket.destroy(), resolve(true)));
    socket.on('error', () => resolve(false));
    setTimeout(() => (socket.destroy(), resolve(false)), 1_000).unref();
  });
}

export async function until(done: () => Promise<boolean> | boolean, otherwise: string, ms = 15_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await done())) {
    if (Date.now() > end) throw new Error(otherwise);
    await pause(25);
  }
}
