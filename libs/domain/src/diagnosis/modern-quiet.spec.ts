import { describe, expect, it } from '@jest/globals';
import { MailboxLife } from '../testing/mailbox-life.ts';
import { busy, ordinary } from '../testing/mailbox-lives.ts';
import { days, hours, minutes } from '../testing/durations.ts';

describe('a life in which nothing is wrong is given no cause, ever', () => {
  it.each<[string, () => MailboxLife]>([
    ['a quiet mailbox', () => new MailboxLife().on(days(2), (life) => life.synchronize())],
    ['ordinary mail', () => new MailboxLife().on(days(2), ordinary)],
    ['a busy Inbox', () => new MailboxLife().on(days(2), busy)],
    [
      'a large folder that arrives',
      () =>
        new MailboxLife()
          .on(hours(2), ordinary)
          .then((life) => life.mail(6_000, 'Projects'))
          .on(hours(3), (life) => {
            const folder = life.folder('Projects');
            life.synchronize('INBOX', 'Sent');
            folder.offline = Math.min(folder.server!, folder.offline! + 250);
            if (folder.offline === folder.server) folder.last = life.at;
          })
          .on(hours(2), ordinary),
    ],
    [
      'a holiday',
      () =>
        new MailboxLife()
          .on(hours(8), ordinary)
          .away(days(15))
          .then((life) => life.mail(120))
          .on(hours(8), ordinary),
    ],
    [
      'short nights',
      () => {
        const life = new MailboxLife();
        for (let day = 0; day < 5; day += 1) life.on(hours(18), ordinary).away(hours(6)).mail(9);
        return life.on(hours(2), ordinary);
      },
    ],
    [
      'hidden items below the threshold, and a window that is declared',
      () =>
        new MailboxLife({
          Calendar: { server: 40, offline: 38, lacks: 2 },
          Archive: { server: 9_000, lacks: 7_000, expected: 7_000, because: 'window' },
        }).on(hours(20), ordinary),
    ],
    [
      'much is deleted on one side, then on the other',
      () =>
        new MailboxLife()
          .on(hours(2), ordinary)
          .then((life) => (life.folder('INBOX').offline! -= 300))
          .on(minutes(5))
          .then((life) => (life.folder('INBOX').server! -= 300))
          .on(hours(6), ordinary),
    ],
    [
      'an error folder gets an entry now and then',
      () =>
        new MailboxLife({ 'Sync Issues': { server: null, offline: 4, last: null, because: 'local-only' } }).on(
          days(3),
          (life, round) => {
            ordinary(life, round);
            if (round % 200 === 0) life.folder('Sync Issues').offline! += 1;
          },
        ),
    ],
    [
      'one attempt fails, and the next succeeds',
      () =>
        new MailboxLife()
          .on(hours(3), ordinary)
          .attempt('failed', { error: 'connection timed out' })
          .on(minutes(15))
          .then((life) => life.synchronize().attempt('succeeded'))
          .on(hours(3), ordinary),
    ],
  ])('%s', (_, live) => {
    expect(live().causesEver()).toEqual([]);
  });
});
