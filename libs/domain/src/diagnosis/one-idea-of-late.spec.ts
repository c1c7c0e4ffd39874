import { describe, expect, it } from '@jest/globals';
import { MailboxLife } from '../testing/mailbox-life.ts';
import { ordinary } from '../testing/mailbox-lives.ts';
import { hours, minutes } from '../testing/durations.ts';

/** A folder of which the agent says itself why it is left behind, while the others go on. */
const withFolder = (trouble: string, server: number | null, offline: number | null) =>
  new MailboxLife()
    .on(hours(1), ordinary)
    .then((life) => life.folders.set('Old', { server, offline, last: -hours(9), lacks: 0, troubles: [trouble] }))
    .on(hours(8), (life, round) => {
      if (round % 3 === 0) life.mail(2);
      life.synchronize('INBOX', 'Sent', 'Projects');
    });

describe('what is late, and what nobody synchronizes', () => {
  it.each<[string, string, number | null, number | null]>([
    ['is gone from the server', 'server-folder-missing', null, 50],
    ['counts nothing on the server, for it is gone there', 'server-folder-missing', 0, 50],
    ['is missing offline', 'offline-folder-missing', 50, null],
  ])('is no folder that %s: that is its cause', (_, trouble, server, offline) => {
    expect(withFolder(trouble, server, offline).causes()).toEqual([trouble]);
  });

  it('is not nothing while a run has the folders in hand', () => {
    const life = new MailboxLife()
      .on(hours(2), ordinary)
      .on(hours(30))
      .then((one) => one.mail(200));
    life.troubles = ['sync-in-progress'];
    life.on(minutes(15), (one) => (one.folder('INBOX').offline! += 20));
    expect(life.causes()).not.toContain('not-synchronizing');
    life.on(minutes(20));
    expect(life.causes()).not.toContain('not-synchronizing');
  });

  it('is never told beside a run that hangs', () => {
    const life = new MailboxLife().on(hours(2), ordinary).then((one) => one.mail(200));
    life.troubles = ['sync-in-progress'];
    life.on(hours(30));
    expect(life.causes()).toEqual(['sync-hung']);
  });

  it('is told although the folders that are synchronized are just being so', () => {
    const life = new MailboxLife()
      .on(hours(2), ordinary)
      .on(hours(12), (one) => one.mail(2).mail(1, 'Sent').mail(1, 'Projects').synchronize('INBOX'));
    life.folder('INBOX').troubles = ['sync-in-progress'];
    life.on(minutes(10), (one) => one.synchronize('INBOX'));
    expect(life.causes()[0]).toBe('not-synchronizing');
  });

  it('is no folder whose run comes once in half an hour, a moment before that run', () => {
    const life = new MailboxLife().on(hours(2), ordinary).then((one) => one.mail(2_000, 'Projects'));
    life.on(minutes(35), (one) => one.synchronize('INBOX', 'Sent'));
    expect(life.evidence().judgement.status).toBe('mismatched');
    expect(life.causes()).toEqual([]);
    life.on(minutes(30), (one) => one.synchronize('INBOX', 'Sent'));
    expect(life.causes()).not.toEqual([]);
  });
});
