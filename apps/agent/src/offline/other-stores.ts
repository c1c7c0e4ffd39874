import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

// By what stands at their beginning: a PST or OST, an mbox.
const MARKS: readonly (readonly [string, string])[] = [
  ['!BDN', 'an Outlook data file'],
  ['From ', 'an mbox file'],
];

/** What a store that is no Maildir seems to be, for a person who named the wrong place. Null: nothing else is known there. */
export async function kindOfOtherStore(root: string): Promise<string | null> {
  const there = await stat(root).catch(() => null);
  if (there === null) return null;
  if (there.isFile()) return (await kindOfFile(root)) ?? 'a file';

  const entries = await readdir(root, { withFileTypes: true }).catch(() => []);
  const names = new Set(entries.map((entry) => entry.name));
  if (names.has('mailboxes') && (names.has('storage') || names.has('dovecot.list.index'))) return 'a dbox of Dovecot';
  // A store whose folders are directories may hold any stray file beside them.
  if (entries.some((entry) => entry.isDirectory() && !entry.name.endsWith('.sbd'))) return null;
  for (const entry of entries.filter((one) => one.isFile()).slice(0, 20)) {
    const kind = await kindOfFile(join(root, entry.name));
    if (kind !== null) return `a folder with ${kind}`;
  }
  return null;
}

async function kindOfFile(path: string): Promise<string | null> {
  const file = await open(path, 'r').catch(() => null);
  if (file === null) return null;
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(5), 0, 5, 0);
    const begin = buffer.toString('latin1', 0, bytesRead);
    return MARKS.find(([mark]) => begin.startsWith(mark))?.[1] ?? null;
  } catch {
    return null;
  } finally {
    await file.close();
  }
}
