import { readFile, stat } from 'node:fs/promises';
import { parseSyncState, type ParsedState } from './sync-state.ts';

export interface StateFile {
  /** Null: there is none. */
  readonly parsed: ParsedState | null;
  /** When it was last written, ms. */
  readonly written: number | null;
  /** Changes whenever the file does. */
  readonly version: string;
}

const NONE: StateFile = { parsed: null, written: null, version: '' };

/** Reads state files, and reads again only those that changed. Only a summary is kept in memory. */
export class StateReader {
  readonly #known = new Map<string, StateFile>();

  async read(path: string): Promise<StateFile> {
    try {
      const file = await stat(path, { bigint: true });
      const version = `${file.ino}:${file.size}:${file.mtimeNs}`;
      const known = this.#known.get(path);
      if (known?.version === version) return known;

      const read = { parsed: parseSyncState(await readFile(path, 'utf8')), written: Number(file.mtimeMs), version };
      this.#known.set(path, read);
      return read;
    } catch (error) {
      this.#known.delete(path);
      const { code, message } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT' || code === 'ENOTDIR') return NONE;
      return { ...NONE, parsed: { ok: false, why: `the state file cannot be read: ${code ?? message}` } };
    }
  }

  keepOnly(paths: ReadonlySet<string>): void {
    for (const path of this.#known.keys()) if (!paths.has(path)) this.#known.delete(path);
  }
}
