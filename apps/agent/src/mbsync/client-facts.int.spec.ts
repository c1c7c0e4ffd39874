import { cpSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { resolveSources } from '../sources/sources.ts';
import { startDovecot, whyNoMail, type Dovecot } from '../testing/dovecot.ts';
import { createMbsync, type Layout, type Mbsync } from '../testing/mbsync.ts';
import { clientFactsOf } from './client-facts.ts';

jest.setTimeout(60_000);

const missing = whyNoMail();
const withMail = missing === null ? describe : describe.skip;
if (missing !== null) process.stderr.write(`Left out: the facts of a real client, ${missing}\n`);

withMail('the facts of a client', () => {
  let dovecot: Dovecot;
  beforeAll(async () => {
    dovecot = await startDovecot();
    await dovecot.create('Work');
    dovecot.deliver('INBOX', 2, { seen: true });
  });
  afterAll(() => dovecot.remove());

  const factsOf = async ({ home }: Mbsync, offline?: string) =>
    clientFactsOf(await resolveSources({ ...(offline && { offline: `maildir:${offline}` }) }, home), home, () => 0)();

  it.each<Layout>(['Verbatim', 'Maildir++'])(
    'name the program, its version, the store and the server (%s)',
    async (layout) => {
      const mbsync = createMbsync(dovecot, layout, 'in the folder');
      expect(await factsOf(mbsync)).not.toHaveProperty('storeId');
      await mbsync.sync();
      expect(await factsOf(mbsync)).toEqual({
        ...{ name: 'mbsync', version: expect.stringMatching(/^1\.\d/), store: 'maildir', storePath: mbsync.root },
        ...{ storeId: expect.stringMatching(/^uidvalidity:\d+$/), server: '127.0.0.1' },
      });
      mbsync.rewrite((text) => text.replace('Host 127.0.0.1', 'Host Mail.Example.org'));
      expect((await factsOf(mbsync)).server).toBe('Mail.Example.org');
      mbsync.remove();
    },
  );

  it('know a store again after a sync, after a move, and after it was restored from a backup', async () => {
    const mbsync = createMbsync(dovecot, 'Verbatim', 'in the folder');
    await mbsync.sync();
    const { storeId } = await factsOf(mbsync);
    dovecot.deliver('INBOX', 1);
    await mbsync.sync();
    expect((await factsOf(mbsync)).storeId).toBe(storeId);

    const backup = join(mbsync.home, 'backup');
    cpSync(mbsync.root, backup, { recursive: true });
    rmSync(mbsync.root, { recursive: true });
    cpSync(backup, mbsync.root, { recursive: true });
    expect((await factsOf(mbsync)).storeId).toBe(storeId);

    const moved = join(mbsync.home, 'Moved');
    renameSync(mbsync.root, moved);
    mbsync.rewrite((text) => text.replaceAll(mbsync.root, moved));
    expect(await factsOf(mbsync)).toMatchObject({ storeId, storePath: moved });
    mbsync.remove();
  });

  it('know a store that was built anew for another', async () => {
    const mbsync = createMbsync(dovecot, 'Verbatim', 'in the folder');
    await mbsync.sync();
    const { storeId } = await factsOf(mbsync);
    rmSync(mbsync.root, { recursive: true });
    mkdirSync(mbsync.root);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await mbsync.sync();
    expect((await factsOf(mbsync)).storeId).not.toBe(storeId);
    mbsync.remove();
  });

  it('without an inbox rest on the oldest box, and without mbsync on the folder', async () => {
    const mbsync = createMbsync(dovecot, 'Verbatim', 'in a directory', 'Patterns !* Work');
    await mbsync.sync();
    expect((await factsOf(mbsync)).storeId).toMatch(/^uidvalidity:/);
    mbsync.remove();

    const home = mkdtempSync(join(tmpdir(), 'lockstep-plain-'));
    mkdirSync(join(home, 'Mail', 'cur'), { recursive: true });
    const flags = { offline: `maildir:${home}/Mail`, serverMailbox: 'imap://anna@mail.example.org' };
    expect(await clientFactsOf(await resolveSources(flags, home), home, () => 0)()).toEqual({
      ...{ store: 'maildir', storePath: join(home, 'Mail') },
      ...{ storeId: expect.stringMatching(/^\d+:\d+$/), server: 'mail.example.org' },
    });
    rmSync(home, { recursive: true });
  });
});
