import { describe, expect, it } from '@jest/globals';
import type { FolderStatistics, Trouble } from '@lockstep/contracts';
import { attemptOf, followRun, withLastRun } from './attempts.ts';
import { inferRuns, proofsIn } from './inferred.ts';
import { noteOf, type NotedRun } from './noted-run.ts';
import { foldersAskedFor, targetsOf, type Kept } from './targets.ts';

const T = Date.parse('2026-11-23T08:00:00Z');
const kept: Kept[] = [
  { path: ['INBOX'], channel: 'work', farBox: 'INBOX', nearBox: 'INBOX', traced: true },
  { path: ['Été'], channel: 'work', farBox: '&AMk-t&AOk-', nearBox: '&AMk-t&AOk-', traced: true },
  { path: ['Old'], channel: 'archive', farBox: 'Old', nearBox: 'Archive', traced: true },
];
const keeping = { kept, groups: new Map([['all', ['work', 'archive']]]) };
const run = (lines: string[], exitCode: number | null, targets: string[] = []): NotedRun =>
  noteOf({ startedAt: T - 60_000, endedAt: T, trigger: 'schedule', exitCode, lines, targets })!;
const box = (name: string) => `Error: channel work: far side box ${name} cannot be opened.`;

describe('an attempt', () => {
  it('succeeded with exit code 0, whatever was warned of', () => {
    const warning = 'Warning: message 1 from far side has incomplete header; skipping.';
    expect(attemptOf(run([warning], 0), keeping)).toMatchObject({ outcome: 'succeeded', error: warning });
  });

  it('is partial when some boxes were left out, and failed when all were, or the whole run', () => {
    expect(attemptOf(run([box('INBOX')], 1), keeping)?.outcome).toBe('partial');
    expect(attemptOf(run(['INBOX', '&AMk-t&AOk-', 'Old'].map(box), 1), keeping)?.outcome).toBe('failed');
    expect(attemptOf(run([box('INBOX'), 'IMAP error: unexpected EOF from h'], 1), keeping)?.outcome).toBe('failed');
    expect(attemptOf(run([], 3), keeping)).toMatchObject({ outcome: 'failed', error: 'exit code 3' });
  });

  it('is for the folders that mbsync was asked for; none named is all', () => {
    const paths = (...command: string[]) => {
      const attempt = attemptOf(run([], 0, targetsOf(command)), keeping);
      return attempt && (attempt.folders?.map((path) => path.join('/')) ?? 'all');
    };
    expect(paths('mbsync', '-a')).toBe('all');
    expect(paths('mbsync', '-Va', 'work')).toBe('all');
    expect(paths('/usr/bin/mbsync', '-c', 'x', 'work')).toEqual(['INBOX', 'Été']);
    expect(paths('mbsync', 'work:INBOX', 'archive')).toEqual(['INBOX', 'Old']);
    expect(paths('mbsync', 'all')).toBe('all');
    expect(paths('sh', '-c', 'work')).toBe('all');
    expect(paths('mbsync', 'elsewhere')).toBeNull();
  });

  it('for a channel that is not there is told once it failed', () => {
    expect(attemptOf(run([], 1, ['wrok']), keeping)).toMatchObject({ outcome: 'failed' });
  });

  it('may be of groups that name each other', () => {
    expect(
      foldersAskedFor(
        ['a'],
        kept,
        new Map([
          ['a', ['b']],
          ['b', ['a']],
        ]),
      ),
    ).toEqual([]);
  });
});

describe('what the last run complained of', () => {
  const folder = (name: string, at: number | null, troubles?: Trouble[]): FolderStatistics => ({
    ...{ path: [name], serverItems: 1, offlineItems: 1, lastSynchronizedBasis: 'sync-state' },
    lastSynchronizedAt: at === null ? null : new Date(at).toISOString(),
    ...(troubles && { troubles }),
  });
  const codes = (seen: { folders: readonly FolderStatistics[]; troubles: readonly Trouble[] }) => [
    seen.troubles.map((one) => one.code),
    ...seen.folders.map((one) => one.troubles?.map(({ code }) => code) ?? []),
  ];
  const look = (...folders: FolderStatistics[]) => ({ folders, troubles: [] as Trouble[] });
  const login = "IMAP command 'LOGIN <user> <pass>' returned an error: NO no";

  it('stands on the folder, or on the replica, until a completed sync answers it', () => {
    const rejected = followRun(null, run([login], 1), keeping);
    expect(codes(withLastRun(look(folder('INBOX', T - 1)), rejected, kept))).toEqual([['credentials-rejected'], []]);
    expect(codes(withLastRun(look(folder('INBOX', T + 1)), rejected, kept))).toEqual([[], []]);
    const missing = followRun(null, run([box('&AMk-t&AOk-')], 1), keeping);
    const seen = withLastRun(look(folder('INBOX', T + 1), folder('Été', T - 1)), missing, kept);
    expect(codes(seen)).toEqual([[], [], ['server-folder-missing']]);
  });

  it('is not said twice, nor where the agent knows better', () => {
    const locked = followRun(null, run(['Error: channel :far:INBOX-:near:INBOX is locked'], 1), keeping);
    const running = [{ code: 'sync-in-progress' }];
    expect(codes(withLastRun(look(folder('INBOX', T - 1, running)), locked, kept))).toEqual([[], ['sync-in-progress']]);
    expect(codes(withLastRun(look(folder('INBOX', T - 1)), locked, kept))).toEqual([[], ['offline-store-in-use']]);
  });

  it('gives way to a newer run, but for folders that this was not asked for', () => {
    const first = followRun(null, run([box('INBOX'), box('Old')], 1), keeping);
    const later = { ...run([], 0, ['archive']), endedAt: new Date(T + 1).toISOString() };
    expect(followRun(first, later, keeping).troubles.map((one) => one.box)).toEqual(['INBOX']);
    expect(followRun(first, { ...later, targets: [] }, keeping).troubles).toEqual([]);
    expect(followRun(first, { ...later, endedAt: new Date(T - 9).toISOString() }, keeping)).toBe(first);
  });
});

describe('a run that nobody noted', () => {
  const stated = (name: string, at: number, basis = 'sync-state') => ({
    ...{ path: [name], serverItems: 1, offlineItems: 1, lastSynchronizedBasis: basis },
    lastSynchronizedAt: new Date(at).toISOString(),
  });
  const before = new Map(['INBOX', 'Été', 'Old'].map((name) => [name, T - 3_600_000]));
  const proofs = (...folders: FolderStatistics[]) => proofsIn(folders, before, kept);
  const later = T + 60_000;

  it('is proved by folders whose date went forward', () => {
    const all = proofs(stated('INBOX', T), stated('Été', T + 5), stated('Old', T + 9));
    expect(inferRuns(all, [], kept, false, later).attempts).toEqual([
      {
        ...{ startedAt: new Date(T).toISOString(), endedAt: new Date(T + 9).toISOString() },
        ...{ trigger: 'unknown', outcome: 'succeeded' },
      },
    ]);
    const one = inferRuns(proofs(stated('INBOX', T), stated('Old', T - 3_600_000)), [], kept, false, later);
    expect(one.attempts).toMatchObject([{ folders: [['INBOX']] }]);
  });

  it('is not guessed: not at first, not from memory, not where a run may leave no trace', () => {
    expect(proofsIn([stated('INBOX', T)], new Map(), kept)).toEqual([]);
    expect(proofs(stated('INBOX', T, 'last-known'))).toEqual([]);
    const untraced = kept.map((one) => ({ ...one, traced: one.path[0] === 'INBOX' }));
    expect(inferRuns(proofs(stated('INBOX', T)), [], untraced, false, later)).toEqual({ attempts: [], left: [] });
  });

  it('is told once it is over, and not beside its note', () => {
    const some = proofs(stated('INBOX', T));
    expect(inferRuns(some, [], kept, true, later)).toEqual({ attempts: [], left: some });
    expect(inferRuns(some, [], kept, false, T + 5_000)).toEqual({ attempts: [], left: some });
    expect(inferRuns(some, [run([], 0)], kept, false, later)).toEqual({ attempts: [], left: [] });
  });

  it('is told apart from another one', () => {
    const two = proofs(stated('Old', T - 1_800_000), stated('INBOX', T), stated('Été', T));
    expect(inferRuns(two, [], kept, false, later).attempts.map((one) => one.folders?.length)).toEqual([1, 2]);
  });
});
