import { describe, expect, it } from '@jest/globals';
import { serverFolderMissing as rule } from './server-folder-missing.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';
import { aFolder, anEvidence } from '../../testing/evidence.ts';

describe('server-folder-missing', () => {
  itFollowsTheCode(rule, 'server-folder-missing', { needsSync: false });

  it('guards what is only offline, with its number', () => {
    const evidence = anEvidence({
      folders: [aFolder({ path: ['Old'], server: 0, offline: 40, troubles: ['server-folder-missing'] })],
    });
    expect(rule.fix!.guard!(evidence, rule.matches(evidence)!)).toMatchObject({ items: 40, folders: [['Old']] });
  });

  it('leaves a folder that is local by its nature alone', () => {
    const folders = [aFolder({ path: ['Outbox'], server: null, troubles: ['server-folder-missing'] })];
    expect(rule.matches(anEvidence({ folders }))).toBeNull();
  });
});
