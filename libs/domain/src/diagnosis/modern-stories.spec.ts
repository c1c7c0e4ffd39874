import { describe, expect, it } from '@jest/globals';
import { MailboxLife } from '../testing/mailbox-life.ts';
import { days, hours, minutes } from '../testing/durations.ts';

/** Mail comes now and then, and every sync fetches it. */
const ordinary = (life: MailboxLife, round: number) => {
  if (round % 3 === 0) life.mail(1 + (round % 4));
  life.synchronize();
};
/** Mail comes between the reading of both sides, so that each report is a few items behind. */
const busy = (life: MailboxLife, round: number) => {
  life.synchronize();
  life.mail(2 + (round % 5));
};

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

/** It fits, it leads, and once it has come nothing else ever led but what is named. */
const leads = (id: string, ...lives: [string, () => MailboxLife][]) => {
  describe(id, () => {
    it.each(lives)('leads %s', (_, live) => {
      expect(live().causes()[0]).toBe(id);
    });
  });
};

leads(
  'cache-window',
  [
    'where a window was there from the first report',
    () => new MailboxLife({ INBOX: { server: 6_000, lacks: 3_800 } }).on(hours(8), ordinary),
  ],
  [
    'where mail is on its way at each report',
    () => new MailboxLife({ INBOX: { server: 6_000, lacks: 3_800 } }).on(hours(8), busy),
  ],
  [
    'where old mail leaves the window while new mail comes',
    () =>
      new MailboxLife({ Archive: { server: 9_000, lacks: 5_000 } }).on(hours(20), (life, round) => {
        ordinary(life, round);
        if (round % 20 === 0) life.folder('Archive').lacks += 1;
      }),
  ],
  [
    'where a declared window is narrower than it says',
    () =>
      new MailboxLife({ Archive: { server: 9_000, lacks: 5_000, expected: 4_000, because: 'window' } }).on(
        hours(6),
        ordinary,
      ),
  ],
);

leads(
  'hidden-items',
  [
    'where a few were there from the first report',
    () => new MailboxLife({ Calendar: { server: 203, offline: 200, lacks: 3 } }).on(hours(30), ordinary),
  ],
  ['of the Inbox, sooner', () => new MailboxLife({ INBOX: { server: 804, lacks: 4 } }).on(hours(8), ordinary)],
  ['of a large folder', () => new MailboxLife({ Archive: { server: 20_000, lacks: 60 } }).on(hours(30), ordinary)],
);

leads(
  'message-rejected',
  [
    'where one of the new messages never comes, and later mail does',
    () =>
      new MailboxLife()
        .on(hours(4), ordinary)
        .then((life) => {
          life.mail(1);
          life.folder('INBOX').lacks = 1;
        })
        .on(hours(8), ordinary),
  ],
  [
    'where it is of a folder that gets no more mail',
    () =>
      new MailboxLife()
        .on(hours(4), ordinary)
        .then((life) => {
          life.mail(3, 'Projects');
          life.folder('Projects').lacks = 1;
        })
        .on(hours(30), ordinary),
  ],
  [
    'where another folder has hidden items',
    () =>
      new MailboxLife({ Calendar: { server: 203, offline: 200, lacks: 3 } })
        .on(hours(4), ordinary)
        .then((life) => {
          life.mail(1);
          life.folder('INBOX').lacks = 1;
        })
        .on(hours(30), ordinary),
  ],
  [
    'where the agent says so',
    () => {
      const life = new MailboxLife().on(hours(1), ordinary);
      life.folder('INBOX').troubles = ['message-rejected'];
      return life.on(hours(1), ordinary);
    },
  ],
);

leads(
  'offline-deleted',
  [
    'where the offline side fell at once',
    () =>
      new MailboxLife()
        .on(hours(4), ordinary)
        .then((life) => (life.folder('Projects').lacks = 120))
        .on(hours(4), ordinary),
  ],
  [
    'where a few were removed from the Inbox',
    () =>
      new MailboxLife()
        .on(hours(4), ordinary)
        .then((life) => (life.folder('INBOX').lacks = 6))
        .on(hours(4), (life) => life.synchronize()),
  ],
  [
    'where they were removed little by little',
    () =>
      new MailboxLife().on(hours(4), ordinary).on(hours(6), (life, round) => {
        ordinary(life, round);
        if (round < 20) life.folder('Projects').lacks += 4;
      }),
  ],
);

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

leads(
  'duplicates',
  [
    'where the agent found copies',
    () => {
      const life = new MailboxLife().on(hours(1), ordinary);
      Object.assign(life.folder('Projects'), { server: 1_000, offline: 1_000, troubles: ['duplicates'] });
      return life.on(hours(1), (one) => one.synchronize('INBOX', 'Sent'));
    },
  ],
  [
    'where all was pulled a second time',
    () =>
      new MailboxLife()
        .on(hours(1), ordinary)
        .then((life) => (life.folder('Projects').lacks = -500))
        .on(hours(1), ordinary),
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

leads(
  'headers-only',
  [
    'in Thunderbird, where nothing new is kept',
    () =>
      new MailboxLife({ INBOX: { server: 4_000, lacks: 3_900 } }, { name: 'Thunderbird', store: 'mbox' }).on(
        hours(5),
        (life) => {
          life.mail();
          life.folder('INBOX').lacks += 1;
          life.synchronize();
        },
      ),
  ],
  [
    'where some is missing beyond what is declared',
    () =>
      new MailboxLife({ INBOX: { server: 4_000, lacks: 3_900, expected: 3_000, because: 'headers-only' } }).on(
        hours(5),
        ordinary,
      ),
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

leads(
  'size-limit',
  [
    'where large messages stay away, and the state lists them',
    () => {
      const life = new MailboxLife().on(hours(4), ordinary);
      life.mail(4, 'Projects').folder('Projects').lacks = 4;
      life.folder('Projects').troubles = ['size-limit'];
      return life.on(hours(30), ordinary);
    },
  ],
  [
    'where the whole replica has a limit',
    () => {
      const life = new MailboxLife().on(hours(4), ordinary);
      life.mail(30, 'Projects').folder('Projects').lacks = 30;
      life.troubles = ['size-limit'];
      return life.on(hours(4), ordinary);
    },
  ],
  [
    'where all is in step by placeholders',
    () => {
      const life = new MailboxLife();
      life.folder('Projects').troubles = ['size-limit'];
      return life.on(hours(4), ordinary);
    },
  ],
);

leads('never-compacted', [
  'where the file holds far more than the server',
  () => {
    const life = new MailboxLife(
      { Projects: { server: 500, lacks: -400, troubles: ['never-compacted'] } },
      { name: 'Thunderbird', store: 'mbox' },
    );
    return life.on(hours(4), ordinary);
  },
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
