import { describe, expect, it } from '@jest/globals';
import { createMemoryStore, type Json } from '@lockstep/event-store';
import { CATALOGUE } from '@lockstep/domain';
import { JUDGE_EPOCH } from '../projections/conclusions.ts';
import { fixArticles } from './fix-articles.ts';
import { fixLives, newestFixes } from './fix-lives.ts';

const REPLICA = '00000000-0000-4000-8000-000000000001';

async function aLog(...events: [type: string, at: number, data: object, followsFrom?: number][]) {
  let now = 0;
  const log = createMemoryStore({ clock: () => now });
  for (const [type, at, data, followsFrom] of events) {
    now = at;
    await log.append({
      stream: REPLICA,
      ...(followsFrom !== undefined && { key: { epoch: JUDGE_EPOCH, seq: followsFrom } }),
      events: [{ type, observedAt: at, data: data as Json }],
    });
  }
  return log;
}

describe('the lives of a replica’s fixes, from its log', () => {
  it('begin by the suggestion even where a person was quicker than the log', async () => {
    const log = await aLog(
      ['ReplicaReported', 100, {}],
      ['FixTried', 110, { fix: 'K6', by: 'ada' }],
      ['FixSuggested', 100, { fix: 'K6', evidence: [1] }, 1],
    );
    expect(await fixLives(log, REPLICA)).toMatchObject([
      { number: 1, status: 'tried', suggestedAt: 100, tried: { at: 110, by: 'ada' } },
    ]);
  });

  it('end where the fact stands that ended them, not where the log was told', async () => {
    const log = await aLog(
      ['ReplicaReported', 100, {}],
      ['FixSuggested', 100, { fix: 'K6', evidence: [1] }, 1],
      ['ReplicaReported', 200, {}],
      ['FixTried', 210, { fix: 'K6', by: 'ada' }],
      ['FixWithdrawn', 200, { fix: 'K6' }, 3],
    );
    expect((await fixLives(log, REPLICA)).map(({ number, status }) => [number, status])).toEqual([
      [1, 'withdrawn'],
      [2, 'tried'],
    ]);
  });

  it('are as they were at a moment, and as they were known', async () => {
    const log = await aLog(
      ['FixSuggested', 100, { fix: 'K6', evidence: [] }, 0],
      ['FixTried', 200, { fix: 'K6', by: null, evidence: [7] }],
    );
    const status = async (asOf: object) => (await newestFixes(log, REPLICA, asOf)).get('K6')?.status;
    expect(await status({ at: 99 })).toBeUndefined();
    expect(await status({ at: 199 })).toBe('suggested');
    expect(await status({ knownAt: 199 })).toBe('suggested');
    expect((await newestFixes(log, REPLICA)).get('K6')).toMatchObject({ status: 'tried', triedBy: 'the facts' });
  });
});

describe('the knowledge base', () => {
  const ids = (...words: string[]) => fixArticles(new Map(), words).map(({ id }) => id);

  it('has every cause, in the order in which they are to be tried, and none was tried yet', () => {
    expect(ids()).toEqual(CATALOGUE.map(({ id }) => id));
    expect(fixArticles(new Map(), []).every(({ fares }) => fares.tried === 0 && !fares.enough)).toBe(true);
  });

  it('is found by an id in any case and by words with or without accents, all of which must be there', () => {
    expect(ids('k11')).toContain('K11');
    expect(ids('DÀMAGED', 'Óffline')).toContain('K11');
    expect(ids('damaged', 'no-such-word-anywhere')).toEqual([]);
  });

  it('leaves no name to be filled in by a reader who cannot know it', () => {
    for (const { steps } of fixArticles(new Map(), []))
      for (const step of steps) expect(step).not.toMatch(/\{(server|mailbox|device|store|folder)\}/);
  });
});
