import { describe, expect, it } from '@jest/globals';
import type { Outlook } from '../testing/outlook.ts';
import { healthy, mailComes, told } from '../testing/outlook-lives.ts';
import { hours } from '../testing/durations.ts';

describe('the row of the article that makes anew what is damaged leads', () => {
  it.each<[string, string, (one: Outlook) => unknown]>([
    [
      'K11',
      'all but the Inbox synchronize',
      (one) => one.on(hours(8), () => one.mail(6).mail(2, 'Projects').synchronize('Sent Items', 'Projects', 'Archive')),
    ],
    [
      'K11',
      'all but the Inbox synchronize, and attempts claim success',
      (one) =>
        one.on(hours(8), () => one.mail(6).synchronize('Sent Items', 'Projects', 'Archive').attempt('succeeded')),
    ],
    [
      'K11',
      'the Inbox stands still though it is dated',
      (one) =>
        one.on(hours(8), () => {
          one.mail(6).synchronize('Sent Items', 'Projects', 'Archive');
          one.folder('INBOX').last = one.at;
        }),
    ],
    [
      'K11',
      'every attempt fails, and nothing says why',
      (one) => one.on(hours(8), () => one.mail(6).attempt('failed', { error: 'Synchronization failed' })),
    ],
    [
      'K11',
      'the store is damaged, as the agent says',
      (one) => {
        one.troubles = ['offline-store-damaged'];
        one.on(hours(2));
      },
    ],
    [
      'K11',
      'all but the Inbox and one of eight other folders synchronize',
      (one) => {
        for (let name = 1; name <= 5; name += 1)
          one.folders.set(`Folder ${name}`, { server: 50, offline: 50, last: one.at });
        const others = [...one.folders.keys()].filter((name) => name !== 'INBOX' && name !== 'Archive');
        one.on(hours(8), () => one.mail(6).synchronize(...others));
      },
    ],
    [
      'K11',
      'a store that holds more than the server, and every attempt fails in part',
      (one) => {
        one.folder('Projects').offline! += 40;
        one.on(hours(8), () => one.mail(6).synchronize('Sent Items', 'Archive').attempt('partial'));
      },
    ],
    [
      'K12',
      'a new store, and the Inbox fails as before',
      (one) => {
        const but = () => one.mail(6).synchronize('Sent Items', 'Projects', 'Archive');
        one.on(hours(8), but);
        one.folder('INBOX').offline = 0;
        one.clientIs({ storeId: 'store-2', storePath: 'C:\\mail\\new.ost' }).on(hours(5), but);
      },
    ],
    [
      'K12',
      'somebody says that a new store was made, and attempts fail',
      (one) => {
        const fails = () => one.mail(6).attempt('failed', { error: 'Synchronization failed' });
        one.on(hours(8), fails);
        one.tried('K11').on(hours(2), fails);
      },
    ],
    [
      'K12',
      'a new store stays empty, and no attempt is known',
      (one) => {
        mailComes(hours(8))(one);
        for (const counts of one.folders.values()) Object.assign(counts, { offline: 0, last: null });
        mailComes(hours(6))(one.clientIs({ storeId: 'store-2' }));
      },
    ],
    [
      'K13',
      'a new store and a new version, and the Inbox fails as before',
      (one) => {
        const but = () => one.mail(6).synchronize('Sent Items', 'Projects', 'Archive').attempt('partial');
        one.on(hours(8), but);
        one.clientIs({ storeId: 'store-2' }).on(hours(5), but);
        one.clientIs({ version: '9.0.3821' }).on(hours(5), but);
      },
    ],
    [
      'K13',
      'both are said to have been tried, and attempts fail',
      (one) => {
        const fails = () => one.mail(6).attempt('failed', { error: 'Synchronization failed' });
        one.on(hours(8), fails);
        one.tried('K11').on(hours(3), fails);
        one.tried('K12').on(hours(3), fails);
      },
    ],
  ])('%s: %s', (id, _, live) => {
    expect(told(healthy(hours(6)), live).first()).toBe(id);
  });
});
