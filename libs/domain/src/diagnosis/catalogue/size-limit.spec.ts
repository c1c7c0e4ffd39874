import { describe, expect, it } from '@jest/globals';
import { sizeLimit as rule } from './size-limit.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { days } from '../../testing/durations.ts';

const differs = { since: NOW - days(2), syncs: 40 };

describe('size-limit', () => {
  it('fits a folder that lacks items, and whose state lists messages above the limit', () => {
    const folders = [aFolder({ server: 1_012, offline: 1_000, troubles: ['size-limit'], differs })];
    const match = rule.matches(anEvidence({ folders }))!;
    expect(match.cause).toContain('12 items');
    expect(match.points.at(-1)).toMatchObject({ values: { code: 'size-limit' } });
  });

  it('fits what is missing beyond a limit that the client declares', () => {
    const folders = [aFolder({ server: 1_030, offline: 1_000, expected: 10, because: 'max-size', differs })];
    expect(rule.matches(anEvidence({ folders }))!.cause).toContain('20 items');
  });

  it('is told for what it is where all is in step by placeholders', () => {
    expect(rule.matches(anEvidence({ folders: [aFolder({ troubles: ['size-limit'] })] }))).not.toBeNull();
  });

  it('does not stand in the way of another cause', () => {
    const folders = [aFolder({ troubles: ['size-limit'] }), aFolder({ path: ['Sent'], offline: 900 })];
    expect(rule.matches(anEvidence({ folders }))).toBeNull();
    expect(rule.matches(anEvidence())).toBeNull();
  });
});
