import { describe, expect, it } from '@jest/globals';
import type { Condition } from './condition.ts';
import { conditionChanges } from './changes.ts';

const mismatch: Condition = {
  rule: 'mismatch',
  kind: 'not-synchronizing',
  severity: null,
  folder: ['INBOX'],
  since: 1,
  policyVersion: 1,
  evidence: [4],
};

describe('the log', () => {
  it('is told of what is new and of what is gone', () => {
    expect(conditionChanges([], [mismatch])).toEqual({ raised: [mismatch], cleared: [] });
    expect(conditionChanges([mismatch], [])).toEqual({ raised: [], cleared: [mismatch] });
  });

  it('is told when a condition turns, without its being cleared', () => {
    const worse: Condition = { ...mismatch, severity: 'critical' };
    expect(conditionChanges([mismatch], [worse])).toEqual({ raised: [worse], cleared: [] });
  });

  it('is not told of more evidence for the same', () => {
    expect(conditionChanges([mismatch], [{ ...mismatch, evidence: [4, 9] }])).toEqual({ raised: [], cleared: [] });
  });

  it('keeps troubles apart by their code, and folders by their path', () => {
    const trouble = (kind: string, folder: string[] | null): Condition => ({
      ...mismatch,
      rule: 'trouble',
      kind,
      folder,
    });
    const held = [trouble('tls-failed', null), trouble('duplicates', ['a', 'b'])];
    const now = [trouble('tls-failed', null), trouble('duplicates', ['a/b'])];
    expect(conditionChanges(held, now)).toEqual({ raised: [now[1]], cleared: [held[1]] });
  });

  it('is not told of catching up and unknown', () => {
    const quiet: Condition[] = [
      { ...mismatch, rule: 'catching-up' },
      { ...mismatch, rule: 'unknown' },
    ];
    expect(conditionChanges([], quiet)).toEqual({ raised: [], cleared: [] });
    expect(conditionChanges(quiet, [])).toEqual({ raised: [], cleared: [] });
  });
});
