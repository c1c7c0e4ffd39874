import { describe, expect, it } from '@jest/globals';
import type { Outlook } from '../testing/outlook.ts';
import { healthy, told } from '../testing/outlook-lives.ts';
import { hours } from '../testing/durations.ts';

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
