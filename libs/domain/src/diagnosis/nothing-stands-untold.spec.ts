import { describe, expect, it } from '@jest/globals';
import { MailboxLife } from '../testing/mailbox-life.ts';
import type { Outlook } from '../testing/outlook.ts';
import { diagnose } from './diagnose.ts';
import { healthy, told } from '../testing/outlook-lives.ts';
import { hours } from '../testing/durations.ts';
import { ordinary } from '../testing/mailbox-lives.ts';

/** All but this folder go on. */
const others = (one: Outlook, without: string) =>
  one.synchronize(...[...one.folders.keys()].filter((name) => name !== without));

/** Its date goes on as well, and its items do not. */
const dated = (one: Outlook, name: string) => {
  others(one, name);
  one.folder(name).last = one.at;
};

describe('an Outlook folder that is left out although syncs complete', () => {
  it.each(['INBOX', 'Projects'])(
    'is K11 where mail removed on the server is kept in %s, to be exported first',
    (name) => {
      const life = told(healthy(hours(4)), (one: Outlook) => {
        one.folder(name).server! -= 110;
        one.on(hours(50), () => dated(one, name));
      });
      const [leading] = life.diagnoses().items;
      expect(leading!.rule.id).toBe('K11');
      expect(leading!.guard).toMatchObject({ items: 110, folders: [[name]] });
    },
  );

  it('is K11 where mail comes to another folder than the Inbox and never arrives', () => {
    const life = told(healthy(hours(4)), (one: Outlook) =>
      one.on(hours(8), () => dated(one.mail(1, 'Projects'), 'Projects')),
    );
    expect(life.diagnoses().items[0]!.rule.id).toBe('K11');
    expect(life.diagnoses().items[0]!.match.folders).toEqual([['Projects']]);
  });

  it('is K11 where it was asked for again and again, and its date grows old', () => {
    const life = told(healthy(hours(4)), (one: Outlook) =>
      one.on(hours(8), () => others(one.mail(1, 'Projects'), 'Projects').attempt('partial')),
    );
    expect(life.diagnoses().items[0]!.rule.id).toBe('K11');
  });
});

describe('a folder of a modern client that is out of step for hours', () => {
  const firstOf = (life: MailboxLife) => diagnose(life.evidence()).items[0]!;
  const well = () => new MailboxLife({ Projects: { server: 150 } }).on(hours(4), ordinary);

  it('is server-deleted where mail removed on the server is kept: first of all, copy what is only here', () => {
    const life = well().then((one) => {
      Object.assign(one.folder('Projects'), { server: 40, lacks: -110 });
    });
    const { rule, guard, steps } = firstOf(life.on(hours(50), ordinary));
    expect(rule.id).toBe('server-deleted');
    expect(guard).toMatchObject({ items: 110, folders: [['Projects']] });
    expect(steps.length).toBeGreaterThan(0);
  });

  it.each([
    ['in words that no rule knows', { error: 'No space left on device' }],
    ['without a word', {}],
  ])('is cause-unknown where attempts go on failing %s', (_, more) => {
    const life = well().on(hours(10), (one, round) => {
      one.mail(1);
      if (round % 12 === 11) one.attempt('failed', more);
    });
    const { rule, match } = firstOf(life);
    expect(rule.id).toBe('cause-unknown');
    expect(match.cause).toContain('error' in more ? more.error : 'none said why');
  });

  it.each([
    ['while its date goes on', true],
    ['and its date grows old', false],
  ])('has a cause where attempts at a folder that grows succeed in part alone, %s', (_, dated) => {
    const life = well().on(hours(30), (one, round) => {
      one.synchronize('INBOX', 'Sent');
      one.mail(1, 'Projects');
      if (dated) one.folder('Projects').last = one.at;
      if (round % 12 === 11) one.attempt('partial');
    });
    expect(firstOf(life).match.folders).toEqual([['Projects']]);
    expect(firstOf(life).match.cause).not.toBe('');
  });
});
