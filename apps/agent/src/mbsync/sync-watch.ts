import { existsSync, watch, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/**
 * With the state in a directory, a run without news leaves no trace of the single folder on the disk. It does take and give up the
 * folder's lock, and an agent that stays sees that happen.
 */
export class SyncWatch {
  readonly #watchers = new Map<string, FSWatcher>();
  readonly #released = new Map<string, number>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** Watches these folders of states, and no others any more. */
  over(folders: ReadonlySet<string>): void {
    for (const [folder, watcher] of this.#watchers) {
      if (folders.has(folder)) continue;
      watcher.close();
      this.#watchers.delete(folder);
    }
    for (const folder of folders) if (!this.#watchers.has(folder)) this.#begin(folder);
  }

  isOver(folder: string): boolean {
    return this.#watchers.has(folder);
  }

  /** When a run last gave this state's lock up, ms; null: not while we watched. */
  releasedAt(statePath: string): number | null {
    return this.#released.get(statePath) ?? null;
  }

  close(): void {
    this.over(new Set());
  }

  #begin(folder: string): void {
    try {
      const watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (!name?.endsWith('.lock') || existsSync(join(folder, name))) return;
        this.#released.set(join(folder, name.slice(0, -'.lock'.length)), this.#now());
      });
      // A folder that goes away, or too many watchers on this machine: then there is simply nothing seen.
      watcher.on('error', () => {
        watcher.close();
        this.#watchers.delete(folder);
      });
      this.#watchers.set(folder, watcher);
    } catch {
      // The same.
    }
  }
}
