import { describe, expect, it } from '@jest/globals';
import { MailboxLife } from '../testing/mailbox-life.ts';
import { ordinary } from '../testing/mailbox-lives.ts';
import { hours } from '../testing/durations.ts';

const OUTLOOK = {
  name: 'Outlook',
  version: '16.0',
  store: 'ost',
  storePath: 'C:\\\\zoe.ost',
  server: 'outlook.example.org',
};

describe('of an Outlook', () => {
  it.each<[string, string, () => MailboxLife]>([
    [
      'cache-window',
      'a window',
      () => new MailboxLife({ INBOX: { server: 9_000, lacks: 6_000 } }, OUTLOOK).on(hours(9), ordinary),
    ],
    [
      'cache-window',
      'a window, and no dates',
      () =>
        new MailboxLife({ INBOX: { server: 9_000, lacks: 6_000, last: null } }, OUTLOOK).on(hours(9), (life, round) => {
          ordinary(life, round);
          for (const folder of life.folders.values()) folder.last = null;
        }),
    ],
    [
      'hidden-items',
      'hidden items',
      () => new MailboxLife({ Calendar: { server: 212, offline: 200, lacks: 12 } }, OUTLOOK).on(hours(30), ordinary),
    ],
    [
      'too-large',
      'a very large Inbox that falls behind',
      () =>
        new MailboxLife({ INBOX: { server: 130_000 } }, OUTLOOK)
          .on(hours(4), ordinary)
          .on(hours(6), (life) => life.mail(9).synchronize('Sent', 'Projects')),
    ],
    [
      'too-large',
      'a very large folder that falls behind',
      () =>
        new MailboxLife({ Archive: { server: 130_000 } }, OUTLOOK)
          .on(hours(4), ordinary)
          .on(hours(6), (life) => life.mail(40, 'Archive').mail().synchronize('INBOX', 'Sent', 'Projects')),
    ],
    [
      'offline-store-in-use',
      'a file that is locked',
      () => {
        const life = new MailboxLife({}, OUTLOOK).on(hours(1), ordinary);
        life.troubles = ['offline-store-in-use'];
        return life.on(hours(1), (one) => {
          for (const folder of one.folders.values()) folder.offline = null;
        });
      },
    ],
    [
      'local-only-folder',
      'errors that pile up',
      () =>
        new MailboxLife(
          { 'Sync Issues/Conflicts': { server: null, offline: 0, last: null, because: 'local-only' } },
          OUTLOOK,
        ).on(hours(8), (life, round) => {
          ordinary(life, round);
          if (round % 4 === 0) life.folder('Sync Issues/Conflicts').offline! += 1;
        }),
    ],
    [
      'message-rejected',
      'a message that cannot be stored',
      () =>
        new MailboxLife({}, OUTLOOK)
          .on(hours(4), ordinary)
          .then((life) => (life.mail(1).folder('INBOX').lacks = 1))
          .on(hours(9), ordinary),
    ],
    [
      'tls-failed',
      'a certificate that fails',
      () => {
        const life = new MailboxLife({}, OUTLOOK).on(hours(1), ordinary);
        life.troubles = ['tls-failed'];
        return life.on(hours(1), (one) => {
          for (const folder of one.folders.values()) folder.server = null;
        });
      },
    ],
  ])('%s leads where there is %s', (id, _, live) => {
    expect(live().causes()[0]).toBe(id);
  });
});
