import { describe, expect, it } from '@jest/globals';
import { MailboxLife } from '../testing/mailbox-life.ts';
import { leads, ordinary } from '../testing/mailbox-lives.ts';
import { hours } from '../testing/durations.ts';

leads(
  'not-synchronizing',
  [
    'where mail comes and nothing fetches it',
    () =>
      new MailboxLife().on(hours(4), ordinary).on(hours(2), (life, round) => {
        if (round % 2 === 0) life.mail(2);
      }),
  ],
  ['where nothing comes either, and it grows stale', () => new MailboxLife().on(hours(4), ordinary).on(hours(6))],
  [
    'where only the Inbox is fetched',
    () =>
      new MailboxLife().on(hours(4), ordinary).on(hours(6), (life) => {
        life.mail(3, 'Projects').mail(2, 'Sent').mail(1);
        life.synchronize('INBOX');
      }),
  ],
);

leads(
  'sync-state-damaged',
  [
    'where one folder is stuck and the others go on',
    () =>
      new MailboxLife().on(hours(4), ordinary).on(hours(6), (life, round) => {
        if (round % 6 === 0) life.mail(3, 'Projects');
        life.mail(1).synchronize('INBOX', 'Sent');
      }),
  ],
  [
    'where the agent says so, and a message was rejected elsewhere',
    () => {
      const life = new MailboxLife().on(hours(1), ordinary);
      life.folder('Projects').troubles = ['sync-state-damaged'];
      life.folder('INBOX').troubles = ['message-rejected'];
      return life.on(hours(1), ordinary);
    },
  ],
);

leads('mailbox-moved', [
  'where nothing came since the server is another',
  () =>
    new MailboxLife()
      .on(hours(4), ordinary)
      .clientIs({ server: 'imap2.example.org' })
      .on(hours(6), (life) => life.mail()),
]);

leads(
  'too-large',
  [
    'where the largest folder falls behind',
    () =>
      new MailboxLife({ Archive: { server: 140_000 } }).on(hours(4), ordinary).on(hours(6), (life) => {
        life.mail(40, 'Archive').synchronize('INBOX', 'Sent', 'Projects');
      }),
  ],
  [
    'where there are too many folders',
    () => {
      const folders = Object.fromEntries(Array.from({ length: 520 }, (_, index) => [`Box ${index}`, { server: 60 }]));
      const some = Object.keys(folders).slice(0, 300);
      return new MailboxLife(folders).on(hours(1), ordinary).on(hours(5), (life, round) => {
        if (round === 0) for (const name of some) life.mail(20, name);
        life.synchronize('INBOX', 'Sent', 'Projects', ...Object.keys(folders).slice(300));
      });
    },
  ],
);

leads('local-only-folder', [
  'where errors pile up',
  () =>
    new MailboxLife({ 'Sync Issues': { server: null, offline: 4, last: null, because: 'local-only' } }).on(
      hours(8),
      (life, round) => {
        ordinary(life, round);
        if (round % 5 === 0) life.folder('Sync Issues').offline! += 1;
      },
    ),
]);

leads('credentials-rejected', [
  'where attempts fail on the password',
  () =>
    new MailboxLife().on(hours(4), ordinary).on(hours(5), (life, round) => {
      if (round % 6 === 0) life.mail().attempt('failed', { error: 'AUTHENTICATIONFAILED Authentication failed.' });
    }),
]);

leads('server-unreachable', [
  'where attempts fail for want of a connection',
  () =>
    new MailboxLife().on(hours(4), ordinary).on(hours(5), (life, round) => {
      if (round % 6 === 0) life.mail().attempt('failed', { error: 'connect ECONNREFUSED 10.0.0.3:143' });
    }),
]);

leads('sync-hung', [
  'where a run goes on for hours and nothing moves',
  () =>
    new MailboxLife()
      .on(hours(4), ordinary)
      .then((life) => (life.troubles = ['sync-in-progress']))
      .on(hours(5), (life) => life.mail(5)),
]);

describe('what stands beside it', () => {
  it('does not take the lead from what stops everything', () => {
    const life = new MailboxLife({ Archive: { server: 9_000, lacks: 5_000 }, Calendar: { server: 203, lacks: 3 } });
    life.on(hours(30), ordinary).folder('Projects').troubles = ['uidvalidity-changed'];
    life.folder('INBOX').troubles = ['offline-folder-missing'];
    expect(life.on(hours(1), (one) => one.synchronize('Sent')).causes()[0]).toBe('uidvalidity-changed');
  });

  it('is told as well, with what tells them apart', () => {
    const life = new MailboxLife().on(hours(1), ordinary);
    life.troubles = ['server-unreachable'];
    life.folder('INBOX').troubles = ['sync-hung'];
    expect(life.on(hours(1)).causes()).toEqual(['server-unreachable', 'sync-hung']);
  });

  it('is nothing any more once the fix has helped', () => {
    const life = new MailboxLife().on(hours(4), ordinary).on(hours(6));
    expect(life.causes()).toEqual(['not-synchronizing']);
    expect(life.on(hours(1), ordinary).causes()).toEqual([]);
  });
});
