import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Flags } from '../cli/arguments.ts';
import { UsageError } from '../cli/usage-error.ts';
import { writeDurably } from './durable.ts';

/** What `join` leaves behind, so that `run` needs no flags. Holds the token: mode 0600. */
export interface Enrolment {
  readonly server: string;
  readonly replica: string;
  readonly token: string;
  readonly mailbox: string;
  readonly device: string;
  /** The flags that name the sources, as they were given. */
  readonly sources: Flags;
}

const place = (folder: string) => join(folder, 'enrolment.json');

export function saveEnrolment(folder: string, enrolment: Enrolment): Promise<void> {
  return writeDurably(place(folder), JSON.stringify(enrolment, null, 2) + '\n', 0o600);
}

export async function readEnrolment(folder: string): Promise<Enrolment | null> {
  const text = await readFile(place(folder), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw new UsageError(`${place(folder)} cannot be read: ${error.code ?? error.message}`);
  });
  try {
    return text === null ? null : (JSON.parse(text) as Enrolment);
  } catch {
    throw new UsageError(`${place(folder)} is damaged: enrol again with lockstep-agent join`);
  }
}
