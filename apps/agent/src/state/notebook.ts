import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClientFacts, FolderStatistics, Trouble } from '@lockstep/contracts';
import { pathKey } from '@lockstep/contracts/statistics';
import type { Proof } from '../attempts/inferred.ts';
import type { LastRun } from '../attempts/attempts.ts';
import { emptyMemory, type Memory } from '../observation/observation.ts';
import type { Said } from '../reporting/report-body.ts';
import { writeDurably } from './durable.ts';

/** What the agent knows from before: what it has said, and the last good times. */
export interface Notes {
  readonly memory: Memory;
  /** Null: it is not known for sure what the newest report said, so the next one says all. */
  readonly said: Said | null;
}

interface Page {
  readonly agent: string;
  readonly epoch: string;
  /** The report that these notes belong to. */
  readonly seq: number;
  readonly storeId: string | null;
  readonly synchronizedAt: readonly (readonly [string, number])[];
  readonly lastRun?: LastRun | null;
  readonly proofs?: readonly Proof[];
  readonly folders: readonly FolderStatistics[];
  readonly troubles: readonly Trouble[];
  readonly client: ClientFacts | null;
  readonly observedAt: string;
  readonly fullAt: string | null;
}

const place = (folder: string) => join(folder, 'notes.json');

/** Notes of another agent version or of another report than the newest are still good for their times, but not as what was said. */
export async function readNotes(folder: string, agent: string, epoch: string, seq: number): Promise<Notes> {
  const page = await readPage(folder);
  if (page === null) return { memory: emptyMemory(), said: null };

  const memory: Memory = {
    storeId: page.storeId,
    synchronizedAt: new Map(page.synchronizedAt),
    lastRun: page.lastRun ?? null,
    proofs: page.proofs ?? [],
  };
  if (page.agent !== agent || page.epoch !== epoch || page.seq !== seq) return { memory, said: null };
  const { troubles, client, observedAt, fullAt } = page;
  const folders = new Map(page.folders.map((one) => [pathKey(one.path), one]));
  return { memory, said: { folders, troubles, client, observedAt, fullAt } };
}

export function saveNotes(folder: string, agent: string, epoch: string, seq: number, notes: Notes): Promise<void> {
  const { memory, said } = notes;
  const page: Page = {
    agent,
    epoch,
    seq,
    storeId: memory.storeId,
    synchronizedAt: [...memory.synchronizedAt],
    lastRun: memory.lastRun,
    proofs: memory.proofs,
    folders: [...(said?.folders.values() ?? [])],
    troubles: said?.troubles ?? [],
    client: said?.client ?? null,
    observedAt: said?.observedAt ?? new Date(0).toISOString(),
    fullAt: said?.fullAt ?? null,
  };
  return writeDurably(place(folder), JSON.stringify(page));
}

async function readPage(folder: string): Promise<Page | null> {
  try {
    return JSON.parse(await readFile(place(folder), 'utf8')) as Page;
  } catch {
    return null;
  }
}
