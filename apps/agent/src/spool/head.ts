import { open, type FileHandle } from 'node:fs/promises';
import type { Loss } from './losses.ts';
import { decodeRecord, encodeRecord } from './record.ts';

/** What the spool must not forget, however its segments come and go. */
export interface Head {
  readonly epoch: string;
  /** Everything up to here is settled. */
  readonly settled: number;
  /** The highest number ever given. */
  readonly last: number;
  /** Nothing above it was ever sent, so it may still be rewritten. */
  readonly sent: number;
  /** Something is settled above what is not: the server's newest does not tell what it lacks. */
  readonly holes: boolean;
  /** What the server holds is not what was said, so all must be said again. */
  readonly fullDue: boolean;
  /** Reports that found no room, not yet owned up to. */
  readonly refused: Loss | null;
}

const SLOT = 4_096;

/**
 * Two slots in one file, written in turn and in place: a torn write costs the newer slot, never both, and a full disk does not keep
 * us from noting what may be deleted.
 */
export class HeadFile {
  readonly #file: FileHandle;
  #turn: number;

  private constructor(file: FileHandle, turn: number) {
    this.#file = file;
    this.#turn = turn;
  }

  static async open(path: string): Promise<{ file: HeadFile; head: Head | null }> {
    const handle = await open(path, 'r+').catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      const fresh = await open(path, 'wx+', 0o600);
      await fresh.writeFile(Buffer.alloc(2 * SLOT));
      await fresh.sync();
      return fresh;
    });
    const slots = [await readSlot(handle, 0), await readSlot(handle, 1)].filter((slot) => slot !== null);
    const newest = slots.sort((a, b) => b.turn - a.turn)[0];
    return { file: new HeadFile(handle, newest?.turn ?? 0), head: newest?.head ?? null };
  }

  async write(head: Head): Promise<void> {
    const turn = this.#turn + 1;
    const slot = Buffer.alloc(SLOT, 0x20);
    encodeRecord(JSON.stringify({ turn, head })).copy(slot);
    await this.#file.write(slot, 0, SLOT, (turn % 2) * SLOT);
    await this.#file.datasync();
    this.#turn = turn;
  }

  close(): Promise<void> {
    return this.#file.close();
  }
}

async function readSlot(file: FileHandle, slot: number): Promise<{ turn: number; head: Head } | null> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(SLOT), 0, SLOT, slot * SLOT);
  const text = decodeRecord(buffer.toString('utf8', 0, bytesRead).split('\n')[0]!);
  return text === null ? null : (JSON.parse(text) as { turn: number; head: Head });
}
