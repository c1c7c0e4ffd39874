import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Instant } from '../time.ts';

/** What must outlive the simulator, so that the same fleet goes on where it was instead of joining again. */
export interface Memory {
  readonly seed: number;
  readonly anchor: Instant;
  readonly mailboxes: number;
  readonly story: string | null;
  /** By address. */
  readonly agents: Record<string, AgentMemory>;
}

export interface AgentMemory {
  readonly replica: string;
  readonly token: string;
  /** Everything observed up to here is acknowledged. */
  reportedUntil: Instant;
}

export function recall(file: string): Memory | null {
  if (!existsSync(file)) return null;
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Memory;
  } catch (error) {
    throw new Error(`The fleet's memory ${file} cannot be read; move it away to begin a new fleet.`, { cause: error });
  }
}

/** Tokens are in it, so it is for its owner only; and it is there whole or not at all. */
export function remember(file: string, memory: Memory): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.new`, JSON.stringify(memory), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
