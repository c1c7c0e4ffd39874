import { describe, expect, it } from '@jest/globals';
import { headline } from './headline.ts';

const none = { mismatched: 0, stale: 0, silent: 0, unknown: 0, 'catching-up': 0, 'in-step': 0 };
const silence = { late: 0, missing: 0, neverReported: 0 };
const of = (statuses: Partial<typeof none>, more: Partial<typeof silence> = {}) => {
  const all = { ...none, ...statuses };
  const total = Object.values(all).reduce((a, b) => a + b, 0);
  const { worst, title, sentence } = headline({
    total,
    statuses: all,
    silence: { ...silence, ...more },
    lastReportAt: null,
  });
  return { worst, title: title.replaceAll('\u00a0', ' '), sentence: sentence.replaceAll('\u00a0', ' ') };
};

describe('the headline of the fleet', () => {
  it('is calm when nothing is out of step', () => {
    expect(of({ 'in-step': 2418 })).toEqual({
      worst: null,
      title: 'Everything is in step.',
      sentence: 'All 2,418 mailboxes.',
    });
  });

  it('does not call a fleet in step of which nothing was known, or of which nobody is left', () => {
    expect(of({}).title).toBe('Nothing was known yet.');
    const left = headline({ total: 0, statuses: none, silence, lastReportAt: '2026-11-23T08:00:00.000Z' });
    expect(left.title).toBe('There is no mailbox.');
  });

  it('does not claim that all are in step while some catch up', () => {
    expect(of({ 'in-step': 9, 'catching-up': 1 })).toEqual({
      worst: null,
      title: 'Nothing is out of step.',
      sentence: '9 of 10 mailboxes are in step. 1 is catching up by itself.',
    });
  });

  it('names the worst first, and lists what else is so', () => {
    expect(of({ mismatched: 37, stale: 18, unknown: 1, 'catching-up': 46, 'in-step': 2000 })).toEqual({
      worst: 'mismatched',
      title: '37 mailboxes are mismatched.',
      sentence: '18 are stale and 1 unknown: 56 of 2,102 mailboxes out of step. 46 are catching up by themselves.',
    });
  });

  it('says how the others are when one status is all there is', () => {
    expect(of({ silent: 1, 'in-step': 4 }, { neverReported: 1 })).toEqual({
      worst: 'silent',
      title: '1 mailbox is silent.',
      sentence: 'The other 4 are in step. 1 has not reported yet.',
    });
  });

  it('speaks of no others where there are none, and of one as of one', () => {
    expect(of({ mismatched: 1 }).sentence).toBe('');
    expect(of({ mismatched: 1, 'catching-up': 1 }).sentence).toBe('1 is catching up by itself.');
    expect(of({ mismatched: 3, 'in-step': 1 }).sentence).toBe('The other one is in step.');
  });
});
