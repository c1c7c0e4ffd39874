import { describe, expect, it } from '@jest/globals';
import { K0 } from './k0-not-an-exchange-replica.ts';
import { aFolder, anEvidence } from '../../testing/evidence.ts';

describe('K0: the article does not apply', () => {
  it('holds silently: the modern causes speak for such a replica', () => {
    expect(K0.matches(anEvidence({ folders: [aFolder({ server: 500, offline: 100 })] }))).toBeNull();
    expect(K0.fix).toBeNull();
  });
});
