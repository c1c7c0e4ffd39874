import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Trouble } from '@lockstep/contracts';
import type { BoxCount } from './offline.ts';

interface Counted {
  readonly changed: string;
  readonly items: number;
}

/**
 * Counts what a box holds: the entries of `cur` and `new` that do not begin with a dot, those marked for deletion too,
 * for the server counts them as well.
 *
 * A directory's mtime moves with every message that comes, goes or is renamed, so a directory that has not changed is not
 * counted again. One that changed within the clock's coarseness is not trusted to have been seen in full.
 */
export class MaildirCounter {
  readonly #known = new Map<string, Counted>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  async count(directory: string): Promise<BoxCount> {
    const cur = await this.#part(join(directory, 'cur'));
    const fresh = await this.#part(join(directory, 'new'));
    // One half of a box without the other is not its number.
    if (typeof cur !== 'number') return { items: null, trouble: cur };
    if (typeof fresh !== 'number') return { items: null, trouble: fresh };
    return { items: cur + fresh, trouble: null };
  }

  /** Boxes that are gone are forgotten. */
  keepOnly(directories: ReadonlySet<string>): void {
    for (const part of this.#known.keys()) {
      if (!directories.has(part.slice(0, part.lastIndexOf('/')))) this.#known.delete(part);
    }
  }

  async #part(path: string): Promise<number | Trouble> {
    try {
      const before = await stat(path, { bigint: true });
      const changed = `${before.ino}:${before.mtimeNs}:${before.ctimeNs}`;
      const known = this.#known.get(path);
      if (known?.changed === changed) return known.items;

      const items = await countEntries(path);
      const settled = this.#now() - Number(before.mtimeNs / 1_000_000n) > COARSEST_CLOCK_MS;
      if (settled) this.#known.set(path, { changed, items });
      else this.#known.delete(path);
      return items;
    } catch (error) {
      return unreadable(path, error as NodeJS.ErrnoException);
    }
  }
}

// FAT and some network file systems keep even seconds.
const COARSEST_CLOCK_MS = 2_500;

async function countEntries(path: string): Promise<number> {
  let items = 0;
  for await (const entry of await opendir(path, { bufferSize: 512 })) {
    if (!entry.name.startsWith('.')) items += 1;
  }
  return items;
}

function unreadable(path: string, error: NodeJS.ErrnoException): Trouble {
  const code = error.code === 'EACCES' || error.code === 'EPERM' ? 'partial-read' : 'offline-store-damaged';
  return { code, detail: `${path} cannot be read: ${error.code ?? error.message}` };
}
