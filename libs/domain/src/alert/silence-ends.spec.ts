import { describe, expect, it } from '@jest/globals';
import { AlertStory, MIDNIGHT, holds } from '../testing/alert-story.ts';
import { hours, minutes } from '../testing/durations.ts';

const silence = { do: 'silence', id: 's', by: 'Bo', matchers: [{ server: 'imap-01' }], comment: 'patches' } as const;
const quiet = () => new AlertStory().says({ ...silence, until: MIDNIGHT + hours(10), endsOnResolve: true });

describe('a silence that ends with what it keeps quiet', () => {
  it('does not end with what was pending and passed', () => {
    const story = quiet().is('z', holds('mismatch', null)).at(minutes(2)).is('z').at(minutes(3));
    expect([...story.state.silences.keys()]).toEqual(['s']);
    story.is('a', holds('mismatch', 'warning')).at(hours(1));
    expect(story.said()).toEqual([]);
    story.is('a').at(hours(2));
    expect([...story.state.silences.keys()]).toEqual([]);
  });

  it('ends when what was pending beside it has passed as well', () => {
    const story = quiet().is('a', holds('mismatch', 'warning')).is('z', holds('mismatch', null)).at(minutes(2));
    story.is('a').at(hours(1));
    expect([...story.state.silences.keys()]).toEqual(['s']);
    story.is('z').at(hours(2));
    expect([...story.state.silences.keys()]).toEqual([]);
  });
});
