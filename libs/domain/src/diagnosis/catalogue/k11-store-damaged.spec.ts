import { describe, expect, it } from '@jest/globals';
import { K11 } from './k11-store-damaged.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { attempt } from '../../testing/attempt.ts';
import { hours, minutes } from '../../testing/durations.ts';

const stuck = aFolder({ path: ['INBOX'], server: 1_200, offline: 800, lastSynchronizedAt: NOW - hours(9) });
const others = [aFolder({ path: ['Sent'] }), aFolder({ path: ['Projects'] })];
const dead = [stuck, aFolder({ status: 'stale', lastSynchronizedAt: NOW - hours(9) })];
const fails = [attempt(minutes(10), 'failed', 'Synchronization failed'), attempt(hours(1), 'partial')];

describe('K11: the offline folders file is damaged', () => {
  it('fits when all folders but the Inbox synchronize, with the numbers of both', () => {
    const match = K11.matches(anEvidence({ exchange: true, folders: [stuck, ...others] }));
    expect(match?.cause).toBe(
      'The Inbox holds 800 of 1,200 items and was last synchronized 23 Nov 03:00 UTC, while 2 other folders came through later.',
    );
    expect(match?.folders).toEqual([['INBOX']]);
    expect(match?.points[0]).toMatchObject({ folder: ['INBOX'], position: 100 });
  });

  it('fits when nothing comes through though nothing is in the way', () => {
    const match = K11.matches(anEvidence({ exchange: true, folders: dead, attempts: fails }));
    expect(match?.cause).toContain('2 attempts brought nothing since 23 Nov 03:00 UTC');
  });

  it('fits when the agent says that the store is damaged, and where', () => {
    const folders = [aFolder({ path: ['INBOX'], troubles: ['offline-store-damaged'], status: 'unknown' }), ...others];
    expect(K11.matches(anEvidence({ exchange: true, folders }))).toMatchObject({
      folders: [['INBOX']],
      since: NOW - hours(1),
    });
  });

  it.each([
    ['the others are old as well', anEvidence({ exchange: true, folders: dead })],
    [
      'the others have no dates and stand still',
      anEvidence({
        exchange: true,
        folders: [{ ...stuck, lastSynchronizedAt: null, onMsSinceSync: null }, aFolder({ lastSynchronizedAt: null })],
      }),
    ],
    [
      'only the others were asked for',
      anEvidence({
        exchange: true,
        folders: [stuck, ...others],
        attempts: [attempt(minutes(6), 'succeeded', undefined, [['Sent'], ['Projects']])],
      }),
    ],
    ['the Inbox is catching up', anEvidence({ exchange: true, folders: [{ ...stuck, inProgress: true }, ...others] })],
    [
      'items still come to the Inbox, with pauses',
      anEvidence({
        exchange: true,
        folders: [{ ...stuck, offlineMoved: { at: NOW - hours(2), by: 50 } }, ...others],
      }),
    ],
    [
      'the Inbox lacks a few and goes on coming',
      anEvidence({
        exchange: true,
        folders: [
          aFolder({ path: ['INBOX'], server: 1_000, offline: 990, differs: { syncs: 9, serverUp: 40, offlineUp: 40 } }),
          ...others,
        ],
      }),
    ],
    [
      'nobody is logged on',
      anEvidence({ exchange: true, profile: { loggedOn: false }, folders: dead, attempts: fails }),
    ],
    [
      'attempts fail of the network',
      anEvidence({ exchange: true, folders: dead, attempts: [attempt(minutes(9), 'failed', 'Timed out')] }),
    ],
    [
      'attempts fail of a certificate',
      anEvidence({
        exchange: true,
        folders: dead,
        attempts: [attempt(minutes(9), 'failed', 'Certificate has expired')],
      }),
    ],
    [
      'one attempt failed and nothing is old',
      anEvidence({
        exchange: true,
        folders: [aFolder({ server: 9, offline: 1 })],
        attempts: [attempt(minutes(2), 'failed', 'Error')],
      }),
    ],
  ])('does not fit when %s', (_, evidence) => {
    expect(K11.matches(evidence)).toBeNull();
  });

  describe('before the store is given up', () => {
    const guard = (...folders: ReturnType<typeof aFolder>[]) => {
      const evidence = anEvidence({ exchange: true, folders });
      // The steps replace the whole store, whatever folders the cause was seen in.
      return K11.fix!.guard!(evidence, { cause: '', since: 0, folders: [['INBOX']], points: [] });
    };

    it('says what exists only offline: in which folders, and how much', () => {
      const ahead = aFolder({ path: ['Drafts'], server: 10, offline: 12 });
      const found = guard(stuck, ahead, aFolder({ path: ['Sent'], server: 10, offline: 11 }));
      expect(found).toMatchObject({ items: 3, folders: [['Drafts'], ['Sent']] });
      expect(found?.text).toContain('Export 2 items in Drafts and 1 item in Sent first. They exist only offline');
    });

    it('counts mail that waits to be sent, and no other folder that is local by nature', () => {
      const outbox = aFolder({ path: ['Outbox'], localOnly: true, server: null, offline: 2, difference: null });
      const issues = aFolder({ path: ['Sync Issues'], localOnly: true, server: null, offline: 90, difference: null });
      expect(guard(stuck, outbox, issues)).toMatchObject({ items: 2, folders: [['Outbox']] });
    });

    it('does not take an unknown count for zero', () => {
      expect(guard(stuck, aFolder({ offline: null }))).toMatchObject({ items: null });
    });

    it('counts what a person accepted, for it would be lost as well, and says nothing where nothing is at stake', () => {
      expect(guard(stuck, aFolder({ server: 10, offline: 12, expected: -2, status: 'in-step' }))?.items).toBe(2);
      expect(guard(stuck, aFolder({ server: 12, offline: 10, expected: 2, status: 'in-step' }))).toBeNull();
    });
  });

  it('is tried, as a new store id shows, and confirmed once everything is equal in the new store', () => {
    const tried = { fix: 'K11', at: NOW - hours(2), by: null, position: 50 };
    const storeId = { from: 'a', to: 'b', at: NOW - hours(2), position: 50 };
    const mended = anEvidence({ exchange: true, changes: { storeId } });
    expect(K11.fix!.triedByFacts!(mended, NOW - hours(3))).toEqual({ at: NOW - hours(2), position: 50 });
    expect(K11.fix!.confirmed(mended, tried)).toBe(true);
    expect(K11.fix!.confirmed(anEvidence({ exchange: true }), tried)).toBe(false);
    expect(
      K11.fix!.confirmed(anEvidence({ exchange: true, folders: [stuck, ...others], changes: { storeId } }), tried),
    ).toBe(false);
  });
});
