import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeDurably } from '../state/durable.ts';
import type { NotedRun } from './noted-run.ts';

// Runs wait here, one file each, from the moment they end until a report that tells of them is in the spool.
const MOST = 1_000;
const CLAIM = 'claim.json';

const place = (folder: string) => join(folder, 'runs');

/** Keeps a run until it is reported; `name` says the same run twice only once. The oldest give way when nobody reports. */
export async function noteRun(folder: string, run: NotedRun, name: string): Promise<void> {
  await mkdir(place(folder), { recursive: true, mode: 0o700 });
  await writeDurably(join(place(folder), `${name}.json`), JSON.stringify(run));
  const names = await namesIn(folder);
  for (const old of names.slice(0, Math.max(0, names.length - MOST)))
    await rm(join(place(folder), old), { force: true });
}

/** In the order of their beginning, so that names sort by time. */
export const nameOf = (startedAt: number, suffix: string | number) =>
  `${String(startedAt).padStart(15, '0')}-${suffix}`;

export interface Waiting {
  readonly name: string;
  readonly run: NotedRun;
}

/** Those that no report has told yet, the oldest first. A note that cannot be read is worth nothing, and goes. */
export async function waitingRuns(folder: string, most = MOST): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  for (const name of (await namesIn(folder)).slice(0, most)) {
    const path = join(place(folder), name);
    try {
      waiting.push({ name, run: JSON.parse(await readFile(path, 'utf8')) as NotedRun });
    } catch (error) {
      if (error instanceof SyntaxError) await rm(path, { force: true });
    }
  }
  return waiting;
}

interface Claim {
  readonly epoch: string;
  readonly seq: number;
  readonly names: readonly string[];
}

/**
 * 1. Claim the notes for the report to come, 2. spool the report, 3. `forget` them. Killed between 2 and 3, `settleClaim` finds the report
 * in the spool and forgets them; killed between 1 and 2, it does not, and they are told by the next one. So each is told exactly once.
 */
export async function claimRuns(folder: string, claim: Claim): Promise<void> {
  if (claim.names.length > 0) await writeDurably(join(place(folder), CLAIM), JSON.stringify(claim));
}

export async function forgetRuns(folder: string, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  for (const name of names) await rm(join(place(folder), name), { force: true });
  await rm(join(place(folder), CLAIM), { force: true });
}

export async function settleClaim(folder: string, epoch: string, last: number): Promise<void> {
  const text = await readFile(join(place(folder), CLAIM), 'utf8').catch(() => null);
  if (text === null) return;
  const claim = parseClaim(text);
  if (claim?.epoch === epoch && claim.seq <= last) await forgetRuns(folder, claim.names);
  else await rm(join(place(folder), CLAIM), { force: true });
}

export async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(place(folder)).catch(() => []);
  return names.filter((name) => name.endsWith('.json') && name !== CLAIM).sort();
}

function parseClaim(text: string): Claim | null {
  try {
    return JSON.parse(text) as Claim;
  } catch {
    return null;
  }
}
