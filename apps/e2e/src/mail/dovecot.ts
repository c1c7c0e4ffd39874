import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, chown, mkdir, rename, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../system/start-system.ts';
import { run } from '../system/run.ts';

export const DOVECOT = '/usr/sbin/dovecot';
export const hasDovecot = (): boolean => existsSync(DOVECOT);

/** A real Dovecot for one user, on a free port of the loopback. */
export interface Dovecot {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** New messages, as a delivery agent leaves them: nobody has synchronized. */
  deliver(folder: string, count: number): Promise<void>;
  stop(): Promise<void>;
}

const USER = 'anna';
const PASSWORD = 'not-a-secret-outside-this-errand';

export async function startDovecot(folder: string, folders: readonly string[]): Promise<Dovecot> {
  const port = await freePort();
  const owner = await mailOwner();
  const mail = join(folder, 'server-mail');
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  await ownedFolder(mail, owner);
  for (const name of folders) await makeMaildir(join(mail, name), owner);

  const config = join(folder, 'dovecot.conf');
  await writeFile(config, configuration(folder, mail, port, owner));
  const server = spawn(DOVECOT, ['-F', '-c', config], { stdio: 'ignore' });
  await untilItListens(port);

  let delivered = 0;
  return {
    port,
    user: USER,
    password: PASSWORD,
    async deliver(name, count) {
      for (let index = 0; index < count; index++) {
        delivered += 1;
        const file = `${Math.floor(Date.now() / 1_000)}.${delivered}.errand`;
        const text = `From: a@example.org\nTo: ${USER}@example.org\nSubject: Message ${delivered}\nMessage-ID: <${file}@example.org>\n\nHello.\n`;
        const arriving = join(mail, name, 'tmp', file);
        await writeFile(arriving, text);
        await chown(arriving, owner.uid, owner.gid);
        await rename(arriving, join(mail, name, 'new', file));
      }
    },
    async stop() {
      const ended = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await ended;
    },
  };
}

interface Owner {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/** Dovecot will not touch mail as root; started by root it uses its own user. */
async function mailOwner(): Promise<Owner> {
  const { uid, gid, username } = userInfo();
  if (uid !== 0) return { name: username, uid, gid };
  return {
    name: 'dovecot',
    uid: Number(await run('id', ['-u', 'dovecot'])),
    gid: Number(await run('id', ['-g', 'dovecot'])),
  };
}

async function makeMaildir(path: string, owner: Owner): Promise<void> {
  await ownedFolder(path, owner);
  for (const part of ['cur', 'new', 'tmp']) await ownedFolder(join(path, part), owner);
}

async function ownedFolder(path: string, { uid, gid }: Owner): Promise<void> {
  await mkdir(path, { recursive: true });
  await chown(path, uid, gid);
}

function configuration(folder: string, mail: string, port: number, owner: Owner): string {
  const users =
    owner.name === 'dovecot' ? '' : `default_login_user = ${owner.name}\ndefault_internal_user = ${owner.name}\n`;
  return `
base_dir = ${folder}/run
log_path = ${folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
${users}mail_location = maildir:${mail}:LAYOUT=fs:INBOX=${mail}/INBOX
namespace inbox {
  inbox = yes
  separator = /
}
passdb {
  driver = static
  args = password=${PASSWORD}
}
userdb {
  driver = static
  args = uid=${owner.uid} gid=${owner.gid} home=${mail}
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
service anvil {
  chroot =
}
`;
}

async function untilItListens(port: number): Promise<void> {
  for (const until = Date.now() + 10_000; Date.now() < until; await sleep(50)) {
    const answered = await new Promise<boolean>((resolve) => {
      const line = connect(port, '127.0.0.1')
        .once('connect', () => resolve(true))
        .once('error', () => resolve(false));
      line.once('connect', () => line.destroy());
    });
    if (answered) return;
  }
  throw new Error('Dovecot does not listen; see dovecot.log in its folder.');
}
