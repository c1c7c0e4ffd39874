import { MailboxLife } from '../testing/mailbox-life.ts';
import { busy, leads, ordinary } from '../testing/mailbox-lives.ts';
import { hours } from '../testing/durations.ts';

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
