import { describe, expect, it } from '@jest/globals';
import { tooLarge as rule } from './too-large.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours } from '../../testing/durations.ts';

describe('too-large', () => {
  it('fits a folder of more than 100,000 items that is out of step', () => {
    const folders = [aFolder({ path: ['Archive'], server: 140_000, offline: 120_000 }), aFolder()];
    const match = rule.matches(anEvidence({ folders }))!;
    expect(match.folders).toEqual([['Archive']]);
    expect(match.cause).toContain('140,000 items');
  });

  it('does not fit one that keeps up, or a small one that does not', () => {
    expect(
      rule.matches(anEvidence({ folders: [aFolder({ server: 140_000 }), aFolder({ path: ['Sent'], offline: 9 })] })),
    ).toBeNull();
  });

  it('fits more than 500 folders once some are out of step', () => {
    const many = (offline: number) =>
      Array.from({ length: 501 }, (_, one) => aFolder({ path: [`Box ${one}`], offline }));
    expect(rule.matches(anEvidence({ folders: many(900) }))!.cause).toContain('501 folders of 501');
    expect(rule.matches(anEvidence({ folders: many(1_000) }))).toBeNull();
    expect(rule.matches(anEvidence({ folders: many(900).slice(1) }))).toBeNull();
  });

  it('goes before the article’s rows where just the large folder is late', () => {
    const inbox = aFolder({ path: ['INBOX'], server: 140_000, offline: 9, lastSynchronizedAt: NOW - hours(9) });
    expect(rule.before!(anEvidence({ folders: [inbox, aFolder()], exchange: true }))).toBe('K11');
    expect(rule.before!(anEvidence({ folders: [inbox, aFolder({ offline: 9 })], exchange: true }))).toBeNull();
  });
});
