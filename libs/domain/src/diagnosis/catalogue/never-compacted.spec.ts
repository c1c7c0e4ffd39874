import { describe, expect, it } from '@jest/globals';
import { neverCompacted as rule } from './never-compacted.ts';
import { aFolder, anEvidence } from '../../testing/evidence.ts';

describe('never-compacted', () => {
  const full = aFolder({ server: 500, offline: 900, troubles: ['never-compacted'] });

  it('fits a file that holds far more than the server', () => {
    expect(rule.matches(anEvidence({ folders: [full] }))!.folders).toEqual([['Projects', 'Été']]);
  });

  it('does not fit a damaged folder: compacting would remove what the index does not list', () => {
    const damaged = aFolder({ path: ['Sent'], troubles: ['index-damaged'] });
    expect(rule.matches(anEvidence({ folders: [full, damaged] }))).toBeNull();
  });

  it('does not stand in the way of another cause', () => {
    expect(rule.matches(anEvidence({ folders: [full, aFolder({ path: ['Sent'], offline: 800 })] }))).toBeNull();
    expect(rule.matches(anEvidence())).toBeNull();
  });

  it('warns before it is done', () => {
    const evidence = anEvidence({ folders: [full] });
    expect(rule.fix!.guard!(evidence, rule.matches(evidence)!)).not.toBeNull();
  });
});
