import { describe, expect, it } from '@jest/globals';
import { AlertStory, MIDNIGHT, holds, routed } from '../testing/alert-story.ts';
import { hours, minutes } from '../testing/durations.ts';

const CRITICAL = holds('mismatch', 'critical');
const LOGON = holds('trouble', 'warning', { kind: 'credentials-rejected' });
const WAY = holds('trouble', 'critical', { kind: 'server-unreachable' });
const PAGED = routed(
  { id: 'pager', matchers: [{ severity: 'critical' }], channels: ['pager'], continue: true },
  { id: 'rest', channels: ['mail'] },
);
const heardBy = (story: AlertStory, channel: string) => story.said().filter(([, to]) => to === channel);

describe('a cause', () => {
  it('that goes to other people than its effect does not hide that', () => {
    const story = new AlertStory(PAGED).incident('i', { joined: ['a', 'b'], severity: 'warning' });
    story.is('a', WAY).is('b', CRITICAL).at(hours(1));
    expect(heardBy(story, 'pager').flatMap(([, , , title]) => title)).toHaveLength(2);
    expect(story.alert('2').suppressed).toEqual([]);
  });

  it('keeps it quiet once they hear of the cause as well', () => {
    const story = new AlertStory(PAGED).incident('i', { joined: ['a'], severity: 'warning' }).is('a', CRITICAL);
    expect(story.alert('2').suppressed).toEqual([]);
    story.incident('i', { severity: 'critical' });
    expect(story.alert('2').suppressed).toEqual([{ by: 'inhibition', id: '1' }]);
  });

  it('that nobody is told of keeps nothing quiet', () => {
    const story = new AlertStory(routed({ matchers: [{ rule: 'mismatch' }] }));
    story.is('a', LOGON, holds('mismatch', 'warning')).at(hours(1));
    expect(story.said()).toEqual([[0.5, 'mail', 'firing', 'Person a: Inbox is mismatched']]);
    expect(story.alert('2').suppressed).toEqual([]);
  });

  it('keeps quiet what it causes as soon as a route of its own leads somewhere', () => {
    const story = new AlertStory(routed({ matchers: [{ rule: 'mismatch' }] }));
    story.is('a', LOGON, holds('mismatch', 'warning'));
    story.routes = routed({ id: 'all' });
    story.tick();
    expect(story.alert('2').suppressed).toEqual([{ by: 'inhibition', id: '1' }]);
  });

  it('stands above its effects while nobody is told of anything', () => {
    const story = new AlertStory(routed()).is('a', LOGON, holds('mismatch', 'warning')).at(hours(1));
    expect(story.alert('2').suppressed).toEqual([{ by: 'inhibition', id: '1' }]);
  });

  it('that somebody has silenced still keeps its effects quiet: that was wanted', () => {
    const silence = { do: 'silence', id: 's', by: 'Bo', matchers: [{ rule: 'trouble' }] } as const;
    const story = new AlertStory()
      .says({ ...silence, comment: 'known', until: MIDNIGHT + hours(20), endsOnResolve: false })
      .is('a', LOGON, holds('mismatch', 'warning'))
      .at(hours(5));
    expect(story.said()).toEqual([]);
  });
});

describe('an incident whose alert relapses onto another one', () => {
  it('affects whom that one affects, and nobody else', () => {
    const story = new AlertStory().is('a', WAY).incident('i1', { joined: ['a', 'b', 'c'], severity: 'critical' });
    story.at(minutes(1)).incident('i1', { closed: true }).at(minutes(2));
    story.incident('i2', { joined: ['c', 'd'], severity: 'critical' }).at(hours(1));
    expect([...story.state.members.values()].map((ids) => [...ids].sort())).toEqual([['c', 'd']]);
    expect(story.alert('1').suppressed).toEqual([]);
    expect(
      story
        .said()
        .map(([, , , title]) => title)
        .join(),
    ).toContain('Person a');
  });
});
