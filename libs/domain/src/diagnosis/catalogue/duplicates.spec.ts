import { describe, expect, it } from '@jest/globals';
import { duplicates as rule } from './duplicates.ts';
import { type FolderOnPaper, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours } from '../../testing/durations.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';
import { MailboxLife } from '../../testing/mailbox-life.ts';
import { ordinary } from '../../testing/mailbox-lives.ts';

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

  it('is never said of a folder that came to be twice as large by a few items an hour', () => {
    const life = new MailboxLife({ Projects: { server: 150 } }).on(hours(4), ordinary).on(hours(52), (one, round) => {
      if (round % 4 === 3) one.folder('Projects').lacks -= 1;
      one.synchronize();
    });
    expect(life.folder('Projects').offline).toBeGreaterThanOrEqual(300);
    expect(life.causesEver()).not.toContain('duplicates');
    expect(life.causes()).not.toEqual([]);
  });

  it('has the folder copied before anything is removed', () => {
    const evidence = anEvidence({ folders: [pulledTwice()] });
    expect(rule.fix!.guard!(evidence, rule.matches(evidence)!)!.text).toMatch(/Copy the folder/);
  });
});
