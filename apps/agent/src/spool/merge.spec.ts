import { describe, expect, it } from '@jest/globals';
import { LIMITS, type FolderStatistics, type Report } from '@lockstep/contracts';
import { refusalTrouble } from './losses.ts';
import { fitsOneReport, mergeReports } from './merge.ts';

describe('a merged report', () => {
  it('keeps the last word on the client and on the profile', () => {
    const merged = mergeReports([
      report(1, { client: { version: '1' }, profile: { offlineAccess: true } }),
      report(2, { client: { version: '2' }, profile: { offlineAccess: false } }),
      report(3),
    ]);
    expect(merged).toMatchObject({ seq: 3, client: { version: '2' }, profile: { offlineAccess: false } });
  });

  it('counts every report that went into it, however often it is merged again', () => {
    const once = mergeReports([report(1), report(2), report(3)]);
    const twice = mergeReports([once, mergeReports([report(4), report(5)])]);
    expect(twice.troubles).toHaveLength(1);
    expect(twice.troubles![0]!.detail).toContain(`5 reports since ${report(1).observedAt} were merged`);
  });

  it('still owns up to what was refused', () => {
    const refused = (count: number, since: string) => ({ troubles: [refusalTrouble({ count, since })] });
    const merged = mergeReports([report(1, refused(2, 'A')), report(2, refused(3, 'B')), report(3)]);
    expect(merged.troubles).toMatchObject([
      { code: 'spool-full', detail: expect.stringContaining('5 reports since A could not be kept') },
      { code: 'spool-thinned' },
    ]);
  });

  it.each<[string, number, (n: number) => Partial<Report>]>([
    ['folders', LIMITS.foldersPerReport, (n) => ({ folders: Array.from({ length: n }, (_, one) => folder(one)) })],
    [
      'removed folders',
      LIMITS.foldersPerReport,
      (n) => ({ removed: Array.from({ length: n }, (_, one) => [`${one}`]) }),
    ],
    ['troubles', LIMITS.troublesPerReport, (n) => ({ troubles: Array(n).fill({ code: 'x' }) })],
    [
      'attempts',
      LIMITS.attemptsPerReport,
      (n) => ({ attempts: Array(n).fill({ startedAt: report(1).observedAt, outcome: 'failed' }) }),
    ],
  ])('may hold as many %s as a server takes, and not one more', (_, most, holding) => {
    const fits = (n: number) => fitsOneReport(report(1, holding(n)), '');
    expect([fits(most), fits(most + 1)]).toEqual([true, false]);
  });

  it('is no longer than a server reads', () => {
    expect(fitsOneReport(report(1), 'é'.repeat(LIMITS.bodyBytes / 2 - 1_000))).toBe(true);
    expect(fitsOneReport(report(1), 'é'.repeat(LIMITS.bodyBytes / 2))).toBe(false);
  });
});

function report(seq: number, more: Partial<Report> = {}): Report {
  return {
    epoch: '00000000-0000-4000-8000-000000000001',
    seq,
    observedAt: new Date(Date.UTC(2026, 10, 23) + seq * 1_000).toISOString(),
    intervalSeconds: 300,
    kind: 'delta',
    folders: [],
    ...more,
  };
}

function folder(n: number): FolderStatistics {
  return { path: [`${n}`], serverItems: 1, offlineItems: 1, lastSynchronizedAt: null };
}
