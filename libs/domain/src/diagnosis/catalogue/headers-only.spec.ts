import { describe, expect, it } from '@jest/globals';
import { headersOnly as rule } from './headers-only.ts';
import { type FolderOnPaper, NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { days } from '../../testing/durations.ts';

const bare = (paper: FolderOnPaper = {}) =>
  aFolder({
    server: 4_000,
    offline: 100,
    ...paper,
    differs: { since: NOW - days(2), before: null, syncs: 40, ...paper.differs },
  });
const asked = (folder: ReturnType<typeof bare>, name = 'Thunderbird') =>
  rule.matches(anEvidence({ folders: [folder], client: { name } }));

describe('headers-only', () => {
  it('fits a Thunderbird that lists all and stores next to nothing', () => {
    expect(asked(bare())!.cause).toContain('Of 4,000 messages in Projects › Été only 100');
  });

  it('fits what is missing beyond what a client declares, whatever its name', () => {
    expect(asked(bare({ expected: 3_000, because: 'headers-only' }), 'mbsync')).not.toBeNull();
  });

  it('fits what the agent says, though the counts are equal: headers are counted as items', () => {
    const said = aFolder({ server: 100, offline: 100, troubles: ['headers-only'] });
    expect(asked(said)!.cause).toContain('only headers are kept');
    expect(asked(said)!.folders).toEqual([said.path]);
  });

  it('does not fit where new mail is stored: that is a window', () => {
    expect(asked(bare({ differs: { serverUp: 50, offlineUp: 50 } }))).toBeNull();
  });

  it('does not fit a client that stores whole messages', () => {
    expect(asked(bare(), 'mbsync')).toBeNull();
  });
});
