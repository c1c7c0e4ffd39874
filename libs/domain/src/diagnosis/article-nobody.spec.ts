import { describe, expect, it } from '@jest/globals';
import type { Profile } from '@lockstep/contracts';
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

describe('a store that met another server, which rejects the password from then on', () => {
  it.each<[string, Profile]>([
    ['that somebody is logged on', { loggedOn: true }],
    ['nothing of the logon', {}],
  ])('is led by K7 where the profile says %s', (_, profile) => {
    const life = told(healthy(hours(4)), (one: Outlook) => {
      one.profiled({ exchangeService: true, ...profile }).clientIs({ server: 'ex9.example.net' });
      one.troubles = ['credentials-rejected'];
      mailComes(hours(30))(one);
    });
    expect(life.first()).toBe('K7');
  });

  it('is not where nobody is logged on: that comes first, and costs less', () => {
    const life = told(healthy(hours(4)), (one: Outlook) => {
      one.profiled({ loggedOn: false }).clientIs({ server: 'ex9.example.net' });
      one.troubles = ['credentials-rejected'];
      mailComes(hours(30))(one);
    });
    expect(life.first()).toBe('K5');
  });
});

describe('a change that was seen long after the sync before it', () => {
  /** Reports lie hours apart; the second one names another server. */
  const seldomTold = (lastSyncBefore: number) =>
    told((one: Outlook) => {
      one.agent.intervalMs = hours(10);
      one.report().on(hours(10), () => {
        for (const folder of one.folders.values()) folder.last = one.at - lastSyncBefore;
      });
      one.away(hours(25)).mail(9).clientIs({ server: 'ex9.example.net' });
      one.away(hours(5)).mail(9).report();
    });

  it('may be as old as the report before it, and is K7 where the sync was just before that', () => {
    expect(seldomTold(hours(1)).first()).toBe('K7');
  });

  it('is not what stopped it where nothing had come through for hours by then', () => {
    expect(seldomTold(hours(9)).first()).not.toBe('K7');
  });
});
