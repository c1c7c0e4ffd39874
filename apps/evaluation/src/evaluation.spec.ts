import { describe, expect, it } from '@jest/globals';
import { LIVES, STORIES, TO_BE_TOLD } from './all.ts';
import { play } from './play.ts';
import { score } from './score.ts';
import type { Story } from './stories/story.ts';

const all = [...STORIES, ...LIVES];
const named = (name: string): Story => all.find((story) => story.name === name)!;

// That all of them together reach the goal is asked by `evaluation.int.spec.ts`, of the program itself: here it would take minutes.
describe('the evaluation', () => {
  it('has three stories or more for each diagnosis, K0 and K2 among them', () => {
    const told = STORIES.map(({ expects }) => ('first' in expects ? expects.first : expects.id));
    const few = [...TO_BE_TOLD, 'K0', 'K2'].filter((id) => told.filter((other) => other === id).length < 3);
    expect(few).toEqual([]);
  });

  it('has twenty healthy lives or more, in which nothing may be said', () => {
    expect(LIVES.length).toBeGreaterThanOrEqual(20);
    expect(LIVES.every(({ expects }) => 'quiet' in expects && expects.quiet === 'all')).toBe(true);
  });

  it('has a name of its own for each story', () => {
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it('tells the same story twice', () => {
    for (const name of ['K11 noisy, all but the Inbox', 'healthy: reports that come late and out of order']) {
      expect(named(name).play().deliveries).toEqual(named(name).play().deliveries);
    }
  });

  it('takes a right diagnosis for right', () => {
    const result = play(named('tls-failed plain'));
    expect(result).toMatchObject({ expected: 'tls-failed', first: 'tls-failed', right: true, falseAlarms: [] });
    expect(score([result])).toMatchObject({ detected: 1, rightFirst: 1, goal: true });
  });

  it('says so when a story expects what is not so', () => {
    const mistaken = play({ ...named('tls-failed plain'), expects: { first: 'duplicates' } });
    expect(mistaken).toMatchObject({ right: false, rightAfterMs: null });
    expect(score([mistaken])).toMatchObject({ rightFirst: 0, detected: 1, goal: false });
  });

  it('says so when a trouble is taken for health', () => {
    const { play: tell } = named('tls-failed plain');
    const blind = () => ({ ...tell(), troubleAt: null });
    const mistaken = play({ name: 'blind', expects: { quiet: 'all', id: null }, play: blind });
    expect(mistaken.right).toBe(false);
    expect(mistaken.falseAlarms.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['diagnosis', 'condition']));
    expect(score([mistaken])).toMatchObject({ goal: false });
  });

  it('says so when a trouble is found by nobody', () => {
    const { play: tell } = named('healthy: a tiny mailbox');
    const imagined = () => ({ ...tell(), troubleAt: 0 });
    const mistaken = play({ name: 'imagined', expects: { first: 'K8' }, play: imagined });
    expect(mistaken).toMatchObject({ right: false, detectedAfterMs: null });
    expect(score([mistaken])).toMatchObject({ detected: 0, goal: false });
  });

  it('does not let a story say what no agent could', () => {
    const { play: tell } = named('tls-failed plain');
    const impossible = () => {
      const world = tell();
      const first = world.deliveries[0]!;
      if ('report' in first) first.report.folders![0]!.serverItems = -1;
      return world;
    };
    expect(() => play({ name: 'impossible', expects: { first: 'tls-failed' }, play: impossible })).toThrow(
      /serverItems/,
    );
  });
});
