import { describe, expect, it } from '@jest/globals';
import { CATALOGUE } from '@lockstep/domain';
import { LIVES, STORIES } from './all.ts';
import { play } from './play.ts';
import { score } from './score.ts';
import type { Story } from './stories/story.ts';
import { NEVER_SAID, TO_BE_TOLD } from './to-be-told.ts';
import { FLAVOURS } from './world/world.ts';

const all = [...STORIES, ...LIVES];
const named = (name: string): Story => all.find((story) => story.name === name)!;

// That all of them together reach the goal is asked by `evaluation.int.spec.ts`, of the program itself: here it would take minutes.
describe('the evaluation', () => {
  const toldOf = (id: string) =>
    STORIES.filter(({ expects }) => ('first' in expects ? expects.first : expects.id) === id);

  it('tells each cause of the catalogue plain, noisy and with something odd beside it, K0 and K2 too', () => {
    const lacking = CATALOGUE.flatMap(({ id }) =>
      FLAVOURS.filter((flavour) => !toldOf(id).some((story) => story.flavour === flavour)).map((f) => `${id} ${f}`),
    );
    expect(lacking).toEqual([]);
  });

  it('asks for every cause as the first one, but for those that are never said', () => {
    expect(TO_BE_TOLD.filter((id) => !toldOf(id).every(({ expects }) => 'first' in expects))).toEqual([]);
    expect(Object.keys(NEVER_SAID).filter((id) => !toldOf(id).every(({ expects }) => 'quiet' in expects))).toEqual([]);
    expect(TO_BE_TOLD.length + Object.keys(NEVER_SAID).length).toBe(CATALOGUE.length);
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
    const mistaken = play({
      ...named('tls-failed plain'),
      name: 'blind',
      expects: { quiet: 'all', id: null },
      play: blind,
    });
    expect(mistaken.right).toBe(false);
    expect(mistaken.falseAlarms.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['diagnosis', 'condition']));
    expect(score([mistaken])).toMatchObject({ goal: false });
  });

  it('says so when a trouble is found by nobody', () => {
    const { play: tell } = named('healthy: a tiny mailbox');
    const imagined = () => ({ ...tell(), troubleAt: 0 });
    const mistaken = play({ ...named('tls-failed plain'), name: 'imagined', expects: { first: 'K8' }, play: imagined });
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
    expect(() => play({ ...named('tls-failed plain'), play: impossible })).toThrow(/serverItems/);
  });
});
