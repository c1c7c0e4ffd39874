import { readFile, readlink, readdir, stat } from 'node:fs/promises';

/** Whether a process holds mbsync's lock on this file. `unknown` where the system does not tell. */
export type Holder = 'held' | 'free' | 'unknown';

/**
 * mbsync holds a POSIX lock, which Node cannot ask for; Linux lists them all in /proc/locks by inode. The device is not
 * compared, for overlay and btrfs name another one there; the process's open files decide where they may be read.
 */
export async function lockHolder(path: string, proc = '/proc'): Promise<Holder> {
  const table = await readFile(`${proc}/locks`, 'utf8').catch(() => null);
  if (table === null) return 'unknown';

  const file = await stat(path).catch(() => null);
  if (file === null) return 'free';

  const pids = holdersOf(table, file.ino);
  for (const pid of pids) {
    if ((await hasOpen(`${proc}/${pid}/fd`, path)) !== false) return 'held';
  }
  return 'free';
}

/** Whether this file is locked by a process that does not hold the other one. Unknown is no. */
export async function isHeldByAnother(path: string, other: string, proc = '/proc'): Promise<boolean> {
  const table = await readFile(`${proc}/locks`, 'utf8').catch(() => '');
  const [file, ours] = await Promise.all([path, other].map((one) => stat(one).catch(() => null)));
  if (!file || !ours) return false;
  const holders = new Set(holdersOf(table, ours.ino));
  for (const pid of holdersOf(table, file.ino)) {
    if (!holders.has(pid) && (await hasOpen(`${proc}/${pid}/fd`, path)) !== false) return true;
  }
  return false;
}

/** Lines are `1: POSIX  ADVISORY  WRITE 11577 fe:00:2151056 0 EOF`; those with `->` only wait. */
export function holdersOf(table: string, inode: number): number[] {
  return table.split('\n').flatMap((line) => {
    const found = /^\d+: (?:POSIX|OFDLCK|FLOCK)\s+\S+\s+WRITE\s+(-?\d+)\s+[0-9a-f]+:[0-9a-f]+:(\d+)\s/.exec(line);
    return found && Number(found[2]) === inode ? [Number(found[1])] : [];
  });
}

/** Null when another user's process does not let us look. */
async function hasOpen(folder: string, path: string): Promise<boolean | null> {
  const descriptors = await readdir(folder).catch((error: NodeJS.ErrnoException) =>
    error.code === 'ENOENT' ? [] : null,
  );
  if (descriptors === null) return null;

  const targets = await Promise.all(descriptors.map((fd) => readlink(`${folder}/${fd}`).catch(() => '')));
  const name = path.slice(path.lastIndexOf('/'));
  return targets.some((target) => target.endsWith(name));
}
