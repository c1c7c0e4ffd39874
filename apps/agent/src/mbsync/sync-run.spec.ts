import { describe, expect, it } from '@jest/globals';
import { holdersOf } from './lock-holder.ts';
import { judgeRun } from './sync-run.ts';

const NOW = 10_000_000;
const MINUTE = 60_000;
const nothing = { lock: null, journal: null, fresh: null, holder: 'free' as const };

describe('a run of mbsync', () => {
  it('is none without its files', () => {
    expect(judgeRun(nothing, NOW).kind).toBe('none');
  });
  it('goes on while a process holds the lock and writes, however long it takes', () => {
    const traces = { lock: NOW - 60 * MINUTE, journal: NOW - MINUTE, fresh: null, holder: 'held' as const };
    expect(judgeRun(traces, NOW).kind).toBe('running');
  });
  it('hangs when its process has not written for ten minutes', () => {
    const traces = { ...nothing, lock: NOW - 60 * MINUTE, journal: NOW - 11 * MINUTE, holder: 'held' as const };
    expect(judgeRun(traces, NOW)).toEqual({ kind: 'hung', since: NOW - 11 * MINUTE });
  });
  it('was interrupted when nobody holds the lock, or a journal is left without one', () => {
    expect(judgeRun({ ...nothing, lock: NOW }, NOW).kind).toBe('interrupted');
    expect(judgeRun({ ...nothing, journal: NOW, holder: 'held' }, NOW).kind).toBe('interrupted');
  });
  it('is given ten minutes where the holder cannot be known', () => {
    expect(judgeRun({ ...nothing, lock: NOW - MINUTE, holder: 'unknown' }, NOW).kind).toBe('running');
    expect(judgeRun({ ...nothing, lock: NOW - 11 * MINUTE, holder: 'unknown' }, NOW).kind).toBe('interrupted');
  });
});

describe('the table of locks', () => {
  const table = [
    '1: POSIX  ADVISORY  WRITE 11577 fe:00:2151056 0 EOF',
    '1: -> POSIX  ADVISORY  WRITE 11600 fe:00:2151056 0 EOF',
    '2: FLOCK  ADVISORY  READ 99 fe:00:2151056 0 EOF',
    '3: POSIX  ADVISORY  WRITE 42 fe:00:215105 0 EOF',
  ].join('\n');
  it('names who holds a file, not who waits or reads', () => expect(holdersOf(table, 2151056)).toEqual([11577]));
});
