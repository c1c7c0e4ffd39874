import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries.ts';
import { plainEnvironment } from './cluster.ts';
import type { DataFolder } from './data-folder.ts';
import type { DbUser } from './db-user.ts';
import { allProcesses, lookAt, signal } from './processes.ts';

/** The server's first process. */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

const LOG_LIMIT_BYTES = 10 * 1024 * 1024;

/** The one that runs on this folder now. Its file may be stale and its number another's by now, so both are checked. */
export function runningPostmaster(folder: DataFolder): Postmaster | null {
  const lines = readPidFile(folder);
  const pid = Number(lines?.[0]);
  if (!lines || !isPostmaster(folder, pid)) return null;
  return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

export function isPostmaster(folder: DataFolder, pid: number): boolean {
  return lookAt(pid)?.commandLine.includes(` -D ${folder.pgdata} `) ?? false;
}

/** Starts the server and waits until it takes connections. It outlives us: a `kill -9` of ours must not be one of it. */
export async function launch(
  folder: DataFolder,
  binaries: Binaries,
  user: DbUser,
  port: number,
  settings: Readonly<Record<string, string>>,
): Promise<Postmaster> {
  await clearLeftovers(folder);
  const log = openLog(folder);
  const child = spawn(binaries.postgres, ['-D', folder.pgdata, '-p', String(port), ...flags(folder, settings)], {
    ...user,
    cwd: '/',
    env: plainEnvironment,
    // A group of its own: Ctrl-C in the terminal is for us, who still have work for the database.
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  });
  closeSync(log.fd);
  await Promise.race([once(child, 'spawn'), once(child, 'error').then(([error]) => Promise.reject(error))]);
  child.unref();

  for (;;) {
    const found = runningPostmaster(folder);
    if (found?.ready && found.pid === child.pid) return found;
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        `PostgreSQL did not start:\n${readFileSync(folder.logFile).subarray(log.size).toString().trim()}`,
      );
    }
    await pause(25);
  }
}

/** Fast shutdown; where that takes too long, an immediate one (the next start recovers from the log). */
export async function shutDown(folder: DataFolder, pid: number): Promise<void> {
  // One that is ending loses its command line first, and its files and port only after that.
  const isGone = () => lookAt(pid)?.commandLine !== '' && !isPostmaster(folder, pid);
  const gone = async (withinMs: number): Promise<boolean> => {
    for (const end = Date.now() + withinMs; Date.now() < end; await pause(25)) if (isGone()) return true;
    return isGone();
  };
  if (!isPostmaster(folder, pid)) return;
  signal(pid, 'SIGINT');
  if (await gone(5_000)) return;
  signal(pid, 'SIGQUIT');
  if (await gone(1_500)) return;
  signal(pid, 'SIGKILL');
  await gone(1_000);
}

/**
 * What a killed server leaves behind keeps a new one from starting: its file, when its number belongs to another process
 * by now, and children that have not yet noticed.
 */
async function clearLeftovers(folder: DataFolder): Promise<void> {
  if (!runningPostmaster(folder)) rmSync(join(folder.pgdata, 'postmaster.pid'), { force: true });
  const orphans = () =>
    allProcesses().filter(
      ({ commandLine, parent }) =>
        commandLine.startsWith(`postgres: ${folder.clusterName}: `) && !isPostmaster(folder, parent),
    );
  for (const end = Date.now() + 1_000; Date.now() < end && orphans().length > 0;) await pause(50);
  for (const { pid } of orphans()) signal(pid, 'SIGKILL');
}

function flags(folder: DataFolder, settings: Readonly<Record<string, string>>): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    // Sockets in the file system would be one more door, and their paths have a length limit.
    unix_socket_directories: '',
    cluster_name: folder.clusterName,
    log_checkpoints: 'off',
    ...memory(),
    ...settings,
  };
  return Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

const ROOMY_BYTES = 4 * 1024 ** 3;

/**
 * With PostgreSQL's own 128 MB a table of more than a quarter of that is read past its cache each time, as is the list of 100,000 mailboxes.
 * A small machine keeps the default.
 */
function memory(): Readonly<Record<string, string>> {
  return totalmem() >= ROOMY_BYTES ? { shared_buffers: '256MB' } : {};
}

/** To a file, not to a pipe: a pipe would break with us. */
function openLog(folder: DataFolder): { fd: number; size: number } {
  const size = statSync(folder.logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (size < LOG_LIMIT_BYTES) return { fd: openSync(folder.logFile, 'a', 0o600), size };
  renameSync(folder.logFile, `${folder.logFile}.1`);
  return { fd: openSync(folder.logFile, 'a', 0o600), size: 0 };
}

function readPidFile(folder: DataFolder): string[] | null {
  try {
    return readFileSync(join(folder.pgdata, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return null;
  }
}
