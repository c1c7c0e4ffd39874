import { describe, expect, it } from '@jest/globals';
import { offlineUseNotSetUp as rule } from './offline-use-not-set-up.ts';
import { itFollowsTheCode, tried } from '../../testing/coded-rule.ts';
import { aFolder, anEvidence } from '../../testing/evidence.ts';

describe('offline-use-not-set-up', () => {
  itFollowsTheCode(rule, 'offline-use-not-set-up', { needsSync: false });

  it('is not confirmed before the offline side has numbers', () => {
    const evidence = anEvidence({ folders: [aFolder({ offline: null })] });
    expect(rule.fix!.confirmed(evidence, tried(1))).toBe(false);
  });
});
