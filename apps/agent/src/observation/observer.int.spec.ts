import { utimesSync, writeFileSync, rmSync, readdirSync, renameSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { FolderStatistics } from '@lockstep/contracts';
import { startDovecot, until, whyNoMail, freePort, type Dovecot } from '../testing/dovecot.ts';
import { createMbsync, type Layout, type Mbsync, type StatePlace } from '../testing/mbsync.ts';
import { SyncWatch } from '../mbsync/sync-watch.ts';
import { createObserver, type Observer } from './observer.ts';
import { emptyMemory, type Observation } from './observation.ts';

// Real programs on a machine that may be busy.
jest.setTimeout(60_000);

const missing = whyNoMail();
const withMail = missing === null ? describe : describe.skip;
if (missing !== null) process.stderr.write(`Left out: the numbers of a real mailbox, ${missing}\n`);

withMail('the three numbers of a real mailbox', () => {
  let dovecot: Dovecot;
  const replicas: Mbsync[] = [];
  beforeAll(async () => {
    dovecot = await startDovecot();
    for (const box of ['Projets/Été', 'Acme & Co', 'Work', 'Work/Deep', '台北', 'Empty']) await dovecot.create(box);
    dovecot.deliver('INBOX', 6);
    dovecot.deliver('Projets/Été', 3);
    dovecot.deliver('Acme & Co', 2);
    dovecot.deliver('Work', 4, { seen: true });
  });
  afterAll(async () => {
    for (const replica of replicas) replica.remove();
    await dovecot.remove();
  });

  function replica(layout: Layout, place: StatePlace, extra = ''): Mbsync {
    const mbsync = createMbsync(dovecot, layout, place, extra);
    replicas.push(mbsync);
    return mbsync;
  }

  const layouts: Layout[] = ['Verbatim', 'Maildir++'];
  const places: StatePlace[] = ['in the folder', 'in a directory', 'by default'];
  describe.each(layouts.flatMap((layout) => places.map((place) => ({ layout, place }))))(
    'in $layout with the state $place',
    ({ layout, place }) => {
      it('are equal after a sync, under decoded names, with its time', async () => {
        const mbsync = replica(layout, place);
        const began = Date.now();
        expect((await mbsync.sync()).code).toBe(0);
        const seen = await observerOf(mbsync).observe();

        expect(seen.troubles).toEqual([]);
        expect(numbers(seen)).toMatchObject({
          INBOX: [expect.any(Number), expect.any(Number)],
          'Projets/Été': [3, 3],
          'Acme & Co': [2, 2],
          Work: [4, 4],
          'Work/Deep': [0, 0],
          台北: [0, 0],
        });
        for (const folder of seen.folders) {
          expect(folder.offlineItems).toBe(folder.serverItems);
          expect(folder.troubles).toBeUndefined();
          expect(folder.lastSynchronizedBasis).toBe('sync-state');
          expect(Date.parse(folder.lastSynchronizedAt!)).toBeGreaterThanOrEqual(began - 1_000);
          expect(Date.parse(folder.lastSynchronizedAt!)).toBeLessThanOrEqual(Date.now());
        }
      });
    },
  );

  it('differ while mail is delivered and not synchronized, and the last sync stays where it was', async () => {
    const mbsync = replica('Verbatim', 'in the folder');
    await mbsync.sync();
    const observer = observerOf(mbsync);
    const before = folder(await observer.observe(), 'INBOX');
    dovecot.deliver('INBOX', 2);
    const after = folder(await observer.observe(), 'INBOX');

    expect(after.serverItems).toBe(before.serverItems! + 2);
    expect(after.offlineItems).toBe(before.offlineItems);
    expect(after.lastSynchronizedAt).toBe(before.lastSynchronizedAt);
  });

  it('have a newer last sync after a run that had nothing to do', async () => {
    const mbsync = replica('Maildir++', 'in the folder');
    await mbsync.sync();
    const observer = observerOf(mbsync);
    const before = await observer.observe();
    await mbsync.sync();
    const after = await observer.observe();

    for (const { path } of before.folders) {
      const name = path.join('/');
      expect(folder(after, name).lastSynchronizedBasis).toBe('sync-state');
      expect(folder(after, name).lastSynchronizedAt! > folder(before, name).lastSynchronizedAt!).toBe(true);
    }
  });

  it.each<StatePlace>(['in a directory', 'by default'])(
    'have a newer last sync after a run that had nothing to do, though the state lies %s, where the run was seen',
    async (place) => {
      const mbsync = replica('Verbatim', place);
      await mbsync.sync();
      const watch = new SyncWatch(() => Date.now());
      const observer = observerOf(mbsync, { watch });
      const before = folder(await observer.observe(), 'Work').lastSynchronizedAt!;
      expect((await mbsync.sync()).code).toBe(0);
      await until(() => watch.releasedAt(mbsync.state('Work')) !== null, 'no run was seen');
      const after = folder(await observer.observe(), 'Work');
      watch.close();

      expect(after.lastSynchronizedBasis).toBe('sync-seen');
      expect(after.lastSynchronizedAt! > before).toBe(true);
    },
  );

  it('do not take a new subfolder for a run', async () => {
    const mbsync = replica('Maildir++', 'in the folder');
    await mbsync.sync();
    const observer = observerOf(mbsync);
    const before = folder(await observer.observe(), 'INBOX').lastSynchronizedAt;
    await new Promise((resolve) => setTimeout(resolve, 50));
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(mbsync.root, '.Mine', part), { recursive: true });
    expect(folder(await observer.observe(), 'INBOX').lastSynchronizedAt).toBe(before);
  });

  it('do not move the last sync for a run that failed: the server down, the password wrong', async () => {
    const mbsync = replica('Verbatim', 'in the folder');
    await mbsync.sync();
    const observer = observerOf(mbsync);
    const before = folder(await observer.observe(), 'Work').lastSynchronizedAt;

    mbsync.configure('', 'wrong');
    expect((await mbsync.sync()).code).not.toBe(0);
    expect(folder(await observer.observe(), 'Work').lastSynchronizedAt).toBe(before);
    mbsync.configure('');
    await dovecot.stop();
    try {
      expect((await mbsync.sync()).code).not.toBe(0);
      const down = await observer.observe();
      expect(codes(down.troubles)).toEqual(['server-unreachable']);
      expect(folder(down, 'Work')).toMatchObject({
        serverItems: null,
        offlineItems: 4,
        lastSynchronizedAt: before,
        lastSynchronizedBasis: 'last-known',
      });
    } finally {
      await dovecot.start();
    }
    expect(folder(await observer.observe(), 'Work').lastSynchronizedAt).toBe(before);
  });

  it('are fewer offline when messages were deleted there', async () => {
    const mbsync = replica('Verbatim', 'in the folder', 'Sync Pull');
    await mbsync.sync();
    const observer = observerOf(mbsync);
    await observer.observe();
    const cur = join(mbsync.directory('Work'), 'cur');
    for (const name of readdirSync(cur).slice(0, 2)) rmSync(join(cur, name));
    expect(folder(await observer.observe(), 'Work')).toMatchObject({ serverItems: 4, offlineItems: 2 });

    // Pulling alone does not bring them back, and they were not rejected either.
    await mbsync.sync();
    const after = folder(await observer.observe(), 'Work');
    expect(after).toMatchObject({ serverItems: 4, offlineItems: 2, lastSynchronizedBasis: 'sync-state' });
    expect(after.troubles).toBeUndefined();
  });

  it('count messages marked for deletion, as the server does, and never drafts in tmp', async () => {
    const mbsync = replica('Maildir++', 'in the folder');
    await mbsync.sync();
    const directory = mbsync.directory('Work');
    const cur = join(directory, 'cur');
    const [name] = readdirSync(cur);
    renameSync(join(cur, name!), join(cur, `${name!}T`));
    writeFileSync(join(directory, 'tmp', 'half-written'), 'x');
    writeFileSync(join(directory, 'cur', '.hidden'), 'x');
    expect(folder(await observerOf(mbsync).observe(), 'Work').offlineItems).toBe(4);
  });

  it.each([
    'garbage\n',
    '',
    'FarUidValidity 1\nNearUidValidity 1\n\n1 1',
    'FarUidValidity 1\nNearUidValidity 1\n\n1 x \n',
  ])('come with sync-state-damaged and the last known sync when the state is %j', async (garbled) => {
    const mbsync = replica('Verbatim', 'in the folder');
    await mbsync.sync();
    const observer = observerOf(mbsync);
    const before = folder(await observer.observe(), 'INBOX');
    writeFileSync(mbsync.state('INBOX'), garbled);
    await mbsync.sync();
    const after = await observer.observe();

    expect(codes(folder(after, 'INBOX').troubles)).toEqual(['sync-state-damaged']);
    expect(folder(after, 'INBOX')).toMatchObject({
      lastSynchronizedAt: before.lastSynchronizedAt,
      lastSynchronizedBasis: 'last-known',
    });
    expect(folder(after, 'Work').troubles).toBeUndefined();
    expect(folder(await observerOf(mbsync).observe(), 'INBOX').lastSynchronizedAt).toBeNull();
  });

  it('warn of a lost state before it doubles everything, and find the copies after it did', async () => {
    await dovecot.create('Doubled');
    dovecot.deliver('Doubled', 30, { seen: true });
    const mbsync = replica('Verbatim', 'in the folder');
    await mbsync.sync();
    rmSync(mbsync.state('Doubled'));
    expect(codes(folder(await observerOf(mbsync).observe(), 'Doubled').troubles)).toEqual(['sync-state-damaged']);

    await mbsync.sync();
    const doubled = folder(await observerOf(mbsync).observe(), 'Doubled');
    expect(doubled).toMatchObject({ serverItems: 60, offlineItems: 60 });
    expect(codes(doubled.troubles)).toEqual(['duplicates']);
    await dovecot.delete('Doubled');
  });

  it('are in progress while mbsync runs, and interrupted once it was killed', async () => {
    await dovecot.create('Large');
    dovecot.deliver('Large', 2_000, { seen: true });
    const mbsync = replica('Verbatim', 'in the folder');
    const observer = observerOf(mbsync);
    const child = mbsync.start();
    const cur = join(mbsync.directory('Large'), 'cur');
    const copied = () => {
      try {
        return readdirSync(cur).length;
      } catch {
        return 0;
      }
    };
    await until(() => copied() > 20, 'mbsync does not begin');
    child.kill('SIGSTOP');
    const running = folder(await observer.observe(), 'Large');
    expect(codes(running.troubles)).toEqual(['sync-in-progress']);
    expect(running).toMatchObject({ inProgress: true, serverItems: 2_000, lastSynchronizedAt: null });

    const ended = new Promise((resolve) => child.on('exit', resolve));
    child.kill('SIGKILL');
    await ended;
    const killed = folder(await observer.observe(), 'Large');
    expect(codes(killed.troubles)).toEqual(['sync-interrupted']);
    expect(killed.inProgress).toBe(false);
    expect(killed.offlineItems).toBeLessThan(2_000);

    expect((await mbsync.sync()).code).toBe(0);
    const healed = folder(await observer.observe(), 'Large');
    expect(healed).toMatchObject({ serverItems: 2_000, offlineItems: 2_000, lastSynchronizedBasis: 'sync-state' });
    expect(healed.troubles).toBeUndefined();
    await dovecot.delete('Large');
  });

  it('come with sync-hung when a run has held a folder without moving for ten minutes', async () => {
    await dovecot.create('Hung');
    dovecot.deliver('Hung', 3_000, { seen: true });
    const mbsync = replica('Verbatim', 'in a directory');
    const child = mbsync.start();
    await until(() => readdirSync(join(mbsync.home, 'states')).includes('Hung.journal'), 'mbsync does not begin');
    child.kill('SIGSTOP');
    const old = new Date(Date.now() - 11 * 60_000);
    for (const name of readdirSync(join(mbsync.home, 'states')).filter((one) => one.startsWith('Hung'))) {
      utimesSync(join(mbsync.home, 'states', name), old, old);
    }
    const hung = folder(await observerOf(mbsync).observe(), 'Hung');
    child.kill('SIGKILL');

    expect(codes(hung.troubles)).toEqual(['sync-hung']);
    expect(hung.inProgress).toBe(false);
    await dovecot.delete('Hung');
  });

  it('come with uidvalidity-changed when the folder on the server was replaced', async () => {
    await dovecot.create('Replaced');
    dovecot.deliver('Replaced', 3, { seen: true });
    const mbsync = replica('Verbatim', 'in the folder');
    await mbsync.sync();
    const observer = observerOf(mbsync);
    const before = folder(await observer.observe(), 'Replaced').lastSynchronizedAt;

    await dovecot.delete('Replaced');
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await dovecot.create('Replaced');
    dovecot.deliver('Replaced', 5, { seen: true });
    await mbsync.sync();
    const after = folder(await observer.observe(), 'Replaced');
    expect(codes(after.troubles)).toEqual(['uidvalidity-changed']);
    expect(after).toMatchObject({
      serverItems: 5,
      offlineItems: 3,
      lastSynchronizedAt: before,
      lastSynchronizedBasis: 'last-known',
    });
    await dovecot.delete('Replaced');
  });

  it('come with message-rejected for a message that cannot be stored', async () => {
    await dovecot.create('Rejected');
    dovecot.deliver('Rejected', 1, { raw: 'Subject: a header without an end' });
    dovecot.deliver('Rejected', 2);
    const mbsync = replica('Verbatim', 'in the folder');
    await mbsync.sync();
    const seen = folder(await observerOf(mbsync).observe(), 'Rejected');

    expect(seen).toMatchObject({ serverItems: 3, offlineItems: 2 });
    expect(seen.troubles).toEqual([{ code: 'message-rejected', detail: expect.stringContaining('UID 1 ') }]);
    await dovecot.delete('Rejected');
  });

  it('expect what MaxMessages leaves to the server, and no more', async () => {
    await dovecot.create('Archive');
    dovecot.deliver('Archive', 20, { seen: true });
    const mbsync = replica('Verbatim', 'in the folder', 'MaxMessages 5\nExpireUnread yes\nExpunge Near');
    await mbsync.sync();
    const observer = observerOf(mbsync);
    expect(folder(await observer.observe(), 'Archive')).toMatchObject({
      ...{ serverItems: 20, offlineItems: 5, expectedDifference: 15, expectedBecause: 'max-messages' },
    });
    expect(folder(await observer.observe(), 'Work').expectedBecause).toBeUndefined();

    dovecot.deliver('Archive', 3, { seen: true });
    expect(folder(await observer.observe(), 'Archive')).toMatchObject({ serverItems: 23, expectedDifference: 15 });
    await mbsync.sync();
    await mbsync.sync();
    expect(folder(await observer.observe(), 'Archive')).toMatchObject({ offlineItems: 5, expectedDifference: 18 });
    await dovecot.delete('Archive');
  });

  it('come with size-limit where MaxSize left placeholders', async () => {
    await dovecot.create('Heavy');
    dovecot.deliver('Heavy', 1, { raw: `Subject: heavy\nMessage-ID: <heavy@x>\n\n${'x'.repeat(9_000)}\n` });
    const mbsync = replica('Verbatim', 'in the folder', 'MaxSize 4k');
    await mbsync.sync();
    expect(codes(folder(await observerOf(mbsync).observe(), 'Heavy').troubles)).toEqual(['size-limit']);
    await dovecot.delete('Heavy');
  });

  it('say which side lacks a folder, and which folders are nobody’s concern', async () => {
    const mbsync = replica('Verbatim', 'in the folder', 'Patterns !Local !Empty');
    await dovecot.create('Gone');
    await mbsync.sync();
    await dovecot.delete('Gone');
    await dovecot.create('Fresh');
    for (const part of ['cur', 'new', 'tmp']) mkdirSync(join(mbsync.root, 'Local', part), { recursive: true });
    writeFileSync(join(mbsync.root, 'Local/cur/1.x'), 'x');
    const seen = await observerOf(mbsync).observe();

    expect(codes(folder(seen, 'Gone').troubles)).toEqual(['server-folder-missing']);
    expect(folder(seen, 'Gone')).toMatchObject({ serverItems: null, offlineItems: 0, lastSynchronizedAt: null });
    expect(codes(folder(seen, 'Fresh').troubles)).toEqual(['offline-folder-missing']);
    expect(folder(seen, 'Fresh')).toMatchObject({ serverItems: 0, offlineItems: null });
    expect(folder(seen, 'Local')).toMatchObject({ offlineItems: 1, expectedBecause: 'local-only' });
    expect(folder(seen, 'Local').troubles).toBeUndefined();
    expect(seen.folders.some((one) => one.path[0] === 'Empty')).toBe(false);
    await dovecot.delete('Fresh');
  });

  it('are read of 500 folders on one connection', async () => {
    const many = await startDovecot();
    const boxes = Array.from({ length: 500 }, (_, n) => `Year ${n % 25}/Projet n° ${n}`);
    many.createMany(boxes);
    for (const box of boxes) many.deliver(box, 3, { seen: true });
    const mbsync = createMbsync(many, 'Maildir++', 'in a directory');
    try {
      expect((await mbsync.sync()).code).toBe(0);
      many.deliver(boxes[77]!, 1);
      const seen = await observerOf(mbsync, { port: many.port }).observe();
      expect(seen.troubles).toEqual([]);
      const out = seen.folders.filter((one) => one.serverItems !== one.offlineItems).map((one) => one.path.join('/'));
      expect([seen.folders.length, out]).toEqual([501, [boxes[77]]]);
      expect(seen.folders.every((one) => one.lastSynchronizedAt !== null)).toBe(true);
    } finally {
      mbsync.remove();
      await many.remove();
    }
  });

  it('come with offline-store-damaged when a folder has lost its messages’ directory', async () => {
    const mbsync = replica('Verbatim', 'in the folder');
    await mbsync.sync();
    rmSync(join(mbsync.directory('Work'), 'cur'), { recursive: true });
    const seen = folder(await observerOf(mbsync).observe(), 'Work');
    expect(seen.offlineItems).toBeNull();
    expect(codes(seen.troubles)).toEqual(['offline-store-damaged']);
  });

  it('are unknown, never zero, when the password is wrong', async () => {
    const mbsync = replica('Verbatim', 'in the folder');
    await mbsync.sync();
    const seen = await observerOf(mbsync, { password: 'wrong' }).observe();
    expect(codes(seen.troubles)).toEqual(['credentials-rejected']);
    expect(JSON.stringify(seen)).not.toContain('wrong');
    expect(seen.listed).toBe(false);
    for (const one of seen.folders) expect([one.serverItems, one.troubles]).toEqual([null, undefined]);
  });

  it('are unknown when nobody listens, when nobody answers, and when TLS is asked of a server without it', async () => {
    const mbsync = replica('Verbatim', 'in the folder');
    const { createServer } = await import('node:net');
    const mute = createServer(() => undefined);
    await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
    const mutePort = (mute.address() as { port: number }).port;

    const nobody = await observerOf(mbsync, { port: await freePort() }).observe();
    const silent = await observerOf(mbsync, { port: mutePort }).observe();
    const plain = await observerOf(mbsync, { security: 'starttls' }).observe();
    mute.close();
    expect(codes(nobody.troubles)).toEqual(['server-unreachable']);
    expect(codes(silent.troubles)).toEqual(['server-timeout']);
    expect(codes(plain.troubles)).toEqual(['tls-failed']);
  });

  it('are unknown when the offline store is not there', async () => {
    const mbsync = replica('Verbatim', 'in the folder');
    await mbsync.sync();
    const observer = observerOf(mbsync);
    await observer.observe();
    renameSync(mbsync.root, `${mbsync.root}.away`);
    const gone = await observer.observe();
    expect(codes(gone.troubles)).toEqual(['offline-store-damaged']);
    for (const one of gone.folders) expect(one.offlineItems).toBeNull();
    expect(codes((await observerOf(mbsync).observe()).troubles)).toEqual(['offline-use-not-set-up']);
  });

  function observerOf(
    mbsync: Mbsync,
    other: { password?: string; port?: number; security?: 'none' | 'starttls'; watch?: SyncWatch } = {},
  ): Observer {
    const { password = dovecot.password, port = dovecot.port, security = 'none' } = other;
    return createObserver({
      home: mbsync.home,
      root: mbsync.root,
      mbsyncrc: mbsync.mbsyncrc,
      imap: async () => ({
        address: { host: '127.0.0.1', port, user: dovecot.user, security },
        password,
        tlsCa: null,
        timeoutMs: 1_500,
      }),
      memory: emptyMemory(),
      ...(other.watch ? { watch: other.watch } : {}),
      now: () => Date.now(),
      pick: (below) => Math.floor(Math.random() * below),
    });
  }
});

function folder(seen: Observation, name: string): FolderStatistics {
  const found = seen.folders.find((one) => one.path.join('/') === name);
  if (found === undefined) throw new Error(`${name} was not seen`);
  return found;
}

function numbers(seen: Observation): Record<string, [number | null, number | null]> {
  return Object.fromEntries(seen.folders.map((one) => [one.path.join('/'), [one.serverItems, one.offlineItems]]));
}

const codes = (troubles: readonly { code: string }[] = []) => troubles.map((trouble) => trouble.code);
