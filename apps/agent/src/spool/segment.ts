import { open, readFile, readdir, rename, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report } from '@lockstep/contracts';
import { syncFolder } from '../state/durable.ts';
import { decodeRecord, encodeRecord, findRecords } from './record.ts';

/** One file of the spool. Named by its first number and by how often it was rewritten. */
export interface Segment {
  readonly path: string;
  readonly first: number;
  readonly rewritten: number;
  size: number;
}

export interface Entry {
  readonly seq: number;
  readonly segment: Segment;
  readonly offset: number;
  readonly length: number;
}

export const segmentPath = (folder: string, first: number, rewritten: number) =>
  join(folder, `${String(first).padStart(16, '0')}.${rewritten}.log`);

/** In order of their numbers; a rewritten segment comes after the one it replaces. */
export async function listSegments(folder: string): Promise<Segment[]> {
  const names = await readdir(folder);
  return names
    .flatMap((name) => {
      const found = /^(\d{16})\.(\d+)\.log$/.exec(name);
      const [, first, rewritten] = found ?? [];
      return found ? [{ path: join(folder, name), first: Number(first), rewritten: Number(rewritten), size: 0 }] : [];
    })
    .sort((a, b) => a.first - b.first || a.rewritten - b.rewritten);
}

export interface ReadSegment {
  readonly entries: (Entry & { readonly epoch: string })[];
  /** A rewritten segment stands for every number up to this one. */
  readonly covers: number | null;
  readonly damaged: number;
}

/** Reads a segment and cuts off a torn end, so that what is appended next begins on a line of its own. */
export async function readSegment(segment: Segment): Promise<ReadSegment> {
  const bytes = await readFile(segment.path);
  const { records, whole, damaged } = findRecords(bytes);
  if (whole < bytes.length) await truncate(segment.path, whole);
  segment.size = whole;

  let covers: number | null = null;
  const entries: ReadSegment['entries'] = [];
  for (const { text, offset, length } of records) {
    const read = JSON.parse(text) as { covers?: number; epoch?: string; seq?: number };
    if (read.covers !== undefined) covers = read.covers;
    else entries.push({ seq: read.seq!, epoch: read.epoch!, segment, offset, length });
  }
  return { entries, covers, damaged: damaged > 0 && whole < bytes.length ? damaged - 1 : damaged };
}

export async function readEntries(entries: readonly Entry[]): Promise<Report[]> {
  const files = new Map<string, FileHandle>();
  try {
    const reports: Report[] = [];
    for (const entry of entries) {
      const file = files.get(entry.segment.path) ?? (await open(entry.segment.path, 'r'));
      files.set(entry.segment.path, file);
      const { buffer } = await file.read(Buffer.alloc(entry.length), 0, entry.length, entry.offset);
      const text = decodeRecord(buffer.toString('utf8', 0, entry.length - 1));
      if (text === null) throw new Error(`report ${entry.seq} can no longer be read from ${entry.segment.path}`);
      reports.push(JSON.parse(text) as Report);
    }
    return reports;
  } finally {
    for (const file of files.values()) await file.close();
  }
}

/** Writes a segment that stands for others. It counts from the moment its name is there, and is whole by then. */
export async function writeReplacement(
  folder: string,
  replaced: readonly Segment[],
  covers: number,
  texts: readonly { seq: number; text: string }[],
): Promise<Entry[]> {
  const first = replaced[0]!.first;
  const rewritten = Math.max(...replaced.filter((old) => old.first === first).map((old) => old.rewritten)) + 1;
  const segment: Segment = { path: segmentPath(folder, first, rewritten), first, rewritten, size: 0 };
  const draft = `${segment.path}.draft`;
  const entries: Entry[] = [];
  const chunks = [encodeRecord(JSON.stringify({ covers }))];
  segment.size = chunks[0]!.length;
  for (const { seq, text } of texts) {
    const chunk = encodeRecord(text);
    entries.push({ seq, segment, offset: segment.size, length: chunk.length });
    segment.size += chunk.length;
    chunks.push(chunk);
  }
  try {
    const file = await open(draft, 'w', 0o600);
    try {
      for (const chunk of chunks) await file.write(chunk);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, segment.path);
    await syncFolder(folder);
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined);
    throw error;
  }
  return entries;
}

async function truncate(path: string, length: number): Promise<void> {
  const file: FileHandle = await open(path, 'r+');
  try {
    await file.truncate(length);
    await file.sync();
  } finally {
    await file.close();
  }
}
