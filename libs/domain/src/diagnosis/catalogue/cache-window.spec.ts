import { describe, expect, it } from '@jest/globals';
import { cacheWindow as rule } from './cache-window.ts';
import { tried } from '../../testing/coded-rule.ts';
import { type FolderOnPaper, NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { days, hours } from '../../testing/durations.ts';

const fromTheFirst = { since: NOW - days(2), before: null, syncs: 40, serverUp: 60, offlineUp: 58 };
const windowed = (paper: FolderOnPaper = {}) =>
  aFolder({ server: 5_000, offline: 2_000, ...paper, differs: { ...fromTheFirst, ...paper.differs } });
const asked = (...folders: ReturnType<typeof windowed>[]) => rule.matches(anEvidence({ folders }));

describe('cache-window', () => {
  it('fits where many items were missing from the first count on, and new mail comes through', () => {
    const match = asked(windowed())!;
    expect(match.cause).toContain('3,000 of 5,000 items');
    expect(match.points[0]).toMatchObject({ position: 90, values: { serverItems: 5_000, offlineItems: 2_000 } });
    expect(match.points[1]).toMatchObject({ values: { syncs: 40, serverUp: 60 } });
  });

  it('does not fit when new mail does not come through, when it grows, or when nothing synchronizes', () => {
    expect(asked(windowed({ differs: { offlineUp: 3 } }))).toBeNull();
    expect(asked(windowed({ differs: { least: 1_000 } }))).toBeNull();
    expect(asked(windowed({ lastSynchronizedAt: NOW - hours(9) }))).toBeNull();
  });

  it('does not fit a few items, or a difference that was seen to come', () => {
    expect(asked(windowed({ server: 5_000, offline: 4_990 }))).toBeNull();
    expect(asked(windowed({ differs: { before: { serverItems: 4_990, offlineItems: 4_990 } } }))).toBeNull();
  });

  it('leaves what is declared and in step alone, and tells what is missing beside it', () => {
    expect(asked(aFolder({ server: 5_000, offline: 2_000, expected: 3_000, because: 'window' }))).toBeNull();
    const match = asked(windowed({ expected: 2_500, because: 'max-messages' }))!;
    expect(match.cause).toContain('2,500 items');
    expect(match.cause).toContain('500 more');
  });

  it('waits while something stops the replica', () => {
    expect(asked(windowed(), aFolder({ path: ['Sent'], troubles: ['sync-state-damaged'] }))).toBeNull();
    expect(asked(windowed(), aFolder({ path: ['Sent'], troubles: ['sync-interrupted'] }))).toBeNull();
  });

  it('is confirmed once the difference is accepted or gone', () => {
    expect(rule.fix!.confirmed(anEvidence(), tried(1))).toBe(true);
    expect(rule.fix!.confirmed(anEvidence({ folders: [windowed()] }), tried(1))).toBe(false);
  });
});
