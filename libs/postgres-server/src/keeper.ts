import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import type { DataFolder } from './data-folder.ts';
import { lookAt } from './processes.ts';

/**
 * Several processes may use one server (a rebuild beside the api), but one keeps it: whoever started it stops it, and
 * when that one is gone, the next takes over.
 */
export function isKept(folder: DataFolder): boolean {
  const keeper = read(folder);
  return keeper !== null && lookAt(keeper.pid)?.startedAt === keeper.startedAt;
}

export function isKeptByUs(folder: DataFolder): boolean {
  return isKept(folder) && read(folder)?.pid === process.pid;
}

export function keep(folder: DataFolder, port: number): void {
  const fresh = `${folder.keeperFile}.${process.pid}`;
  writeFileSync(fresh, JSON.stringify({ pid: process.pid, startedAt: lookAt(process.pid)?.startedAt, port } as Keeper));
  renameSync(fresh, folder.keeperFile);
}

/** Best used again, when it is still free: whoever still uses the server finds it there. */
export function lastPort(folder: DataFolder): number | null {
  return read(folder)?.port ?? null;
}

interface Keeper {
  readonly pid: number;
  readonly startedAt: string | undefined;
  readonly port: number;
}

function read(folder: DataFolder): Keeper | null {
  try {
    return JSON.parse(readFileSync(folder.keeperFile, 'utf8')) as Keeper;
  } catch {
    return null;
  }
}
