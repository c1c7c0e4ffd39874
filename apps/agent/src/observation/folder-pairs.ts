import { pathKey } from '@lockstep/contracts/statistics';
import type { Pair, Pairing } from '../mbsync/pairing.ts';
import { decodeModifiedUtf7 } from '../names/modified-utf7.ts';
import type { OfflineBox } from '../offline/offline.ts';
import type { ServerFolder, ServerMailbox } from '../server/server-mailbox.ts';

/** One folder with what either side has of it. */
export interface FolderPair {
  readonly path: readonly string[];
  readonly offline: OfflineBox | null;
  readonly server: ServerFolder | null;
  /** How mbsync synchronizes it; null: it does not. */
  readonly pair: Pair | null;
}

/**
 * Joins both sides on decoded path segments. With a configuration, a folder of the server that no channel wants is not part of
 * the replica, and a folder offline that no channel wants is local only.
 */
export function pairFolders(
  boxes: readonly OfflineBox[],
  mailbox: Pick<ServerMailbox, 'folders' | 'namespace' | 'delimiter'>,
  pairing: Pairing | null,
): FolderPair[] {
  const pairs = new Map<string, FolderPair>();
  for (const offline of boxes) {
    const pair = pairing?.ofNear(offline.box) ?? null;
    const path = pathOf(pair?.farBox ?? offline.box);
    pairs.set(pathKey(path), { path, offline, server: null, pair });
  }
  for (const server of mailbox.folders ?? []) {
    const box = farBox(server.rawPath, mailbox, pairing);
    const pair = box === null ? null : (pairing?.ofFar(box) ?? null);
    if (box === null || (pairing !== null && pair === null)) continue;

    const path = pathOf(box);
    const known = pairs.get(pathKey(path));
    pairs.set(pathKey(path), { path, offline: known?.offline ?? null, server, pair: known?.pair ?? pair });
  }
  return [...pairs.values()];
}

/** `INBOX` in any case is one folder; only the first segment folds. */
export function pathOf(box: string): string[] {
  const [first, ...rest] = box
    .split('/')
    .filter((segment) => segment !== '')
    .map(decodeModifiedUtf7);
  return [first?.toUpperCase() === 'INBOX' ? 'INBOX' : (first ?? ''), ...rest];
}

/** mbsync's name for a folder of the server; null when it lies outside the store's path. */
export function farBox(
  rawPath: readonly string[],
  mailbox: Pick<ServerMailbox, 'namespace' | 'delimiter'>,
  pairing: Pairing | null,
): string | null {
  const [first = '', ...rest] = rawPath;
  const path = [first.toUpperCase() === 'INBOX' ? 'INBOX' : first, ...rest].join('/');
  const store = pairing?.far ?? null;
  const prefix = (store?.path ?? (store?.useNamespace === false ? '' : mailbox.namespace))
    .replaceAll(mailbox.delimiter, '/')
    .replace(/^inbox(?=\/|$)/i, 'INBOX');
  if (path === 'INBOX' || prefix === '') return path;
  if (path.startsWith(prefix)) return path.slice(prefix.length);
  return path.startsWith('INBOX/') ? path : null;
}
