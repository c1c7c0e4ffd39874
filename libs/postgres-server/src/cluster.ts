import { execFile } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import { give, type DataFolder } from './data-folder.ts';
import type { DbUser } from './db-user.ts';
import { lookAt } from './processes.ts';

export const SUPERUSER = 'lockstep';

/** What PostgreSQL's programs see of our environment: nothing that is secret, nothing that steers them. */
export const plainEnvironment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/** Makes the cluster on first use: beside its place and then renamed, so that a half-made one is never taken for whole. */
export async function makeCluster(
  folder: DataFolder,
  binaries: Binaries,
  user: DbUser,
  password: string,
): Promise<void> {
  if (existsSync(folder.pgdata)) return;
  removeAbandoned(folder);
  const half = `${folder.pgdata}.${process.pid}`;
  const passwordFile = `${half}.password`;
  try {
    mkdirSync(half);
    chmodSync(half, 0o700);
    give(half, user);
    writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
    give(passwordFile, user);
    await initdb(binaries, user, half, passwordFile);
    renameSync(half, folder.pgdata);
  } catch (error) {
    // Another process may have been quicker.
    if (!existsSync(folder.pgdata)) throw error;
  } finally {
    rmSync(half, { recursive: true, force: true });
    rmSync(passwordFile, { force: true });
  }
}

/** What a process that was killed half-way has left. Its initdb may have outlived it and write there still, until it finds nothing there. */
function removeAbandoned(folder: DataFolder): void {
  for (const name of readdirSync(folder.root)) {
    const maker = /^postgres\.(\d+)(\.password)?$/.exec(name)?.[1];
    if (!maker || lookAt(Number(maker))) continue;
    rmSync(join(folder.root, name), { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
}

/** The built-in C.UTF-8 sorts alike on every machine; the system's locales do not. */
async function initdb(binaries: Binaries, user: DbUser, pgdata: string, passwordFile: string): Promise<void> {
  const flags = [
    `--pgdata=${pgdata}`,
    `--username=${SUPERUSER}`,
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
  ];
  try {
    await promisify(execFile)(binaries.initdb, flags, { ...user, cwd: '/', env: plainEnvironment });
  } catch (cause) {
    throw new Error(`PostgreSQL's initdb failed: ${(cause as { stderr?: string }).stderr?.trim() || String(cause)}`, {
      cause,
    });
  }
}
