import { describe, expect, it } from '@jest/globals';
import { uidvalidityChanged as rule } from './uidvalidity-changed.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';
import { aFolder, anEvidence } from '../../testing/evidence.ts';

describe('uidvalidity-changed', () => {
  itFollowsTheCode(rule, 'uidvalidity-changed');

  it('guards what is only offline, and says so where it could not be counted', () => {
    const guardOf = (server: number | null) => {
      const folders = [aFolder({ server, offline: 1_030, troubles: ['uidvalidity-changed'] })];
      const evidence = anEvidence({ folders });
      return rule.fix!.guard!(evidence, rule.matches(evidence)!);
    };
    expect(guardOf(1_000)).toMatchObject({ items: 30 });
    expect(guardOf(null)).toMatchObject({ items: null });
    expect(guardOf(1_030)).toBeNull();
  });

  it('goes before what is cheap to mend, for it stops the folder', () => {
    const before = (...troubles: string[]) => rule.before!(anEvidence({ troubles }));
    expect(before('uidvalidity-changed', 'message-rejected')).toBe('message-rejected');
    expect(before('uidvalidity-changed')).toBeNull();
  });
});
