import { describe, expect, it } from '@jest/globals';
import { messageRejected as rule } from './message-rejected.ts';
import { type FolderOnPaper, NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { days, hours } from '../../testing/durations.ts';

const before = { serverItems: 1_000, offlineItems: 1_000 };
const rejected = (paper: FolderOnPaper = {}) =>
  aFolder({
    server: 1_020,
    offline: 1_019,
    ...paper,
    differs: {
      since: NOW - days(1),
      before,
      began: { serverItems: 1_003, offlineItems: 1_002 },
      syncs: 30,
      serverUp: 17,
      offlineUp: 17,
      ...paper.differs,
    },
  });
const asked = (folder: ReturnType<typeof rejected>) => rule.matches(anEvidence({ folders: [folder] }));

describe('message-rejected', () => {
  it('fits one item that came with new mail and stays behind while later mail comes through', () => {
    const match = asked(rejected())!;
    expect(match.cause).toContain('1 item');
    expect(match).toMatchObject({ since: NOW - days(1), folders: [['Projects', 'Été']] });
    expect(match.points[1]).toMatchObject({ values: { serverUp: 17, offlineUp: 17, syncs: 30 } });
  });

  it('fits by the word of the agent, and joins both', () => {
    const trouble = { code: 'message-rejected', since: NOW - hours(5), position: 60, detail: 'UID 812' };
    const match = rule.matches(
      anEvidence({ folders: [aFolder({ path: ['Sent'], troubles: [trouble] }), rejected()] }),
    )!;
    expect(match.folders).toEqual([['Sent'], ['Projects', 'Été']]);
    expect(match.points[0]!.text).toContain('UID 812');
  });

  it('does not fit when the offline side fell, when it was there from the first, or when it is many', () => {
    expect(asked(rejected({ differs: { before: { serverItems: 1_003, offlineItems: 1_003 } } }))).toBeNull();
    expect(asked(rejected({ differs: { before: null } }))).toBeNull();
    expect(asked(rejected({ offline: 700 }))).toBeNull();
  });

  it('does not fit before a sync has left it there', () => {
    expect(asked(rejected({ lastSynchronizedAt: NOW - days(2), differs: { syncs: 0 } }))).toBeNull();
  });
});
