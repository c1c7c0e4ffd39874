import { describe, expect, it } from '@jest/globals';
import type { Outlook } from '../testing/outlook.ts';
import { healthy, mailComes, told } from '../testing/outlook-lives.ts';
import { days, hours } from '../testing/durations.ts';

describe('the row of the article that finds nothing broken, or a store that was moved, leads', () => {
  it.each<[string, string, (one: Outlook) => unknown]>([
    ['K7', 'the store was moved', (one) => mailComes(hours(8))(one.clientIs({ storePath: 'D:\\moved\\zoe.ost' }))],
    [
      'K7',
      'the store met another server, and attempts fail',
      (one) =>
        one
          .clientIs({ server: 'ex9.example.net' })
          .on(hours(8), () => one.mail(4).attempt('failed', { error: 'Synchronization failed' })),
    ],
    [
      'K7',
      'the store met another server, which refuses the logon',
      (one) =>
        one
          .clientIs({ server: 'ex9.example.net' })
          .on(hours(3), () => one.mail(4).attempt('failed', { error: 'Logon failed' })),
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
      'K9',
      'so much is fetched that the dates grow old meanwhile',
      (one) => {
        one.away(days(30)).mail(90_000);
        one.on(hours(7), () => {
          one.folder('INBOX').offline! += 500;
        });
      },
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
  ])('%s: %s', (id, _, live) => {
    expect(told(healthy(hours(6)), live).first()).toBe(id);
  });
});
