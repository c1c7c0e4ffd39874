import { describe, expect, it } from '@jest/globals';
import { offlineDeleted as rule } from './offline-deleted.ts';
import { type EvidenceOnPaper, type FolderOnPaper, NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { days } from '../../testing/durations.ts';

const fell = (paper: FolderOnPaper = {}) =>
  aFolder({
    server: 1_005,
    offline: 965,
    ...paper,
    differs: {
      since: NOW - days(1),
      before: { serverItems: 1_000, offlineItems: 1_000 },
      began: { serverItems: 1_000, offlineItems: 960 },
      syncs: 30,
      serverUp: 5,
      offlineUp: 5,
      ...paper.differs,
    },
  });
const asked = (folder: ReturnType<typeof fell>, more: EvidenceOnPaper = {}) =>
  rule.matches(anEvidence({ folders: [folder], ...more }));

describe('offline-deleted', () => {
  it('fits when the offline side fell, the server did not, and syncs do not heal it', () => {
    expect(asked(fell())!.cause).toContain('fell by 40 offline');
  });

  it('fits when it fell little by little', () => {
    const began = { serverItems: 1_000, offlineItems: 996 };
    expect(asked(fell({ differs: { began, offlineDown: 36 } }))!.cause).toContain('fell by 40 offline');
  });

  it('does not fit when the server fell as well, or when mail came that is not there', () => {
    expect(asked(fell({ differs: { began: { serverItems: 960, offlineItems: 960 }, serverUp: 45 } }))).toBeNull();
    expect(asked(fell({ differs: { began: { serverItems: 1_040, offlineItems: 1_000 } } }))).toBeNull();
  });

  it('does not fit where it began with new mail, and one item more fell than is known of the server', () => {
    const differs = {
      before: { serverItems: 1_000, offlineItems: 1_000 },
      serverUp: 40,
      offlineUp: 40,
      offlineDown: 1,
    };
    const began = { serverItems: 1_001, offlineItems: 1_000 };
    expect(asked(fell({ server: 1_040, offline: 1_039, differs: { ...differs, began } }))).toBeNull();
  });

  it('does not fit a store that was made anew, which starts empty', () => {
    const storeId = { from: 'a', to: 'b', at: NOW - days(1), position: 88 };
    expect(asked(fell(), { changes: { storeId } })).toBeNull();
  });
});
