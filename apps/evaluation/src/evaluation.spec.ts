import { beforeAll, describe, expect, it } from '@jest/globals';
import { LIVES, STORIES, TO_BE_TOLD } from './all.ts';
import { type Result, play } from './play.ts';
import { score } from './score.ts';
import type { Story } from './stories/story.ts';

describe('the evaluation', () => {
  let results: Result[];
  const named = (name: string): Story => [...STORIES, ...LIVES].find((story) => story.name === name)!;

  beforeAll(() => {
    results = [...STORIES, ...LIVES].map((story) => play(story));
  }, 120_000);

  it('has three stories or more for each diagnosis, K0 and K2 among them, and twenty healthy lives or more', () => {
    const stories = (id: string) => results.filter(({ expected }) => expected === id).length;
    for (const id of [...TO_BE_TOLD, 'K0', 'K2'])
      expect({ id, enough: stories(id) >= 3 }).toEqual({ id, enough: true });
    expect(LIVES.length).toBeGreaterThanOrEqual(20);
    expect(LIVES.every(({ expects }) => 'quiet' in expects && expects.quiet === 'all')).toBe(true);
  });

  it('has a name of its own for each story', () => {
    expect(new Set(results.map(({ name }) => name)).size).toBe(results.length);
  });

  it('finds every trouble', () => {
    const { detected, stories } = score(results);
    expect({ detected }).toEqual({ detected: stories });
  });

  it('names the right cause first, in 95 of 100', () => {
    const { rightFirst, stories } = score(results);
    expect(rightFirst / stories).toBeGreaterThanOrEqual(0.95);
  });

  it('raises no false alarm, neither in healthy lives nor in the healthy days before a trouble', () => {
    const alarms = results.filter(({ falseAlarms }) => falseAlarms.length > 0);
    expect(alarms.map(({ name, falseAlarms }) => `${name}: ${falseAlarms[0]!.said}`)).toEqual([]);
  });

  it('keeps quiet where it is to: the article of other clients (K0), everything of a healthy replica (K2)', () => {
    const { quiet } = score(results);
    expect(quiet.right).toBe(quiet.stories);
  });

  it('has no rule that throws', () => {
    expect(results.filter(({ notJudged }) => notJudged.length > 0).map(({ name }) => name)).toEqual([]);
  });

  it('says so when a story expects what is not so', () => {
    const mistaken = play({ ...named('tls-failed plain'), expects: { first: 'duplicates' } });
    expect(mistaken.right).toBe(false);
    expect(score([mistaken])).toMatchObject({ rightFirst: 0, detected: 1, goal: false });
  });

  it('says so when trouble is taken for health', () => {
    const story = named('tls-failed plain');
    const healthy = { ...story, play: () => ({ ...story.play(), troubleAt: null }) };
    const mistaken = play({ ...healthy, expects: { quiet: 'all', id: null } });
    expect(mistaken.right).toBe(false);
    expect(mistaken.falseAlarms.length).toBeGreaterThan(0);
    expect(score([mistaken]).goal).toBe(false);
  });

  it('says so when health is taken for trouble', () => {
    const story = named('healthy: office hours');
    const troubled = { ...story, play: () => ({ ...story.play(), troubleAt: story.play().beganAt }) };
    const mistaken = play({ ...troubled, expects: { first: 'K8' } });
    expect(mistaken).toMatchObject({ right: false, detectedAfterMs: null });
    expect(score([mistaken])).toMatchObject({ detected: 0, goal: false });
  });

  it('tells the same story twice', () => {
    for (const name of ['K11 noisy, all but the Inbox', 'healthy: reports that come late and out of order']) {
      expect(named(name).play().deliveries).toEqual(named(name).play().deliveries);
    }
  });
});
