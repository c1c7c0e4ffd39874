import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Tells whether the same folder is still there. It holds over restarts and mounts, so the device's number is left out. Null: there is no
 * such folder.
 */
export async function folderIdOf(root: string): Promise<string | null> {
  return stat(root).then(
    (folder) => (folder.isDirectory() ? `${folder.ino}:${Math.round(folder.birthtimeMs)}` : null),
    () => null,
  );
}

/**
 * The identity of what the store holds: it moves with the store and comes back with a backup, and one that was built anew has another.
 * mbsync gives each box of a Maildir a UIDVALIDITY when it first keeps it; that of the inbox speaks for the store, or else the oldest.
 * Null: no box was kept yet.
 */
export async function keptStoreIdOf(inbox: readonly string[], boxes: readonly string[]): Promise<string | null> {
  for (const directory of inbox) {
    const validity = await uidValidityIn(directory);
    if (validity !== null) return `uidvalidity:${validity}`;
  }
  const all = (await Promise.all(boxes.map(uidValidityIn))).filter((validity) => validity !== null);
  return all.length === 0 ? null : `uidvalidity:${Math.min(...all)}`;
}

/** The first line of `.uidvalidity`; the second is the newest UID. */
async function uidValidityIn(directory: string): Promise<number | null> {
  const text = await readFile(join(directory, '.uidvalidity'), 'utf8').catch(() => '');
  const found = /^(\d+)\n/.exec(text);
  return found === null ? null : Number(found[1]);
}
