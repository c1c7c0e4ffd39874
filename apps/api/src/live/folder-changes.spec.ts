import { describe, expect, it } from '@jest/globals';
import type { FolderRow } from '@lockstep/contracts';
import { folderChanges, type SentFolders } from './folder-changes.ts';

const row = (name: string, serverItems: number): FolderRow => ({ path: [name], serverItems }) as unknown as FolderRow;

describe('the folders that changed', () => {
  it('are all of them at first, then those that are not as they were sent, and those that are gone', () => {
    const sent: SentFolders = new Map();
    expect(folderChanges(sent, [row('A', 1), row('B', 2)]).changed).toHaveLength(2);
    expect(folderChanges(sent, [row('A', 1), row('B', 3)])).toEqual({ changed: [row('B', 3)], removed: [] });
    expect(folderChanges(sent, [row('B', 3)])).toEqual({ changed: [], removed: [['A']] });
    expect(folderChanges(sent, [row('A', 1), row('B', 3)])).toEqual({ changed: [row('A', 1)], removed: [] });
  });
});
