import { pathKey, STATUSES, type FolderPath, type FolderRow } from '@lockstep/contracts';

/** A row of the folder table: a folder, a parent that is only a name, or what is folded away. */
export type TreeRow =
  | {
      readonly kind: 'folder';
      readonly key: string;
      readonly name: string;
      readonly depth: number;
      readonly parent: boolean;
      readonly folder: FolderRow;
    }
  | { readonly kind: 'name'; readonly key: string; readonly name: string; readonly depth: number }
  | { readonly kind: 'rest'; readonly key: 'rest'; readonly count: number };

/** Folders as they stand in each other, in the order the server gives. A parent nobody reported is a name without numbers. */
export function treeRows(folders: readonly FolderRow[]): TreeRow[] {
  const parents = new Set(folders.map((folder) => pathKey(folder.path.slice(0, -1))));
  const shown = new Set<string>();
  const rows: TreeRow[] = [];
  for (const folder of folders) {
    for (let depth = 1; depth < folder.path.length; depth++) {
      const above = folder.path.slice(0, depth);
      const key = pathKey(above);
      if (shown.has(key)) continue;
      shown.add(key);
      rows.push({ kind: 'name', key, name: above[depth - 1]!, depth: depth - 1 });
    }
    const key = pathKey(folder.path);
    shown.add(key);
    rows.push({
      kind: 'folder',
      key,
      name: folder.path[folder.path.length - 1]!,
      depth: folder.path.length - 1,
      parent: parents.has(key),
      folder,
    });
  }
  return rows;
}

/** Without what stands in a collapsed folder. */
export function withoutCollapsed(rows: readonly TreeRow[], collapsed: ReadonlySet<string>): TreeRow[] {
  if (collapsed.size === 0) return [...rows];
  const above = [...collapsed].map((key) => `${key}\u0000`);
  return rows.filter((row) => !above.some((prefix) => row.key.startsWith(prefix)));
}

/** Worst status first, then the largest difference; each with its whole path as its name. */
export function worstFirst(folders: readonly FolderRow[]): TreeRow[] {
  return [...folders].sort(byTrouble).map((folder) => ({
    kind: 'folder',
    key: pathKey(folder.path),
    name: folder.path.join(' › '),
    depth: 0,
    parent: false,
    folder,
  }));
}

function byTrouble(a: FolderRow, b: FolderRow): number {
  return rank(a) - rank(b) || Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0);
}
const rank = (folder: FolderRow) => (folder.localOnly ? STATUSES.length : STATUSES.indexOf(folder.status));

export function found(folders: readonly FolderRow[], sought: string): readonly FolderRow[] {
  const words = sought.trim().toLowerCase();
  return words === '' ? folders : folders.filter((folder) => folder.path.join(' › ').toLowerCase().includes(words));
}

/**
 * Folds away in-step folders past the first `roomFor` rows, and says how many. What needs a look is never folded away,
 * nor are the names above it.
 */
export function folded(rows: readonly TreeRow[], roomFor: number): TreeRow[] {
  if (rows.length <= roomFor + 3) return [...rows];
  const wanted = new Set<string>();
  for (const row of rows) {
    if (row.kind === 'folder' && needsALook(row.folder)) {
      row.folder.path.forEach((_, depth) => wanted.add(pathKey(row.folder.path.slice(0, depth + 1))));
    }
  }
  const kept = rows.filter((row, index) => index < roomFor || wanted.has(row.key));
  const count = rows.filter((row) => row.kind === 'folder').length - kept.filter((row) => row.kind === 'folder').length;
  return count === 0 ? kept : [...kept, { kind: 'rest', key: 'rest', count }];
}

const needsALook = (folder: FolderRow) =>
  !folder.localOnly && (folder.status !== 'in-step' || (folder.difference ?? 0) !== 0);

/** What the table says under its columns, of the folders that are judged. A sum with an unknown part is unknown. */
export interface Totals {
  readonly folders: number;
  readonly server: number | null;
  readonly offline: number | null;
  readonly oldestSynchronizedAt: string | null;
}

export function totals(folders: readonly FolderRow[]): Totals {
  const judged = folders.filter((folder) => !folder.localOnly);
  const synchronized = judged.flatMap((folder) => folder.lastSynchronizedAt ?? []).sort();
  return {
    folders: folders.length,
    server: summed(judged.map((folder) => folder.serverItems)),
    offline: summed(judged.map((folder) => folder.offlineItems)),
    oldestSynchronizedAt: synchronized[0] ?? null,
  };
}

function summed(values: readonly (number | null)[]): number | null {
  return values.reduce<number | null>((sum, value) => (sum === null || value === null ? null : sum + value), 0);
}

/** Folders after a live change: whole rows replace their like, new ones find their place, removed ones go. */
export function patched(
  folders: readonly FolderRow[],
  changed: readonly FolderRow[],
  removed: readonly FolderPath[],
): FolderRow[] {
  const gone = new Set(removed.map(pathKey));
  const fresh = new Map(changed.map((folder) => [pathKey(folder.path), folder]));
  const kept = folders.flatMap((folder) => {
    const key = pathKey(folder.path);
    const now = fresh.get(key);
    fresh.delete(key);
    if (now) return [now];
    return gone.has(key) ? [] : [folder];
  });
  return fresh.size === 0 ? kept : [...kept, ...fresh.values()].sort((a, b) => byPath(a.path, b.path));
}

/** INBOX first, then segment by segment, as the server orders them. */
function byPath(a: FolderPath, b: FolderPath): number {
  const inbox = Number(b[0] === 'INBOX') - Number(a[0] === 'INBOX');
  if (inbox !== 0) return inbox;
  for (let index = 0; index < Math.min(a.length, b.length); index++) {
    if (a[index] !== b[index]) return a[index]! < b[index]! ? -1 : 1;
  }
  return a.length - b.length;
}
