import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { parse, Report, type FolderStatistics } from '@lockstep/contracts';
import type { ReportBody } from '../reporting/report-body.ts';
import { Spool, SpoolFull, type SpoolOptions } from './spool.ts';

// Every report is synced to a disk that may be busy.
jest.setTimeout(60_000);

describe('a spool', () => {
  let folder: string;
  let said: string[];
  let epochs: number;
  let opened: Spool[];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lockstep-spool-'));
    said = [];
    epochs = 0;
    opened = [];
  });
  afterEach(async () => {
    for (const spool of opened) await spool.close().catch(() => undefined);
    rmSync(folder, { recursive: true, force: true });
  });

  // Opened again without being closed, a spool looks as it does after a kill.
  async function open(options: Partial<SpoolOptions> = {}): Promise<Spool> {
    const spool = await Spool.open({
      folder,
      limitBytes: 10 * 1024 * 1024,
      newEpoch: () => `00000000-0000-4000-8000-00000000000${(epochs += 1)}`,
      say: (text) => said.push(text),
      ...options,
    });
    opened.push(spool);
    return spool;
  }
  const seqs = async (spool: Spool) => (await spool.take(1_000, 1e9)).map((report) => report.seq);
  const segments = () => readdirSync(folder).filter((name) => name.endsWith('.log'));

  it('numbers its reports from one, and keeps them over a restart', async () => {
    const spool = await open();
    expect([await spool.append(body(1)), await spool.append(body(2))]).toEqual([1, 2]);
    const { epoch } = spool;
    await spool.close();

    const again = await open();
    expect(again.epoch).toBe(epoch);
    expect((await again.take(10, 1e9)).map((one) => one.folders[0]!.serverItems)).toEqual([1, 2]);
    expect(await again.append(body(3))).toBe(3);
  });

  it('survives being killed: what was appended is there without being closed', async () => {
    const spool = await open();
    for (let n = 1; n <= 5; n += 1) await spool.append(body(n));
    expect(await seqs(await open())).toEqual([1, 2, 3, 4, 5]);
  });

  it.each([1, 7, 30])('drops a record torn %d bytes before its end, and goes on with its number', async (bytes) => {
    const spool = await open();
    await spool.append(body(1));
    await spool.append(body(2));
    const [segment] = segments();
    const path = join(folder, segment!);
    truncateSync(path, statSync(path).size - bytes);

    const again = await open();
    expect(await seqs(again)).toEqual([1]);
    expect(await again.append(body(9))).toBe(2);
    expect(await seqs(await open())).toEqual([1, 2]);
  });

  it('drops a tail of garbage', async () => {
    const spool = await open();
    await spool.append(body(1));
    appendFileSync(join(folder, segments()[0]!), 'abcdefgh {"epoch":"x","seq":2}\n\u0000\u0000\u0000');
    expect(await seqs(await open())).toEqual([1]);
  });

  it('never gives a number twice, even after everything was delivered and deleted', async () => {
    const spool = await open({ limitBytes: 64 * 1024 });
    for (let n = 1; n <= 3; n += 1) await spool.append(body(n, 9_000));
    await spool.settle([1, 2, 3]);
    await spool.close();
    const again = await open();
    expect(again.pending).toBe(0);
    expect(await again.append(body(4))).toBe(4);
  });

  it('begins a new epoch when it is lost', async () => {
    const first = (await open()).epoch;
    rmSync(folder, { recursive: true });
    expect((await open()).epoch).not.toBe(first);
  });

  it('knows its epoch by its records when the head is damaged', async () => {
    const spool = await open();
    await spool.append(body(1));
    writeFileSync(join(folder, 'head'), Buffer.alloc(8_192));
    const again = await open();
    expect(again.epoch).toBe(spool.epoch);
    expect(await again.append(body(2))).toBe(2);
  });

  it('keeps what was refused for now while later ones are settled', async () => {
    const spool = await open();
    for (let n = 1; n <= 3; n += 1) await spool.append(body(n));
    await seqs(spool);
    await spool.settle([1, 3]);
    expect(await seqs(spool)).toEqual([2]);
    // The server's newest is 3, which does not mean that it has 2.
    await spool.resume({ epoch: spool.epoch, seq: 3 });
    expect(await seqs(spool)).toEqual([2]);
  });

  it('does not send again what the server says it holds', async () => {
    const spool = await open();
    for (let n = 1; n <= 4; n += 1) await spool.append(body(n));
    await spool.resume({ epoch: spool.epoch, seq: 3 });
    expect(await seqs(spool)).toEqual([4]);
    expect(spool.fullDue).toBe(false);
  });

  it('says all again when the server has lost what it once acknowledged', async () => {
    const spool = await open();
    for (let n = 1; n <= 4; n += 1) await spool.append(body(n));
    await spool.settle([1, 2, 3]);
    await spool.resume({ epoch: spool.epoch, seq: 1 });
    expect(spool.fullDue).toBe(true);
  });

  it('begins a new epoch when the server knows more of it than it does itself', async () => {
    const spool = await open();
    const { epoch } = spool;
    await spool.append(body(1));
    await spool.resume({ epoch, seq: 12 });
    expect(spool.epoch).not.toBe(epoch);
    expect(spool.fullDue).toBe(true);
    expect(await spool.append(body(2))).toBe(1);
    expect(readFileSync(join(folder, 'rejected'), 'utf8')).toContain('restored from a copy');
  });

  it('counts nothing when the disk is full, and goes on when there is room', async () => {
    let full = false;
    const spool = await open({
      write: async (file, bytes, position) => {
        if (!full) return void (await file.write(bytes, 0, bytes.length, position));
        await file.write(bytes, 0, 10, position);
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
      },
    });
    await spool.append(body(1));
    full = true;
    await expect(spool.append(body(2))).rejects.toThrow('no space');
    full = false;
    expect(await spool.append(body(3))).toBe(2);
    const kept = await (await open()).take(10, 1e9);
    expect(kept.map((one) => [one.seq, one.folders[0]!.serverItems])).toEqual([
      [1, 1],
      [2, 3],
    ]);
  });

  it('merges the oldest detail when it is full, says so, and loses no last word', async () => {
    const spool = await open({ limitBytes: 256 * 1024 });
    for (let n = 1; n <= 600; n += 1) await spool.append(body(n, 900, `folder ${n % 7}`));
    expect(spool.bytes).toBeLessThanOrEqual(256 * 1024);
    expect(said.some((text) => text.includes('were merged'))).toBe(true);

    const again = await open();
    const kept = await again.take(10_000, 1e9);
    expect(kept.at(-1)!.seq).toBe(600);
    expect(new Set(kept.map((one) => one.seq)).size).toBe(kept.length);
    expect(kept[0]!.troubles?.map((trouble) => trouble.code)).toEqual(['spool-thinned']);
    expect(kept.at(-1)!.troubles).toBeUndefined();
    const last = new Map(kept.flatMap((one) => one.folders).map((one) => [one.path[0], one.serverItems]));
    for (let n = 594; n <= 600; n += 1) expect(last.get(`folder ${n % 7}`)).toBe(n);
    for (const report of kept) expect(parse(Report, report).ok).toBe(true);
  });

  it('never rewrites what was sent, for the server may hold it already', async () => {
    const spool = await open({ limitBytes: 256 * 1024 });
    for (let n = 1; n <= 100; n += 1) await spool.append(body(n, 900));
    const sent = JSON.stringify(await spool.take(50, 1e9));
    for (let n = 101; n <= 500; n += 1) await spool.append(body(n, 900));
    expect(JSON.stringify(await spool.take(50, 1e9))).toBe(sent);
  });

  it('refuses what has no room when nothing may be merged, and owns up to it in the next report', async () => {
    const limitBytes = 64 * 1024;
    const spool = await open({ limitBytes });
    let taken = 0;
    // A server that takes all and acknowledges nothing: what was sent must stay as it is.
    const sayAndSend = async (n: number) => {
      await spool.append(body(n, 3_000));
      taken = n;
      await spool.take(1_000, 1e9);
    };
    await expect(
      (async () => {
        for (let n = 1; n <= 100; n += 1) await sayAndSend(n);
      })(),
    ).rejects.toThrow(SpoolFull);
    await expect(spool.append(body(90, 3_000))).rejects.toThrow('nothing in it can be merged');
    expect(spool.bytes).toBeLessThanOrEqual(limitBytes);
    expect([spool.pending, spool.last]).toEqual([taken, taken]);

    // Not forgotten with the process.
    await spool.close();
    const again = await open({ limitBytes });
    const waiting = await seqs(again);
    expect(waiting).toHaveLength(taken);
    await again.settle(waiting);
    expect(await again.append(body(91))).toBe(taken + 1);
    expect(await again.append(body(92))).toBe(taken + 2);
    const [first, second] = await again.take(10, 1e9);
    const since = body(taken + 1).observedAt;
    expect(first!.troubles).toEqual([
      { code: 'spool-full', detail: expect.stringContaining(`2 reports since ${since} could not be kept`) },
    ]);
    expect(second!.troubles).toBeUndefined();
  });

  it('takes a report that is larger than its limit when nothing else waits', async () => {
    const spool = await open({ limitBytes: 2_000 });
    expect(await spool.append(body(1, 3_000))).toBe(1);
    await expect(spool.append(body(2))).rejects.toThrow(SpoolFull);
    await spool.settle([1]);
    expect(await spool.append(body(3, 3_000))).toBe(2);
  });

  it('merges no more than a server takes in one report, and no attempt is lost', async () => {
    const limitBytes = 1024 * 1024;
    const spool = await open({ limitBytes });
    const attempts = Array.from({ length: 150 }, (_, n) => ({
      startedAt: new Date(Date.UTC(2026, 10, 23) + n).toISOString(),
      outcome: 'failed' as const,
    }));
    const folders = body(1, 4_000).folders.map((one) => ({ ...one, troubles: Array(20).fill(one.troubles![0]) }));
    for (let n = 1; n <= 30; n += 1) await spool.append({ ...body(n), folders, attempts });
    expect(said.some((text) => text.includes('were merged'))).toBe(true);
    const kept = await spool.take(10_000, 1e9);
    for (const report of kept) expect(parse(Report, report)).toMatchObject({ ok: true });
    expect(kept.flatMap((report) => report.attempts ?? [])).toHaveLength(30 * 150);
  });

  it('finds what was rewritten, and not what it stands for, when it was killed between the two', async () => {
    const spool = await open({ limitBytes: 64 * 1024 });
    for (let n = 1; n <= 100; n += 1) await spool.append(body(n, 300));
    const before = new Map(segments().map((name) => [name, readFileSync(join(folder, name))]));
    for (let n = 101; n <= 250; n += 1) await spool.append(body(n, 300));
    const kept = await seqs(await open());
    // The old segments come back, as if they had never been deleted.
    for (const [name, bytes] of before) if (!segments().includes(name)) writeFileSync(join(folder, name), bytes);
    expect(await seqs(await open())).toEqual(kept);
  });
});

function body(items: number, filler = 0, name = 'INBOX'): ReportBody {
  const folder: FolderStatistics = {
    path: [name],
    serverItems: items,
    offlineItems: items,
    lastSynchronizedAt: null,
    ...(filler > 0 ? { troubles: [{ code: 'x', detail: 'x'.repeat(Math.min(filler, 4_000)) }] } : {}),
  };
  return {
    observedAt: new Date(Date.UTC(2026, 10, 23) + items * 1_000).toISOString(),
    intervalSeconds: 300,
    kind: items === 1 ? 'full' : 'delta',
    folders: [folder],
  };
}
