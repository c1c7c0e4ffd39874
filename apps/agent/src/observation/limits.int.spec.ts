import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { FolderStatistics } from '@lockstep/contracts';
import { noteOf } from '../attempts/noted-run.ts';
import { startDovecot, whyNoMail, type Dovecot } from '../testing/dovecot.ts';
import { createMbsync, type Mbsync } from '../testing/mbsync.ts';
import { createObserver } from './observer.ts';
import { emptyMemory } from './observation.ts';

jest.setTimeout(60_000);

const missing = whyNoMail();
const withMail = missing === null ? describe : describe.skip;
if (missing !== null) process.stderr.write(`Left out: the limits of a real mbsync, ${missing}\n`);

withMail('a limit in the configuration of mbsync', () => {
  let dovecot: Dovecot;
  let box: string;
  let boxes = 0;
  beforeAll(async () => void (dovecot = await startDovecot()));
  beforeEach(async () => {
    box = `Limit${(boxes += 1)}`;
    await dovecot.create(box);
  });
  afterAll(() => dovecot.remove());

  it('that keeps the newest messages makes the rest expected, to the message, flagged ones or not', async () => {
    dovecot.deliver(box, 20, { seen: true });
    const mbsync = await replica('MaxMessages 5\nExpireUnread yes\nExpunge Near');
    expect(await seen(mbsync)).toMatchObject({ serverItems: 20, offlineItems: 5, ...expects(15) });

    // What is flagged is kept beyond the limit, and is then not among the expected ones.
    const cur = join(mbsync.directory(box), 'cur');
    const [name] = readdirSync(cur);
    rmSync(join(cur, name!));
    writeFileSync(join(cur, name!.replace(/:2,.*/, ':2,FS')), 'Subject: kept\n\nx\n');
    dovecot.deliver(box, 8, { seen: true });
    for (let n = 0; n < 3; n += 1) await mbsync.sync();
    const after = await seen(mbsync);
    expect(after.offlineItems).toBeGreaterThanOrEqual(5);
    expect(after).toMatchObject({ serverItems: 28, ...expects(28 - after.offlineItems!) });
    mbsync.remove();
  });

  it('that would leave out unread messages stops the folder: nothing is expected, and the run says why', async () => {
    dovecot.deliver(box, 4);
    const mbsync = await replica('MaxMessages 2');
    const { code, output } = await mbsync.sync();
    const run = { startedAt: 0, endedAt: 1, trigger: 'schedule', exitCode: code, targets: [] } as const;
    const note = noteOf({ ...run, lines: output.split('\n') });
    expect(note).toMatchObject({ outcome: 'partial', failedBoxes: [box] });
    expect(note?.error).toContain('unread messages in excess of MaxMessages');
    expect((await seen(mbsync)).expectedDifference).toBeUndefined();
    mbsync.remove();
  });

  it('of size leaves a placeholder for each message above it: no difference, and their number', async () => {
    const heavy = (n: number) => `Subject: heavy\nMessage-ID: <heavy${n}.${box}@x>\n\n${'x'.repeat(9_000)}\n`;
    dovecot.deliver(box, 3, { seen: true });
    for (const n of [1, 2]) dovecot.deliver(box, 1, { raw: heavy(n) });
    const mbsync = await replica('MaxSize 4k');
    const folder = await seen(mbsync);
    expect(folder).toMatchObject({ serverItems: 5, offlineItems: 5 });
    expect(folder.expectedDifference).toBeUndefined();
    expect(folder.troubles).toEqual([
      { code: 'size-limit', detail: expect.stringMatching(/^2 messages above MaxSize/) },
    ]);
    mbsync.remove();
  });

  it.each([
    ['Sync Pull', 'offline'],
    ['Sync PullNew PullFlags', 'offline'],
    ['Sync Push', 'server'],
    ['Sync Push New', 'server'],
  ])(
    'of direction is no reason to expect a number, nor a trouble of the messages it leaves (%s)',
    async (sync, extra) => {
      dovecot.deliver(box, 3, { seen: true });
      const mbsync = await replica('');
      mbsync.configure(`Patterns !* ${box}\n${sync}`);
      const cur = join(mbsync.directory(box), 'cur');
      const mine = (n: number) =>
        writeFileSync(join(cur, `${n}.mine:2,S`), `Subject: mine\nMessage-ID: <${n}.${box}@x>\n\nx\n`);
      // The side that gives way gets a message that stays alone, and then the other side's comes over.
      for (const round of [1, 2]) {
        mine(round);
        dovecot.deliver(box, 1, { seen: true });
        await mbsync.sync();
      }
      const folder = await seen(mbsync);
      const [more, fewer] = extra === 'offline' ? ['offlineItems', 'serverItems'] : ['serverItems', 'offlineItems'];
      expect(folder).toMatchObject({ [more!]: 7, [fewer!]: 5 });
      expect([folder.expectedDifference, folder.troubles]).toEqual([undefined, undefined]);
      mbsync.remove();
    },
  );

  it('of deletion leaves on the server what was deleted offline, and nothing is expected that nobody declared', async () => {
    dovecot.deliver(box, 4, { seen: true });
    const mbsync = await replica('Sync New Flags');
    const fresh = join(mbsync.directory(box), 'cur');
    rmSync(join(fresh, readdirSync(fresh)[0]!));
    await mbsync.sync();
    const folder = await seen(mbsync);
    expect(folder).toMatchObject({ serverItems: 4, offlineItems: 3 });
    expect([folder.expectedDifference, folder.troubles]).toEqual([undefined, undefined]);
    mbsync.remove();
  });

  it('of creation leaves a folder of the server without its copy', async () => {
    const mbsync = createMbsync(dovecot, 'Verbatim', 'in the folder', `Patterns !* ${box}`);
    mbsync.rewrite((text) => text.replace('Create Near\n', ''));
    expect((await mbsync.sync()).code).toBe(1);
    expect((await seen(mbsync)).troubles?.map(({ code }) => code)).toEqual(['offline-folder-missing']);
    mbsync.remove();
  });

  it('of patterns leaves a folder out of the replica', async () => {
    const mbsync = await replica(`Patterns !${box}`);
    expect(await look(mbsync)).toEqual([]);
    mbsync.remove();
  });

  async function replica(lines: string): Promise<Mbsync> {
    const mbsync = createMbsync(dovecot, 'Verbatim', 'in the folder', `Patterns !* ${box}\n${lines}`);
    await mbsync.sync();
    return mbsync;
  }

  async function seen(mbsync: Mbsync): Promise<FolderStatistics> {
    return (await look(mbsync)).find(({ path }) => path[0] === box)!;
  }

  async function look(mbsync: Mbsync): Promise<readonly FolderStatistics[]> {
    const { home, root, mbsyncrc } = mbsync;
    const { port, user, password } = dovecot;
    const observer = createObserver({
      ...{ home, root, mbsyncrc, memory: emptyMemory(), now: () => Date.now(), pick: () => 0 },
      imap: async () => ({
        ...{ address: { host: '127.0.0.1', port, user, security: 'none' as const }, password, tlsCa: null },
        timeoutMs: 5_000,
      }),
    });
    return (await observer.observe()).folders;
  }
});

const expects = (expectedDifference: number) => ({ expectedDifference, expectedBecause: 'max-messages' });
