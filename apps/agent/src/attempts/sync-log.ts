import { open, readFile, stat } from 'node:fs/promises';
import { dirname, basename, join } from 'node:path';
import { readdir } from 'node:fs/promises';
import { writeDurably } from '../state/durable.ts';
import { runsInLog } from './log-runs.ts';
import { nameOf, noteRun } from './run-notes.ts';

// What grew by more than this between two looks is read from its end: the newest runs matter.
const MOST_BYTES = 1024 * 1024;
// An mbsync that waits for a server says nothing; its time-out is 20 s.
const QUIET_MS = 30_000;

interface Place {
  readonly path: string;
  readonly inode: number;
  readonly offset: number;
  /** When the log was last looked at, ms. */
  readonly at: number;
}

export interface SyncLog {
  /** Notes the runs that have ended since it was last read; how many. */
  read(): Promise<number>;
}

/**
 * Follows mbsync's output in a file, over truncation and rotation, from where it stood when it was first met. Where it has come to is kept in
 * `folder`. A run is noted before the place is: killed in between, it is noted again under the same name.
 */
export function followSyncLog(path: string, folder: string, now: () => number, say: (text: string) => void): SyncLog {
  let unreadable = '';
  let place: Place | null | undefined;

  async function read(): Promise<number> {
    try {
      place ??= await readPlace(folder, path);
      const file = await stat(path);
      unreadable = '';
      if (place === null) {
        // Older runs bear no certain time.
        await keep({ path, inode: file.ino, offset: file.size, at: now() });
        return 0;
      }
      let noted = 0;
      if (file.ino !== place.inode) {
        const old = await rotatedTo(path, place.inode);
        if (old !== null) noted += await readFrom(old, { ...place, path }, true);
        place = { path, inode: file.ino, offset: 0, at: place.at };
      } else if (file.size < place.offset) place = { ...place, offset: 0 };
      return noted + (await readFrom(path, place, false));
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      // A log that is not there yet will come with the first run; from its beginning, then.
      if (code === 'ENOENT') await keep({ path, inode: 0, offset: 0, at: now() }).catch(() => undefined);
      else if (unreadable !== (unreadable = code ?? message)) say(`the log ${path} cannot be read: ${unreadable}`);
      return 0;
    }
  }

  async function readFrom(from: string, at: Place, ended: boolean): Promise<number> {
    const { size, mtimeMs, ino } = await stat(from);
    const skipped = Math.max(0, size - at.offset - MOST_BYTES);
    if (skipped > 0) say(`${from} grew by ${size - at.offset} bytes: only the last ${MOST_BYTES} are read`);
    const text = await readText(from, at.offset + skipped, size);
    const begin = skipped > 0 ? text.indexOf('\n') + 1 : 0;
    const whole = text.subarray(begin).toString('utf8');
    const quiet = ended || now() - mtimeMs >= QUIET_MS;
    const runs = runsInLog(quiet && !whole.endsWith('\n') && whole !== '' ? `${whole}\n` : whole, {
      since: at.at,
      until: Math.min(mtimeMs, now()),
      quiet,
    });
    const start = at.offset + skipped + begin;
    let noted = 0;
    for (const { note, end } of runs) {
      if (note === null) continue;
      await noteRun(folder, note, nameOf(Date.parse(note.startedAt), `log-${ino}-${start + end}`));
      noted += 1;
    }
    const offset = runs.length === 0 ? start : Math.min(size, start + runs.at(-1)!.end);
    // While a run goes on, its first lines were seen at the look before.
    if (!ended) await keep({ path, inode: ino, offset, at: runs.length > 0 || size === offset ? now() : at.at });
    return noted;
  }

  async function keep(next: Place): Promise<void> {
    const moved = place == null || place.offset !== next.offset || place.inode !== next.inode;
    place = next;
    if (moved) await writeDurably(placeOf(folder), JSON.stringify(next));
  }

  // One after another: two that read from one place would both move it.
  let turn = Promise.resolve(0);
  return { read: () => (turn = turn.then(read)) };
}

const placeOf = (folder: string) => join(folder, 'sync-log.json');

async function readPlace(folder: string, path: string): Promise<Place | null> {
  try {
    const place = JSON.parse(await readFile(placeOf(folder), 'utf8')) as Place;
    return place.path === path ? place : null;
  } catch {
    return null;
  }
}

async function rotatedTo(path: string, inode: number): Promise<string | null> {
  const name = basename(path);
  for (const entry of await readdir(dirname(path)).catch(() => [])) {
    if (!entry.startsWith(name) || entry === name) continue;
    const found = join(dirname(path), entry);
    if ((await stat(found).catch(() => null))?.ino === inode) return found;
  }
  return null;
}

async function readText(path: string, from: number, to: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(Math.max(0, to - from));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
