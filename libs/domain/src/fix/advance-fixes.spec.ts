import { describe, expect, it } from '@jest/globals';
import { aRule, FixStory, type Cause } from '../testing/fixes.ts';
import { days, hours, minutes } from '../testing/durations.ts';
import { NOW } from '../testing/evidence.ts';

const fits: Cause = { fits: true };
const gone: Cause = { fits: false };
const named = (story: FixStory) => story.events.map(({ type }) => type);

/** Suggested after ten minutes, tried at one hour. */
function tried(fix: Parameters<typeof aRule>[1] = {}): FixStory {
  const story = new FixStory([aRule('A', fix)]);
  story.at({ at: 0, causes: { A: fits } });
  story.at({ at: minutes(30), causes: { A: fits } });
  story.tries(hours(1), 'A');
  expect(named(story)).toEqual(['FixSuggested', 'FixTried']);
  return story;
}

function confirmed(): FixStory {
  const story = tried();
  story.at({ at: hours(2), causes: { A: gone } });
  expect(named(story).at(-1)).toBe('FixConfirmed');
  return story;
}

describe('a fix', () => {
  it('is suggested once its cause has stood for ten minutes, at that moment, with the facts that speak for it', () => {
    const story = new FixStory([aRule('A')]);
    expect(story.at({ at: 0, causes: { A: fits } })).toEqual([]);
    expect(story.dueAt).toBe(minutes(10));
    expect(story.at({ at: hours(1), causes: { A: fits } })).toMatchObject([
      { type: 'FixSuggested', data: { fix: 'A', evidence: [7] } },
    ]);
    expect(story.fixes.lives).toMatchObject([{ fix: 'A', number: 1, status: 'suggested' }]);
    expect(story.fixes.lives[0]!.suggestedAt! % minutes(60)).toBe(minutes(10));
  });

  it('is suggested with the cause that led then, where that is not the first of the catalogue', () => {
    const story = new FixStory([aRule('A'), { ...aRule('B'), before: () => 'A' }]);
    const both = { A: fits, B: fits };
    story.at({ at: 0, causes: both });
    const events = story.at({ at: hours(1), causes: both });
    expect(events.map(({ data }) => data)).toMatchObject([
      { fix: 'A', first: 'B' },
      { fix: 'B', first: 'B' },
    ]);
  });

  it('waits for its own time where its cause may pass by itself', () => {
    const story = new FixStory([aRule('A', { suggestAfterMs: minutes(30) })]);
    story.at({ at: 0, causes: { A: fits } });
    expect(story.dueAt).toBe(minutes(30));
    story.at({ at: minutes(25), causes: { A: gone } });
    story.at({ at: hours(1), causes: { A: gone } });
    expect(story.events).toEqual([]);
    story.at({ at: hours(2), causes: { A: fits } });
    story.at({ at: hours(3), causes: { A: fits } });
    expect(named(story)).toEqual(['FixSuggested']);
    expect(story.fixes.lives[0]!.suggestedAt! % hours(1)).toBe(minutes(30));
  });

  it('is not suggested for a cause that one report saw and the next did not', () => {
    const story = new FixStory([aRule('A')]);
    story.at({ at: 0, causes: { A: fits } });
    story.at({ at: minutes(5), causes: { A: gone } });
    story.at({ at: hours(5), causes: { A: gone } });
    expect(story.events).toEqual([]);
    expect(story.fixes.standing).toEqual([]);
  });

  it('is withdrawn when its cause has been gone for ten minutes, and not for a flicker', () => {
    const story = new FixStory([aRule('A')]);
    story.at({ at: 0, causes: { A: fits } });
    story.at({ at: minutes(15), causes: { A: gone } });
    story.at({ at: minutes(20), causes: { A: fits } });
    expect(named(story)).toEqual(['FixSuggested']);
    story.at({ at: minutes(30), causes: { A: gone } });
    story.at({ at: minutes(45), causes: { A: gone } });
    expect(named(story)).toEqual(['FixSuggested', 'FixWithdrawn']);
    expect(story.fixes.lives[0]!.turnedAt! % hours(1)).toBe(minutes(40));
  });

  it('is not suggested again and again for a cause that comes and goes, but once it stands for two hours', () => {
    const story = new FixStory([aRule('A', { suggestAfterMs: minutes(30) })]);
    const comes = (at: number, forMs: number) => {
      story.at({ at, causes: { A: fits } });
      story.at({ at: at + forMs, causes: { A: gone } });
      story.at({ at: at + forMs + minutes(15), causes: { A: gone } });
    };
    for (let at = 0; at < days(6); at += hours(2)) comes(at, minutes(45));
    expect(named(story)).toEqual(['FixSuggested', 'FixWithdrawn']);

    const since = days(6);
    story.at({ at: since, causes: { A: fits } });
    expect(story.dueAt).toBe(since + hours(2));
    story.at({ at: since + hours(3), causes: { A: fits } });
    expect(named(story)).toEqual(['FixSuggested', 'FixWithdrawn', 'FixSuggested']);
    expect(story.fixes.lives).toMatchObject([{ number: 2, suggestedAt: NOW + since + hours(2) }]);
  });

  it('is a new story seven days after it was withdrawn: its cause need not stand for longer any more', () => {
    const story = new FixStory([aRule('A')]);
    story.at({ at: 0, causes: { A: fits } });
    story.at({ at: minutes(20), causes: { A: gone } });
    story.at({ at: hours(1), causes: { A: gone } });
    const forgotten = story.fixes.lives[0]!.turnedAt! - NOW + days(7);
    story.at({ at: forgotten - hours(1), causes: { A: fits } });
    expect(story.dueAt).toBe(forgotten);
    story.at({ at: forgotten - minutes(45), causes: { A: gone } });
    story.at({ at: forgotten, causes: { A: gone } });
    story.at({ at: forgotten + hours(1), causes: { A: fits } });
    expect(story.dueAt).toBe(forgotten + hours(1) + minutes(10));
  });

  it('is confirmed by a report after the try, when the cause is gone and its promise is kept; by neither alone', () => {
    const story = tried();
    story.at({ at: hours(1), causes: { A: gone }, lastReportedAt: hours(1) });
    story.at({ at: hours(2), causes: { A: gone }, lastReportedAt: minutes(59) });
    story.at({ at: hours(3), causes: { A: { fits: false, promise: false } } });
    story.at({ at: hours(4), causes: { A: { fits: true, promise: true } } });
    expect(named(story).at(-1)).toBe('FixTried');
    expect(story.at({ at: hours(5), causes: { A: gone } })).toMatchObject([{ type: 'FixConfirmed' }]);
  });

  it('has failed a day after the try when the cause is still there, judged at that very moment', () => {
    const story = tried();
    story.at({ at: hours(2), causes: { A: fits } });
    expect(story.dueAt).toBe(hours(25));
    expect(story.at({ at: days(2), causes: { A: fits } })).toMatchObject([{ type: 'FixFailed', data: { fix: 'A' } }]);
    expect(story.fixes.lives[0]!.turnedAt! - story.fixes.lives[0]!.tried!.at).toBe(hours(24));
  });

  it('fails after its own time when it names one', () => {
    const story = tried({ failsAfterMs: days(3) });
    story.at({ at: days(2), causes: { A: fits } });
    expect(story.dueAt).toBe(hours(1) + days(3));
  });

  it('has not failed while nothing was heard since, nor by the first report after a weekend', () => {
    const story = tried();
    story.at({ at: days(2), causes: { A: fits }, lastReportedAt: minutes(50) });
    story.at({ at: days(3), causes: { A: fits }, silent: true });
    expect(named(story).at(-1)).toBe('FixTried');
    const newestSilence = { from: hours(1), to: days(4) };
    expect(story.at({ at: days(4), causes: { A: fits }, newestSilence })).toEqual([]);
    expect(story.dueAt).toBe(days(4) + hours(1));
    story.at({ at: days(5), causes: { A: fits }, newestSilence });
    expect(named(story).at(-1)).toBe('FixFailed');
  });

  it('that failed is not suggested again while its cause goes on, and begins a new life when it is tried again', () => {
    const story = tried();
    story.at({ at: days(2), causes: { A: fits } });
    story.at({ at: days(3), causes: { A: fits } });
    expect(named(story).at(-1)).toBe('FixFailed');
    story.tries(days(4), 'A', 'bob');
    story.at({ at: days(4) + hours(1), causes: { A: gone } });
    expect(story.fixes.lives).toMatchObject([
      { number: 2, status: 'confirmed', suggestedAt: null, tried: { by: 'bob' } },
    ]);
  });

  it('relapses when its cause stands again within seven days, and after that is a new story', () => {
    const within = confirmed();
    within.at({ at: days(6), causes: { A: fits } });
    within.at({ at: days(6) + hours(1), causes: { A: fits } });
    expect(within.events.at(-1)).toMatchObject({ type: 'FixRelapsed' });

    const after = confirmed();
    after.at({ at: days(8), causes: { A: fits } });
    after.at({ at: days(8) + hours(1), causes: { A: fits } });
    expect(named(after).slice(-2)).toEqual(['FixConfirmed', 'FixSuggested']);
    expect(after.fixes.lives).toMatchObject([{ number: 2, status: 'suggested' }]);
  });

  it('is tried when the facts show it, though nobody said so', () => {
    const story = new FixStory([aRule('A')]);
    story.at({ at: 0, causes: { A: fits } });
    story.at({ at: hours(1), causes: { A: { fits: true, shownAt: minutes(59) } } });
    expect(story.events.at(-1)).toMatchObject({ type: 'FixTried', data: { by: null, evidence: [5] } });
    story.at({ at: hours(2), causes: { A: { fits: false, shownAt: minutes(59) } } });
    expect(named(story)).toEqual(['FixSuggested', 'FixTried', 'FixConfirmed']);
  });

  it('was not tried by what happened before its cause stood', () => {
    const story = new FixStory([aRule('A', { triedByFacts: () => ({ at: 0, position: 5 }) })]);
    story.at({ at: 0, causes: { A: fits } });
    story.at({ at: hours(1), causes: { A: fits } });
    expect(named(story)).toEqual(['FixSuggested']);
  });

  it('of a rule that failed to look stays as it was, and the others go on', () => {
    const story = new FixStory([aRule('A'), aRule('B')]);
    story.at({ at: 0, causes: { A: fits, B: fits } });
    story.at({ at: minutes(15), causes: { A: fits, B: fits } });
    story.tries(hours(1), 'A');
    story.at({ at: hours(2), causes: { A: { fits: false, throws: true }, B: gone } });
    story.at({ at: hours(3), causes: { A: { fits: false, throws: true }, B: gone } });
    expect(story.fixes.lives.map(({ fix, status }) => [fix, status])).toEqual([
      ['A', 'tried'],
      ['B', 'withdrawn'],
    ]);
  });

  it('is not confirmed by being well where nobody saw its cause, however often it was tried', () => {
    const story = new FixStory([aRule('A')]);
    story.tries(0, 'A');
    story.at({ at: hours(1), causes: { A: gone } });
    story.at({ at: days(3), causes: { A: gone } });
    expect(named(story)).toEqual(['FixTried']);
    // What came later is not what was tried for.
    story.at({ at: days(4), causes: { A: fits } });
    story.at({ at: days(4) + minutes(5), causes: { A: gone } });
    story.at({ at: days(5), causes: { A: gone } });
    expect(named(story)).toEqual(['FixTried']);
  });

  it('is confirmed where the person saw its cause before it was suggested', () => {
    const story = new FixStory([aRule('A')]);
    story.tries(hours(1), 'A', 'ada', minutes(55));
    story.at({ at: hours(2), causes: { A: gone } });
    expect(named(story)).toEqual(['FixTried', 'FixConfirmed']);
  });

  it('may have been tried in time and said when its cause had passed', () => {
    const story = new FixStory([aRule('A')]);
    story.at({ at: 0, causes: { A: fits } });
    story.at({ at: minutes(30), causes: { A: gone } });
    story.at({ at: minutes(45), causes: { A: gone } });
    story.tries(hours(1), 'A');
    story.at({ at: hours(2), causes: { A: gone } });
    expect(named(story)).toEqual(['FixSuggested', 'FixWithdrawn', 'FixTried', 'FixConfirmed']);
  });

  it('that fails to answer is not confirmed', () => {
    const story = tried({
      confirmed: () => {
        throw new Error('it could not look');
      },
    });
    story.at({ at: hours(2), causes: { A: gone } });
    expect(named(story).at(-1)).toBe('FixTried');
  });
});
