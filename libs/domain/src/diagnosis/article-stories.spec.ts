import { describe, expect, it } from '@jest/globals';
import type { Outlook } from '../testing/outlook.ts';
import { healthy, mailComes, told } from '../testing/outlook-lives.ts';
import { days, hours } from '../testing/durations.ts';

describe('the article’s row leads', () => {
  it.each<[string, string, (one: Outlook) => unknown]>([
    [
      'K1',
      'offline use is not set up, as the agent says',
      (one) => {
        one.folders.clear();
        one.troubles = ['offline-use-not-set-up'];
        one.on(hours(1));
      },
    ],
    [
      'K3',
      'the service is gone from the profile and mail comes',
      (one) => mailComes(hours(6))(one.profiled({ exchangeService: false })),
    ],
    [
      'K3',
      'the service is gone and the agent cannot count the server',
      (one) => {
        one.profiled({ exchangeService: false });
        for (const counts of one.folders.values()) counts.server = null;
        one.on(hours(6));
      },
    ],
    [
      'K4',
      'the Inbox drains into a .pst, as the profile says',
      (one) => {
        one.profiled({ deliverTo: 'pst' }).on(hours(6), () => {
          one.synchronize('Sent Items', 'Projects', 'Archive');
          one.mail(-25);
        });
      },
    ],
    [
      'K4',
      'the Inbox drains, and the profile is not known',
      (one) => {
        one.on(hours(8), () => {
          one.synchronize('Sent Items', 'Projects', 'Archive');
          one.mail(-24).folder('INBOX').last = one.at;
        });
      },
    ],
    [
      'K5',
      'the logon was cancelled this morning',
      (one) => {
        one.synchronize().away(hours(14)).profiled({ loggedOn: false });
        mailComes(hours(6))(one);
      },
    ],
    [
      'K5',
      'attempts fail on the password',
      (one) => one.on(hours(6), () => one.mail(3).attempt('failed', { error: 'Logon failed: wrong password' })),
    ],
    [
      'K6',
      'the server is out of reach',
      (one) => {
        one.troubles = ['server-unreachable'];
        for (const counts of one.folders.values()) counts.server = null;
        one.on(hours(6));
      },
    ],
    [
      'K6',
      'attempts end in a time-out',
      (one) => one.on(hours(6), () => one.mail(3).attempt('failed', { error: 'Connection timed out' })),
    ],
    ['K7', 'the store was moved', (one) => mailComes(hours(8))(one.clientIs({ storePath: 'D:\\moved\\zoe.ost' }))],
    [
      'K7',
      'the store met another server, and attempts fail',
      (one) =>
        one
          .clientIs({ server: 'ex9.example.net' })
          .on(hours(8), () => one.mail(4).attempt('failed', { error: 'Synchronization failed' })),
    ],
    ['K8', 'nobody synchronizes for a day', (one) => mailComes(hours(10))(one)],
    ['K8', 'nobody synchronizes, and no mail comes', (one) => one.on(hours(10))],
    [
      'K8',
      'the path changed days after the last sync',
      (one) => {
        mailComes(hours(9))(one);
        mailComes(hours(2))(one.clientIs({ storePath: 'D:\\zoe.ost' }));
      },
    ],
    [
      'K8',
      'only the Inbox is synchronized, with This Folder',
      (one) =>
        one.on(hours(10), () =>
          one
            .mail(2)
            .mail(1, 'Projects')
            .synchronize('INBOX')
            .attempt('succeeded', { folders: [['INBOX']] }),
        ),
    ],
    [
      'K8',
      'only the Inbox is fresh, and no attempt is known',
      (one) => one.on(hours(10), () => one.mail(2).mail(3, 'Projects').synchronize('INBOX')),
    ],
    [
      'K8',
      'automatic synchronization is off, and the client was not left since',
      (one) => mailComes(hours(10))(one.profiled({ syncOnExit: false })),
    ],
    [
      'K10',
      'Outlook is left each evening, and does not synchronize',
      (one) => {
        one.profiled({ syncOnExit: false });
        for (let day = 0; day < 3; day += 1) mailComes(hours(9))(one.away(hours(15)));
      },
    ],
    [
      'K10',
      'exits without a sync, and the profile does not say',
      (one) => {
        for (let day = 0; day < 3; day += 1) {
          mailComes(hours(8))(one);
          one.profiled({ lastExitAt: new Date(1_795_420_800_000 + one.at).toISOString() }).on(hours(2));
          one.away(hours(14));
        }
        mailComes(hours(2))(one);
      },
    ],
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
      'K9',
      'after a month away thousands are fetched',
      (one) => {
        one.away(days(30)).mail(9_000);
        one.on(hours(2), () => {
          one.folder('INBOX').offline! += 500;
        });
      },
    ],
    [
      'K4',
      'the Inbox has begun to drain',
      (one) =>
        one.on(hours(4), () => {
          one.synchronize('Sent Items', 'Projects', 'Archive');
          one.mail(-16).folder('INBOX').last = one.at;
        }),
    ],
    [
      'K5',
      'nobody is logged on, and so the server cannot be reached either',
      (one) => {
        one.profiled({ loggedOn: false }).troubles = ['server-unreachable'];
        one.on(hours(5));
      },
    ],
    [
      'K6',
      'the server is out of reach, and automatic synchronization is off',
      (one) => {
        one.profiled({ syncOnExit: false }).troubles = ['server-timeout'];
        one.away(hours(14)).on(hours(5));
      },
    ],
    [
      'K7',
      'the store met another server, which refuses the logon',
      (one) =>
        one
          .clientIs({ server: 'ex9.example.net' })
          .on(hours(3), () => one.mail(4).attempt('failed', { error: 'Logon failed' })),
    ],
    [
      'K8',
      'no folder has a date, mail comes and nothing moves offline',
      (one) => {
        for (const counts of one.folders.values()) counts.last = null;
        mailComes(hours(6))(one);
      },
    ],
    [
      'K8',
      'an attempt failed on the train days ago, and nobody has tried since',
      (one) => {
        one.attempt('failed', { error: 'The network is not available' });
        mailComes(hours(9))(one.away(hours(15)));
        mailComes(hours(9))(one.away(hours(15)));
      },
    ],
    [
      'K8',
      'attempts succeeded until yesterday, and there are none since',
      (one) => {
        one.on(hours(4), () => one.mail().synchronize().attempt('succeeded'));
        mailComes(hours(9))(one.away(hours(15)));
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
      'a new store stays empty, and no attempt is known',
      (one) => {
        mailComes(hours(8))(one);
        for (const counts of one.folders.values()) Object.assign(counts, { offline: 0, last: null });
        mailComes(hours(6))(one.clientIs({ storeId: 'store-2' }));
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
    [
      'K9',
      'so much is fetched that the dates grow old meanwhile',
      (one) => {
        one.away(days(30)).mail(90_000);
        one.on(hours(7), () => {
          one.folder('INBOX').offline! += 500;
        });
      },
    ],
  ])('%s: %s', (id, _, live) => {
    expect(told(healthy(hours(6)), live).first()).toBe(id);
  });
});
