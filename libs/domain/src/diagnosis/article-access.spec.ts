import { describe, expect, it } from '@jest/globals';
import type { Outlook } from '../testing/outlook.ts';
import { healthy, mailComes, told } from '../testing/outlook-lives.ts';
import { hours } from '../testing/durations.ts';

describe('the row of the article that asks for profile, delivery, logon and network leads', () => {
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
      'K5',
      'nobody is logged on, and so the server cannot be reached either',
      (one) => {
        one.profiled({ loggedOn: false }).troubles = ['server-unreachable'];
        one.on(hours(5));
      },
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
    [
      'K6',
      'the server is out of reach, and automatic synchronization is off',
      (one) => {
        one.profiled({ syncOnExit: false }).troubles = ['server-timeout'];
        one.away(hours(14)).on(hours(5));
      },
    ],
  ])('%s: %s', (id, _, live) => {
    expect(told(healthy(hours(6)), live).first()).toBe(id);
  });
});
