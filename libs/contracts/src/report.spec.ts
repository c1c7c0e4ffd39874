import { describe, expect, it } from '@jest/globals';
import { LIMITS } from './limits.ts';
import { parse } from './parse.ts';
import { Report, type ReportInput } from './report.ts';

const plain: ReportInput = {
  epoch: 'B0C4D1E2-0000-4000-8000-000000000001',
  seq: 1,
  observedAt: '2026-11-23T04:00:00+01:00',
  intervalSeconds: 300,
  kind: 'full',
  folders: [{ path: ['inbox', 'Été'], serverItems: 20, offlineItems: null, lastSynchronizedAt: null }],
};
const report = (change: object) => parse(Report, { ...plain, ...change });
const folder = (change: object) => report({ folders: [{ ...plain.folders![0], ...change }] });
const value = (result: ReturnType<typeof report>) => (result.ok ? result.value : fail(result));
const fail = (result: unknown): never => {
  throw new Error(`refused: ${JSON.stringify(result)}`);
};
const blamed = (result: ReturnType<typeof report>) => (result.ok ? 'nothing' : result.field);

describe('a report', () => {
  it('keeps unknown apart from zero', () => {
    expect(value(report({})).folders[0]).toMatchObject({
      serverItems: 20,
      offlineItems: null,
      lastSynchronizedAt: null,
    });
    expect(value(folder({ offlineItems: 0 })).folders[0]).toMatchObject({ offlineItems: 0 });
  });

  it('says equal instants and epochs with equal texts', () => {
    expect(value(report({}))).toMatchObject({
      observedAt: '2026-11-23T03:00:00.000Z',
      epoch: plain.epoch.toLowerCase(),
    });
  });

  it('folds INBOX in the first segment only', () => {
    expect(value(folder({ path: ['iNbOx', 'inbox'] })).folders[0]!.path).toEqual(['INBOX', 'inbox']);
    expect(value(folder({ path: ['Archive', 'inbox'] })).folders[0]!.path).toEqual(['Archive', 'inbox']);
  });

  it('ignores fields it does not know', () => {
    expect(value(report({ mood: 'good' }))).not.toHaveProperty('mood');
  });

  it('may be a heartbeat when it is a delta, but says its folders when it is full', () => {
    expect(value(report({ kind: 'delta', folders: undefined })).folders).toEqual([]);
    expect(blamed(report({ folders: undefined }))).toBe('folders');
    expect(value(report({ folders: [] })).folders).toEqual([]);
  });

  it.each([
    ['a count below zero', { serverItems: -1 }, 'folders[0].serverItems'],
    ['a count with a fraction', { serverItems: 1.5 }, 'folders[0].serverItems'],
    ['a count past 32 bits', { offlineItems: LIMITS.items + 1 }, 'folders[0].offlineItems'],
    ['a count that was forgotten', { offlineItems: undefined }, 'folders[0].offlineItems'],
    ['a date that was forgotten', { lastSynchronizedAt: undefined }, 'folders[0].lastSynchronizedAt'],
    [
      'a date that its zone carries past the year 9999',
      { lastSynchronizedAt: '9999-12-31T23:59:59-23:59' },
      'folders[0].lastSynchronizedAt',
    ],
    [
      'a date that its zone carries before the year 0',
      { lastSynchronizedAt: '0000-01-01T00:00:00+23:59' },
      'folders[0].lastSynchronizedAt',
    ],
    ['a date without a zone', { lastSynchronizedAt: '2026-11-23T03:00:00' }, 'folders[0].lastSynchronizedAt'],
    ['a date that does not exist', { lastSynchronizedAt: '2026-02-30T03:00:00Z' }, 'folders[0].lastSynchronizedAt'],
    ['an empty path', { path: [] }, 'folders[0].path'],
    ['an empty segment', { path: ['a', ''] }, 'folders[0].path[1]'],
    ['NUL in a name', { path: ['a\u0000b'] }, 'folders[0].path[0]'],
    ['a lone surrogate', { path: ['\ud800'] }, 'folders[0].path[0]'],
    ['a name that is too long', { path: ['x'.repeat(LIMITS.nameLength + 1)] }, 'folders[0].path[0]'],
    ['too deep a path', { path: Array(LIMITS.segmentsPerPath + 1).fill('x') }, 'folders[0].path'],
    ['an unheard-of reason', { expectedBecause: 'mood' }, 'folders[0].expectedBecause'],
  ])('is refused for %s, by the name of the field', (_, change, field) => {
    expect(blamed(folder(change))).toBe(field);
  });

  it.each([
    ['seq', { seq: 0 }],
    ['seq', { seq: '1' }],
    ['epoch', { epoch: 'first' }],
    ['kind', { kind: 'partial' }],
    ['intervalSeconds', { intervalSeconds: 0 }],
    ['observedAt', { observedAt: 'yesterday' }],
    ['profile.deliverTo', { profile: { deliverTo: 'moon' } }],
    ['attempts[0].outcome', { attempts: [{ startedAt: plain.observedAt, outcome: 'fine' }] }],
  ])('names %s when that is to blame', (field, change) => {
    expect(blamed(report(change))).toBe(field);
  });

  it('names a folder once, be it reported or removed', () => {
    const same = { ...plain.folders![0], path: ['INBOX', 'Été'] };
    expect(blamed(report({ folders: [plain.folders![0], same] }))).toBe('folders[1].path');
    expect(blamed(report({ removed: [['Inbox', 'Été']] }))).toBe('removed[0]');
  });

  it('is refused whole when it is no object at all', () => {
    for (const nonsense of [null, 1, 'x', [], undefined]) expect(parse(Report, nonsense).ok).toBe(false);
  });
});
