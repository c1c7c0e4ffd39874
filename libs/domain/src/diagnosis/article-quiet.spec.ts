import { describe, expect, it } from '@jest/globals';
import type { Outlook } from '../testing/outlook.ts';
import { healthy, told } from '../testing/outlook-lives.ts';
import { days, hours, minutes } from '../testing/durations.ts';

describe('a life in which nothing is wrong is given no row of the article', () => {
  it.each([
    [
      'a busy Inbox, a few items behind at every report',
      (one: Outlook) => one.on(days(1), () => one.synchronize().mail(7)),
    ],
    [
      'a large folder arrives and is fetched at once',
      (one: Outlook) => {
        one.mail(3_000, 'Projects');
        one.on(hours(2), () => {
          const counts = one.folder('Projects');
          counts.offline = Math.min(counts.server!, counts.offline! + 600);
          counts.last = one.at;
          for (const name of ['INBOX', 'Sent Items', 'Archive']) one.synchronize(name);
        });
      },
    ],
    [
      'a holiday, and a short return',
      (one: Outlook) => {
        healthy(hours(8))(one);
        one.away(days(14)).mail(60).on(minutes(15));
        healthy(hours(4))(one);
      },
    ],
    [
      'a week of short nights',
      (one: Outlook) => {
        for (let day = 0; day < 7; day += 1) healthy(hours(20))(one.away(hours(4)));
      },
    ],
    [
      'the server goes by another name, and all goes on',
      (one: Outlook) => {
        one.clientIs({ server: 'ex2.example.org', storePath: 'D:\\zoe.ost' });
        healthy(hours(6))(one);
      },
    ],
    [
      'automatic synchronization is off, and somebody synchronizes by hand',
      (one: Outlook) => {
        one.profiled({ syncOnExit: false, offlineAccess: true });
        healthy(hours(6))(one);
      },
    ],
    [
      'one attempt fails for want of a network, and the next succeeds',
      (one: Outlook) => {
        one
          .attempt('failed', { error: 'The network is unavailable' })
          .on(minutes(15))
          .synchronize()
          .attempt('succeeded');
        healthy(hours(2))(one);
      },
    ],
  ])('%s', (_, live) => {
    expect(told(healthy(hours(2)), live).rows()).toEqual([]);
  });
});
