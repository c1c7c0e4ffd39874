import { appendFileSync, mkdtempSync, renameSync, rmSync, truncateSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { noteOf } from './noted-run.ts';
import { claimRuns, forgetRuns, nameOf, noteRun, settleClaim, waitingRuns } from './run-notes.ts';
import { followSyncLog } from './sync-log.ts';

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'lockstep-runs-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const noted = (at: number) =>
  noteOf({ startedAt: at, endedAt: at, trigger: 'manual', exitCode: 0, lines: [], targets: [] })!;
const names = async () => (await waitingRuns(folder)).map((one) => one.name);

describe('a noted run', () => {
  it('waits in the order of time, once however often it is noted', async () => {
    for (const at of [20, 3, 20]) await noteRun(folder, noted(at), nameOf(at, 1));
    expect((await waitingRuns(folder)).map(({ run }) => Date.parse(run.startedAt))).toEqual([3, 20]);
  });

  it('is told exactly once, wherever the agent was killed', async () => {
    await noteRun(folder, noted(1), 'a');
    await noteRun(folder, noted(2), 'b');
    await claimRuns(folder, { epoch: 'e', seq: 5, names: ['a.json'] });
    await settleClaim(folder, 'e', 4);
    expect(await names()).toEqual(['a.json', 'b.json']);
    await claimRuns(folder, { epoch: 'e', seq: 5, names: ['a.json'] });
    await settleClaim(folder, 'e', 5);
    expect(await names()).toEqual(['b.json']);
    await forgetRuns(folder, ['b.json']);
    expect(await names()).toEqual([]);
  });

  it('that cannot be read any more goes, and holds nobody up', async () => {
    await noteRun(folder, noted(1), 'a');
    writeFileSync(join(folder, 'runs', 'b.json'), '{"half');
    expect(await names()).toEqual(['a.json']);
    writeFileSync(join(folder, 'runs', 'claim.json'), '{"half');
    await settleClaim(folder, 'e', 1);
    expect(await names()).toEqual(['a.json']);
  });
});

describe('the log that mbsync is appended to', () => {
  let log: string;
  let said: string[];
  beforeEach(() => {
    log = join(folder, 'mbsync.log');
    said = [];
  });
  const follow = () =>
    followSyncLog(
      log,
      folder,
      () => Date.now(),
      (text) => said.push(text),
    );
  const outcomes = async () => (await waitingRuns(folder)).map(({ run }) => run.outcome);

  it('is followed from where it stood, over restarts, line by whole line', async () => {
    writeFileSync(log, 'exit 1\n');
    expect(await follow().read()).toBe(0);
    appendFileSync(log, 'exit 0\nexi');
    expect(await follow().read()).toBe(1);
    appendFileSync(log, 't 1\n');
    expect(await follow().read()).toBe(1);
    expect(await follow().read()).toBe(0);
    expect((await outcomes()).sort()).toEqual(['failed', 'succeeded']);
  });

  it('may begin later than the agent', async () => {
    await follow().read();
    writeFileSync(log, 'exit 0\n');
    expect(await follow().read()).toBe(1);
    expect(said).toEqual([]);
  });

  it('may be rotated with lines that were not read yet, and truncated', async () => {
    writeFileSync(log, '');
    const followed = follow();
    await followed.read();
    appendFileSync(log, 'exit 1\n');
    renameSync(log, `${log}.1`);
    writeFileSync(log, 'exit 0\nexit 0\n');
    expect(await followed.read()).toBe(3);
    truncateSync(log);
    await followed.read();
    appendFileSync(log, 'exit 0\n');
    expect(await followed.read()).toBe(1);
  });

  it('ends a run without an exit code when it has been quiet', async () => {
    writeFileSync(log, '');
    const followed = follow();
    await followed.read();
    appendFileSync(log, 'IMAP error: unexpected EOF from h');
    expect(await followed.read()).toBe(0);
    const old = new Date(Date.now() - 60_000);
    utimesSync(log, old, old);
    expect(await followed.read()).toBe(1);
    expect(await followed.read()).toBe(0);
  });

  it('is read from its end when it grew beyond measure', async () => {
    writeFileSync(log, '');
    const followed = follow();
    await followed.read();
    appendFileSync(log, `${'x'.repeat(99)}\n`.repeat(30_000) + 'exit 0\n');
    expect(await followed.read()).toBe(1);
    expect(said).toEqual([expect.stringContaining('only the last')]);
  });

  it('that cannot be read is said once', async () => {
    log = folder;
    const followed = follow();
    for (let n = 0; n < 3; n += 1) await followed.read();
    expect(said.length).toBeLessThanOrEqual(1);
  });
});
