import { describe, expect, it } from '@jest/globals';
import { syncStateDamaged as rule } from './sync-state-damaged.ts';
import { type EvidenceOnPaper, NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours } from '../../testing/durations.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';

const fresh = ['INBOX', 'Sent', 'Archive'].map((path) => aFolder({ path: [path] }));
const stuck = aFolder({ server: 1_040, offline: 1_000, lastSynchronizedAt: NOW - hours(9) });
const asked = (paper: EvidenceOnPaper) => rule.matches(anEvidence(paper));

describe('sync-state-damaged', () => {
  itFollowsTheCode(rule, 'sync-state-damaged');

  it('fits without a word from the state when one folder is stuck and the others go on', () => {
    const match = asked({ folders: [...fresh, stuck] })!;
    expect(match.folders).toEqual([['Projects', 'Été']]);
    expect(match.cause).toContain('while 3 other folders synchronized');
  });

  it('fits a folder whose date goes on while nothing comes', () => {
    const differs = { before: { serverItems: 1_000, offlineItems: 1_000 }, syncs: 9, serverUp: 40 };
    expect(asked({ folders: [...fresh, aFolder({ server: 1_060, offline: 1_000, differs })] })).not.toBeNull();
  });

  it('does not fit when all are late, when it is very large, or of a replica of the Exchange type', () => {
    expect(asked({ folders: [stuck] })).toBeNull();
    const large = { ...stuck, serverItems: 140_040, offlineItems: 140_000 };
    expect(asked({ folders: [...fresh, large] })).toBeNull();
    expect(asked({ folders: [...fresh, stuck], exchange: true })).toBeNull();
  });

  it('always warns that the state must not go alone', () => {
    const evidence = anEvidence({ folders: [...fresh, stuck] });
    expect(rule.fix!.guard!(evidence, rule.matches(evidence)!)!.text).toMatch(/doubles/);
  });
});
