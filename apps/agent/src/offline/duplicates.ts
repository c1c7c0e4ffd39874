import { open, opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** How much of a box consists of second copies, by Message-ID. */
export interface Copies {
  readonly looked: number;
  /** Estimated share of messages that are copies of another one in the box, 0 … 1. */
  readonly share: number;
}

const HEADER_BYTES = 16 * 1024;
// Reading all headers of a large box takes longer than a round may. Among n messages that are all doubled, a sample of s
// holds s² / 2n pairs; this many messages hold about eight, and no fewer than three once in a hundred looks.
const sampleOf = (n: number) => (n <= 400 ? n : Math.min(n, Math.ceil(4 * Math.sqrt(n)) + 320));

/** `pick(n)` gives a whole number below n. */
export async function lookForCopies(directory: string, pick: (below: number) => number): Promise<Copies> {
  const files = await filesOf(directory);
  const sample = draw(files, sampleOf(files.length), pick);
  const seen = new Map<string, number>();
  let looked = 0;
  for (const file of sample) {
    const id = await messageId(file).catch(() => null);
    if (id === null) continue;
    looked += 1;
    seen.set(id, (seen.get(id) ?? 0) + 1);
  }
  return { looked, share: shareOfCopies(seen, looked, files.length) };
}

export function shareOfCopies(seen: ReadonlyMap<string, number>, looked: number, total: number): number {
  if (looked < 2) return 0;
  if (looked >= total) return (looked - seen.size) / looked;

  const pairs = [...seen.values()].reduce((sum, times) => sum + (times * (times - 1)) / 2, 0);
  if (pairs < 3) return 0;
  const pairsWhenDoubled = (looked * (looked - 1)) / (2 * (total - 1));
  return Math.min(1, (0.5 * pairs) / pairsWhenDoubled);
}

export function messageIdOf(header: string): string | null {
  const end = header.search(/\r?\n\r?\n/);
  const found = /^message-id:\s*(<[^>]+>|\S+)/im.exec(end === -1 ? header : header.slice(0, end));
  return found?.[1] ?? null;
}

async function messageId(path: string): Promise<string | null> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.allocUnsafe(HEADER_BYTES);
    const { bytesRead } = await file.read(buffer, 0, HEADER_BYTES, 0);
    return messageIdOf(buffer.toString('latin1', 0, bytesRead));
  } finally {
    await file.close();
  }
}

async function filesOf(directory: string): Promise<string[]> {
  const files: string[] = [];
  for (const part of ['cur', 'new']) {
    for await (const entry of await opendir(join(directory, part), { bufferSize: 512 })) {
      if (!entry.name.startsWith('.')) files.push(join(directory, part, entry.name));
    }
  }
  return files;
}

function draw<T>(items: T[], count: number, pick: (below: number) => number): T[] {
  if (count >= items.length) return items;
  for (let index = 0; index < count; index += 1) {
    const other = index + pick(items.length - index);
    [items[index], items[other]] = [items[other]!, items[index]!];
  }
  return items.slice(0, count);
}
