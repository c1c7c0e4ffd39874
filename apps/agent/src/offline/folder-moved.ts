import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

const SAME_MOMENT_MS = 20;

/**
 * When an entry of this folder last came or went: the lock of a run, as a rule. Null when the moment is that of a subfolder's birth, for
 * that says nothing of a run; nor does it then say anything of runs before it.
 */
export async function movedByARun(directory: string): Promise<number | null> {
  try {
    const moved = (await stat(directory)).mtimeMs;
    for (const entry of await readdir(directory, { withFileTypes: true })) {
      if (!entry.isDirectory() || entry.name === 'cur' || entry.name === 'new' || entry.name === 'tmp') continue;
      const { birthtimeMs } = await stat(join(directory, entry.name));
      if (Math.abs(birthtimeMs - moved) < SAME_MOMENT_MS) return null;
    }
    return moved;
  } catch {
    return null;
  }
}
