import { describe, expect, it } from '@jest/globals';
import { hiddenItems as rule } from './hidden-items.ts';
import { type FolderOnPaper, NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { days } from '../../testing/durations.ts';

const surplus = (paper: FolderOnPaper = {}) =>
  aFolder({
    server: 204,
    offline: 200,
    ...paper,
    differs: { since: NOW - days(2), before: null, syncs: 40, ...paper.differs },
  });
const asked = (folder: ReturnType<typeof surplus>) => rule.matches(anEvidence({ folders: [folder] }));

describe('hidden-items', () => {
  it('fits a small and steady surplus of the server that was there from the first count on', () => {
    expect(asked(surplus())!.cause).toContain('4 items more');
  });

  it('fits though mail that came through made the difference begin anew, if it was as large at the first count', () => {
    const first = { at: NOW - days(7), position: 2, serverItems: 104, offlineItems: 100 };
    const before = { serverItems: 201, offlineItems: 197 };
    expect(asked(surplus({ first, differs: { before } }))).not.toBeNull();
    expect(asked(surplus({ first: { ...first, offlineItems: 104 }, differs: { before } }))).toBeNull();
  });

  it('does not fit a difference that came with new mail, that is large, or that no sync has left there', () => {
    expect(asked(surplus({ differs: { before: { serverItems: 200, offlineItems: 200 } } }))).toBeNull();
    expect(asked(surplus({ server: 900 }))).toBeNull();
    expect(asked(surplus({ lastSynchronizedAt: NOW - days(3), differs: { syncs: 0 } }))).toBeNull();
  });
});
