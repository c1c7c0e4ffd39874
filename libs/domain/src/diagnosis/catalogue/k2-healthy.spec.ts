import { describe, expect, it } from '@jest/globals';
import { K2 } from './k2-healthy.ts';
import { anEvidence } from '../../testing/evidence.ts';

describe('K2: the folders synchronize as they should', () => {
  it('is no diagnosis of a replica in step: there is nothing to say', () => {
    expect(K2.matches(anEvidence({ exchange: true }))).toBeNull();
    expect(K2.fix).toBeNull();
  });
});
