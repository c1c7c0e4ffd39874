import { describe, expect, it } from '@jest/globals';
import { folderMarkerMissing as rule } from './folder-marker-missing.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';
import { anEvidence } from '../../testing/evidence.ts';

describe('folder-marker-missing', () => {
  itFollowsTheCode(rule, 'folder-marker-missing', { needsSync: false });

  it('warns first that what is missing here would be deleted on the other side', () => {
    const evidence = anEvidence({ troubles: ['folder-marker-missing'] });
    const guard = rule.fix!.guard!(evidence, rule.matches(evidence)!)!;
    expect(guard.text).toMatch(/deleted on the other side/);
  });
});
