import { mkdir, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import type { Report, Resume } from '@lockstep/contracts';
import type { ReportBody } from '../reporting/report-body.ts';
import { syncFolder } from '../state/durable.ts';
import { HeadFile, type Head } from './head.ts';
import { refusalTrouble } from './losses.ts';
import { encodeRecord } from './record.ts';
import { recover } from './recover.ts';
import { readEntries, segmentPath, type Entry, type Segment } from './segment.ts';
import { bytesOf, thin } from './thinning.ts';

export interface SpoolOptions {
  readonly folder: string;
  readonly limitBytes: number;
  readonly newEpoch: () => string;
  readonly say: (text: string) => void;
  /** For tests: what stands between us and the disk. */
  readonly write?: (file: FileHandle, bytes: Buffer, position: number) => Promise<void>;
}

/** The limit is reached, and nothing that waits may be merged any more. */
export class SpoolFull extends Error {
  constructor(limitBytes: number) {
    super(`the spool holds its limit of ${limitBytes} bytes and nothing in it can be merged any more`);
  }
}

/**
 * Reports that the server has not yet acknowledged, safe on the disk. A report has its number, and counts, from the moment it
 * is synced; a number is never used twice for different words.
 *
 * A folder of append-only segments, and a head that outlives them. What is acknowledged is deleted a segment at a time. It never
 * grows past its limit: the oldest reports are thinned, and when that is not enough, new ones are refused.
 */
export class Spool {
  readonly #options: SpoolOptions;
  readonly #headFile: HeadFile;
  readonly #segmentBytes: number;
  #head: Head;
  #turn: Promise<unknown> = Promise.resolve();
  /** Not settled, in order of their numbers. */
  #pending: Entry[];
  #segments: Segment[];
  #active: { readonly segment: Segment; readonly file: FileHandle } | null = null;
  /** Full, with nothing left to merge; true until something is taken or settled, so that each refusal does not read all again. */
  #thinnest = false;

  private constructor(options: SpoolOptions, headFile: HeadFile, head: Head, segments: Segment[], pending: Entry[]) {
    this.#options = options;
    this.#headFile = headFile;
    this.#head = head;
    this.#segments = segments;
    this.#pending = pending;
    this.#segmentBytes = Math.max(16 * 1024, Math.min(1024 * 1024, Math.floor(options.limitBytes / 16)));
  }

  static async open(options: SpoolOptions): Promise<Spool> {
    await mkdir(options.folder, { recursive: true, mode: 0o700 });
    const { file, head } = await HeadFile.open(join(options.folder, 'head'));
    const { segments, entries } = await recover(options.folder, options.say);
    // Without a readable head the records still say whose they are; without records either, this is a new spool.
    const epoch = head?.epoch ?? entries.at(-1)?.epoch ?? options.newEpoch();
    const ours = entries.filter((entry) => entry.epoch === epoch);
    const settled = head?.settled ?? 0;
    const pending = ours.filter((entry) => entry.seq > settled);
    const last = Math.max(head?.last ?? 0, settled, ours.at(-1)?.seq ?? 0);
    const opened = {
      epoch,
      settled,
      last,
      sent: head?.sent ?? last,
      holes: head?.holes ?? false,
      fullDue: head?.fullDue ?? false,
      refused: head?.refused ?? null,
    };

    const spool = new Spool(options, file, opened, segments, pending);
    await file.write(opened);
    await syncFolder(options.folder);
    return spool;
  }

  get epoch(): string {
    return this.#head.epoch;
  }
  /** A report was refused, or the server has lost one: the next should say all. */
  get fullDue(): boolean {
    return this.#head.fullDue;
  }
  /** The highest number given. */
  get last(): number {
    return this.#head.last;
  }
  get pending(): number {
    return this.#pending.length;
  }
  get bytes(): number {
    return bytesOf(this.#segments);
  }

  /** Resolves with the report's number once it is safe. When it fails (SpoolFull, a full disk), nothing counts and the same may be said again. */
  append(body: ReportBody): Promise<number> {
    return this.#inTurn(() => this.#append(body));
  }

  /** The oldest reports that wait, noted as sent: from now on they are not rewritten. */
  take(most: number, mostBytes: number): Promise<Report[]> {
    return this.#inTurn(() => this.#take(most, mostBytes));
  }

  /** These have reached the server, or never will. */
  settle(seqs: readonly number[]): Promise<void> {
    return this.#inTurn(() => this.#settle(seqs));
  }

  /**
   * The server has said what it holds. What it has need not be sent again; if it lacks what it once acknowledged, or holds more than
   * we ever said, one of us was restored from a copy.
   */
  resume(held: Resume): Promise<void> {
    return this.#inTurn(() => this.#resume(held));
  }

  /** Keeps a report that the server will never take, with its reason, where a person can find it. */
  setAside(report: Report, reason: string): Promise<void> {
    return this.#inTurn(() => this.#setAside(report, reason));
  }

  close(): Promise<void> {
    return this.#inTurn(async () => {
      await this.#active?.file.close();
      await this.#headFile.close();
    });
  }

  /** One thing at a time: a round appends while a delivery settles. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#turn.then(work);
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #append(body: ReportBody): Promise<number> {
    const seq = this.#head.last + 1;
    const bytes = encodeRecord(JSON.stringify({ epoch: this.epoch, seq, ...this.#owningUp(body) }));
    // A report larger than the whole limit passes when it is alone, else it never would.
    if (!(await this.#makeRoom(bytes.length)) && this.#pending.length > 0) return this.#refuse(body);
    const { segment, file } = await this.#roomFor(seq, bytes.length);
    const offset = segment.size;
    try {
      await this.#write(file, bytes, offset);
      await file.datasync();
    } catch (error) {
      await this.#undo(segment, file, offset, seq);
      throw error;
    }
    segment.size += bytes.length;
    this.#head = { ...this.#head, last: seq };
    this.#pending.push({ seq, segment, offset, length: bytes.length });
    this.#thinnest = false;
    const fullDue = this.#head.fullDue && body.kind !== 'full';
    if (fullDue !== this.#head.fullDue || this.#head.refused !== null) await this.#saveHead({ fullDue, refused: null });
    return seq;
  }

  /** Nothing counts, as on a full disk; that it came to this is kept for the next report that finds room. */
  async #refuse({ observedAt }: ReportBody): Promise<never> {
    const { count, since } = this.#head.refused ?? { count: 0, since: observedAt };
    await this.#saveHead({ refused: { count: count + 1, since } });
    throw new SpoolFull(this.#options.limitBytes);
  }

  /** What was refused before is said in the report that is taken. */
  #owningUp(body: ReportBody): ReportBody {
    if (this.#head.refused === null) return body;
    return { ...body, troubles: [...(body.troubles ?? []), refusalTrouble(this.#head.refused)] };
  }

  async #take(most: number, mostBytes: number): Promise<Report[]> {
    const batch: Entry[] = [];
    let bytes = 0;
    for (const entry of this.#pending) {
      if (batch.length > 0 && (batch.length >= most || bytes + entry.length > mostBytes)) break;
      batch.push(entry);
      bytes += entry.length;
    }
    if (batch.length === 0) return [];

    const highest = batch.at(-1)!.seq;
    if (highest > this.#head.sent) await this.#saveHead({ sent: highest });
    return readEntries(batch);
  }

  async #settle(seqs: readonly number[]): Promise<void> {
    const gone = new Set(seqs);
    this.#pending = this.#pending.filter((entry) => !gone.has(entry.seq));
    const oldest = this.#pending[0]?.seq ?? this.#head.last + 1;
    await this.#saveHead({
      settled: oldest - 1,
      holes: seqs.some((seq) => seq > oldest) || (this.#head.holes && oldest <= this.#head.sent),
    });
    await this.#deleteSettled();
    this.#thinnest = false;
  }

  async #resume({ epoch, seq }: Resume): Promise<void> {
    if (epoch !== this.epoch) {
      if (this.#head.settled > 0) await this.#saveHead({ fullDue: true });
      return;
    }
    if (seq > this.#head.last) return this.#beginAnew();
    if (seq < this.#head.settled) await this.#saveHead({ fullDue: true });
    if (this.#head.holes) return;

    const held = this.#pending.filter((entry) => entry.seq <= seq).map((entry) => entry.seq);
    if (held.length > 0) await this.#settle(held);
  }

  async #setAside(report: Report, reason: string): Promise<void> {
    await this.#saveHead({ fullDue: true });
    this.#options.say(`report ${report.seq} was refused and set aside: ${reason}`);
    const file = await open(join(this.#options.folder, 'rejected'), 'a', 0o600);
    try {
      await file.appendFile(JSON.stringify({ reason, report }) + '\n');
      await file.sync();
    } catch (error) {
      this.#options.say(`it could not be kept: ${(error as Error).message}`);
    } finally {
      await file.close();
    }
  }

  async #roomFor(seq: number, length: number): Promise<{ segment: Segment; file: FileHandle }> {
    const active = this.#active;
    if (active !== null && (active.segment.size === 0 || active.segment.size + length <= this.#segmentBytes))
      return active;

    await this.#closeActive();
    const segment: Segment = { path: segmentPath(this.#options.folder, seq, 0), first: seq, rewritten: 0, size: 0 };
    const file = await open(segment.path, 'w', 0o600);
    await syncFolder(this.#options.folder);
    this.#segments = [...this.#segments.filter((other) => other.path !== segment.path), segment];
    this.#active = { segment, file };
    return this.#active;
  }

  async #write(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
    if (this.#options.write) return this.#options.write(file, bytes, position);
    await file.write(bytes, 0, bytes.length, position);
  }

  /** Takes back a half-written record. Where even that fails its number is given up, for it might be read one day. */
  async #undo(segment: Segment, file: FileHandle, offset: number, seq: number): Promise<void> {
    try {
      await file.truncate(offset);
      await file.datasync();
    } catch {
      this.#head = { ...this.#head, last: seq };
      await this.#closeActive();
    }
    if (segment.size === 0) await this.#closeActive();
  }

  async #closeActive(): Promise<void> {
    const active = this.#active;
    this.#active = null;
    await active?.file.close();
    if (active?.segment.size === 0) {
      this.#segments = this.#segments.filter((segment) => segment !== active.segment);
      await rm(active.segment.path, { force: true });
    }
  }

  async #saveHead(change: Partial<Head>): Promise<void> {
    this.#head = { ...this.#head, ...change };
    await this.#headFile.write(this.#head);
  }

  async #deleteSettled(): Promise<void> {
    const needed = new Set(this.#pending.map((entry) => entry.segment));
    const done = this.#segments.filter((segment) => !needed.has(segment));
    for (const segment of done) {
      // An active segment that is still small goes on being written.
      if (segment === this.#active?.segment) {
        if (segment.size < this.#segmentBytes / 2) continue;
        await this.#closeActive();
      }
      await rm(segment.path, { force: true });
      this.#segments = this.#segments.filter((other) => other !== segment);
    }
  }

  /** Makes room for so many bytes: the older half is thinned, and all only if that is not enough. False: that was not enough either. */
  async #makeRoom(length: number): Promise<boolean> {
    const fits = () => this.bytes + length <= this.#options.limitBytes;
    if (fits() || this.#thinnest) return fits();

    await this.#closeActive();
    const { folder, say } = this.#options;
    for (const share of [0.5, 1]) {
      if (fits()) break;
      const held = { segments: this.#segments, pending: this.#pending };
      const { segments, pending } = await thin(held, { folder, share, say, sent: this.#head.sent });
      this.#segments = segments;
      this.#pending = pending;
    }
    this.#thinnest = !fits();
    return fits();
  }

  /** The server holds reports of this epoch that this spool never wrote: it is a copy, and its numbers are used up. */
  async #beginAnew(): Promise<void> {
    const reason = 'the server holds newer reports of this spool, which was restored from a copy';
    for (const report of await readEntries(this.#pending)) await this.#setAside(report, reason);
    await this.#closeActive();
    const epoch = this.#options.newEpoch();
    this.#pending = [];
    await this.#saveHead({ epoch, settled: 0, last: 0, sent: 0, holes: false, fullDue: true });
    await this.#deleteSettled();
  }
}
