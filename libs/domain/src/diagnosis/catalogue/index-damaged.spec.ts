import { describe, expect, it } from '@jest/globals';
import { indexDamaged as rule } from './index-damaged.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';
import { anEvidence } from '../../testing/evidence.ts';

describe('index-damaged', () => {
  itFollowsTheCode(rule, 'index-damaged', { needsSync: false });

  it('warns first not to compact', () => {
    const evidence = anEvidence({ troubles: ['index-damaged'] });
    expect(rule.fix!.guard!(evidence, rule.matches(evidence)!)!.text).toMatch(/not compact/);
  });
});
