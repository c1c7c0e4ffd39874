import { describe, expect, it } from '@jest/globals';
import type { FolderRow } from '@lockstep/contracts';
import { folded, found, patched, totals, treeRows, withoutCollapsed, worstFirst } from './folder-tree.ts';

const folder = (path: string[], change: Partial<FolderRow> = {}): FolderRow => ({
  path,
  serverItems: 10,
  offlineItems: 10,
  difference: 0,
  expectedDifference: 0,
  expectedBecause: null,
  lastSynchronizedAt: '2026-11-23T07:00:00.000Z',
  lastSynchronizedBasis: null,
  inProgress: false,
  localOnly: false,
  troubles: [],
  status: 'in-step',
  since: '2026-11-23T07:00:00.000Z',
  why: '',
  conditions: [],
  eta: null,
  progress: null,
  accepted: null,
  ...change,
});
const lines = (rows: ReturnType<typeof treeRows>) =>
  rows.map((row) => (row.kind === 'rest' ? `+${row.count}` : `${' '.repeat(row.depth)}${row.name}`));

describe('the folder tree', () => {
  it('nests folders and names parents that nobody reported', () => {
    expect(
      lines(treeRows([folder(['INBOX']), folder(['Projets', 'Été', 'Genève']), folder(['Projets', 'Hiver'])])),
    ).toEqual(['INBOX', 'Projets', ' Été', '  Genève', ' Hiver']);
  });

  it('knows which folders hold others', () => {
    const rows = treeRows([folder(['A']), folder(['A', 'B'])]);
    expect(rows.map((row) => row.kind === 'folder' && row.parent)).toEqual([true, false]);
  });

  it('hides what stands in a collapsed folder, and not its namesakes', () => {
    const rows = treeRows([folder(['A']), folder(['A', 'B']), folder(['A', 'B', 'C']), folder(['AB'])]);
    expect(lines(withoutCollapsed(rows, new Set(['A'])))).toEqual(['A', 'AB']);
  });

  it('folds away what is in step, but never what needs a look, nor the names above it', () => {
    const many = Array.from({ length: 30 }, (_, index) => folder([`F${String(index).padStart(2, '0')}`]));
    const rows = folded(treeRows([...many, folder(['Z', 'Out'], { status: 'mismatched', difference: 4 })]), 5);
    expect(lines(rows)).toEqual(['F00', 'F01', 'F02', 'F03', 'F04', 'Z', ' Out', '+25']);
  });

  it('folds nothing away to spare two lines', () => {
    const rows = treeRows(Array.from({ length: 7 }, (_, index) => folder([`F${index}`])));
    expect(folded(rows, 5)).toHaveLength(7);
  });
});

describe('worst first', () => {
  it('goes by status, then by difference, and leaves the unjudged for last', () => {
    const rows = worstFirst([
      folder(['Local'], { localOnly: true }),
      folder(['Fine']),
      folder(['A', 'Small'], { status: 'mismatched', difference: 3 }),
      folder(['Big'], { status: 'mismatched', difference: -40 }),
      folder(['Old'], { status: 'stale' }),
    ]);
    expect(lines(rows)).toEqual(['Big', 'A › Small', 'Old', 'Fine', 'Local']);
  });
});

describe('the search for a folder', () => {
  it('looks at the whole path', () => {
    const folders = [folder(['INBOX']), folder(['Projets', 'Été'])];
    expect(found(folders, 'projets › é').map((f) => f.path)).toEqual([['Projets', 'Été']]);
    expect(found(folders, ' ')).toHaveLength(2);
  });
});

describe('the totals', () => {
  it('sum what stands in the columns', () => {
    const sums = totals([
      folder(['INBOX'], { serverItems: 12_846, offlineItems: 11_902, difference: 944, status: 'mismatched' }),
      folder(['Drafts'], { serverItems: 14, offlineItems: 17, difference: -3 }),
    ]);
    expect(sums).toMatchObject({ folders: 2, server: 12_860, offline: 11_919 });
  });

  it('leave out what is not judged', () => {
    const local = folder(['Sync Issues'], { localOnly: true, serverItems: null, offlineItems: 26 });
    expect(totals([folder(['A']), local])).toMatchObject({ folders: 2, server: 10, offline: 10 });
  });

  it('are unknown when a part is', () => {
    expect(totals([folder(['A']), folder(['B'], { serverItems: null, difference: null })]).server).toBeNull();
  });
});

describe('a live change of folders', () => {
  it('replaces, adds in order and removes', () => {
    const before = [folder(['INBOX']), folder(['A']), folder(['C'])];
    const after = patched(before, [folder(['B']), folder(['C'], { status: 'stale' })], [['A']]);
    expect(after.map((f) => [f.path[0], f.status])).toEqual([
      ['INBOX', 'in-step'],
      ['B', 'in-step'],
      ['C', 'stale'],
    ]);
  });
});
