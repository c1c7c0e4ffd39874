import { describe, expect, it } from '@jest/globals';
import { duplicates as rule } from './duplicates.ts';
import { type FolderOnPaper, aFolder, anEvidence } from '../../testing/evidence.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';

const pulledTwice = (paper: FolderOnPaper = {}) => {
  const before = { serverItems: 500, offlineItems: 500 };
  return aFolder({ server: 500, offline: 1_000, ...paper, differs: { before, ...paper.differs } });
};
const asked = (folder: ReturnType<typeof pulledTwice>) => rule.matches(anEvidence({ folders: [folder] }));

describe('duplicates', () => {
  itFollowsTheCode(rule, 'duplicates');

  it('says how the folder has grown since it was first counted', () => {
    const match = asked(aFolder({ server: 1_800, troubles: ['duplicates'] }))!;
    expect(match.points[1]).toMatchObject({ values: { first: 900, offlineItems: 1_800 } });
  });

  it('fits without the code where all was pulled a second time', () => {
    expect(asked(pulledTwice())!.cause).toContain('about twice');
  });

  it('does not fit where the server drained, where it was so before, or where only some are more', () => {
    expect(asked(pulledTwice({ differs: { before: { serverItems: 1_000, offlineItems: 1_000 } } }))).toBeNull();
    expect(asked(pulledTwice({ differs: { before: null } }))).toBeNull();
    expect(asked(pulledTwice({ offline: 700 }))).toBeNull();
  });

  it('has the folder copied before anything is removed', () => {
    const evidence = anEvidence({ folders: [pulledTwice()] });
    expect(rule.fix!.guard!(evidence, rule.matches(evidence)!)!.text).toMatch(/Copy the folder/);
  });
});
