import { readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { MaildirStore } from '../mbsync/mbsyncrc.ts';
import type { OfflineBox } from './offline.ts';

// A Maildir store lays its boxes out in one of three ways (mbsync(1), SubFolders):
//   Verbatim   Path/top/sub, Inbox/sub        Maildir++   Inbox/.top.sub, Inbox/..sub        Legacy   Path/top/.sub, Inbox/.sub

export interface StoreShape {
  /** Null: everything lies in the inbox. */
  readonly path: string | null;
  readonly inbox: string;
  readonly layout: 'verbatim' | 'maildir++' | 'legacy';
  readonly flatten: string | null;
}

export interface Walk {
  readonly boxes: readonly OfflineBox[];
  /** Folders that could not be listed: what lies in them is not known. */
  readonly unreadable: readonly string[];
}

const DEEPEST = 64;
const PARTS = new Set(['cur', 'new', 'tmp']);

export function shapeOf(store: MaildirStore): StoreShape {
  const layout = store.subFolders ?? 'verbatim';
  return {
    path: layout === 'maildir++' || store.path === null ? null : resolve(store.path),
    inbox: resolve(store.inbox),
    layout,
    flatten: store.flatten,
  };
}

/** Without a configuration the layout is read off the store itself. */
export async function guessShape(root: string): Promise<StoreShape> {
  if (!(await isBox(root))) return { path: root, inbox: join(root, 'INBOX'), layout: 'verbatim', flatten: null };

  const names = await readdir(root);
  const plusPlus = names.some((name) => name.startsWith('.') && name.length > 1 && !name.startsWith('.mbsync'));
  const boxes = plusPlus ? await Promise.all(names.map((name) => name.startsWith('.') && isBox(join(root, name)))) : [];
  return { path: null, inbox: root, layout: boxes.includes(true) ? 'maildir++' : 'verbatim', flatten: null };
}

export async function walkStore(shape: StoreShape): Promise<Walk> {
  const boxes = new Map<string, OfflineBox>();
  const unreadable: string[] = [];
  // The same folder is met twice when the inbox lies under the path, and endlessly when a link leads back.
  const seen = new Set<string>();
  const add = (box: string, directory: string) => {
    const name = shape.flatten ? box.replaceAll(shape.flatten, '/') : box;
    if (!boxes.has(name)) boxes.set(name, { box: name, directory });
  };

  const descend = async (directory: string, name: string, depth: number): Promise<void> => {
    const real = await realpath(directory).catch(() => null);
    if (real === null || seen.has(real) || depth > DEEPEST) return;
    seen.add(real);

    const entries = await readdir(directory, { withFileTypes: true }).catch(() => {
      unreadable.push(directory);
      return [];
    });
    for (const entry of entries) {
      if (PARTS.has(entry.name) || !(entry.isDirectory() || entry.isSymbolicLink())) continue;
      const segment = segmentOf(shape.layout, entry.name, name !== '');
      if (segment === null) continue;

      const child = join(directory, entry.name);
      if (child === shape.inbox) continue;
      const box = name === '' ? segment : `${name}/${segment}`;
      if (await isBox(child)) add(box, child);
      await descend(child, box, depth + 1);
    }
  };

  if (await isBox(shape.inbox)) add('INBOX', shape.inbox);
  if (shape.layout === 'maildir++') await walkPlusPlus(shape.inbox, add, unreadable);
  else {
    await descend(shape.inbox, 'INBOX', 0);
    if (shape.path !== null) await descend(shape.path, '', 0);
  }
  return { boxes: [...boxes.values()], unreadable };
}

async function walkPlusPlus(
  inbox: string,
  add: (box: string, directory: string) => void,
  unreadable: string[],
): Promise<void> {
  const names = await readdir(inbox).catch(() => {
    unreadable.push(inbox);
    return [];
  });
  for (const name of names) {
    if (!name.startsWith('.') || name.length < 2) continue;
    const directory = join(inbox, name);
    if (!(await isBox(directory))) continue;

    const inInbox = name.startsWith('..');
    const segments = name.slice(inInbox ? 2 : 1).replaceAll('.', '/');
    if (segments !== '') add(inInbox ? `INBOX/${segments}` : segments, directory);
  }
}

function segmentOf(layout: StoreShape['layout'], name: string, nested: boolean): string | null {
  if (layout === 'verbatim') return name;
  if (nested) return name.startsWith('.') && name.length > 1 ? name.slice(1) : null;
  return name.startsWith('.') ? null : name;
}

/** Like mbsync, a directory is a mailbox when it has a `cur`; so is one that has lost only that, and is then damaged. */
async function isBox(directory: string): Promise<boolean> {
  if (await exists(join(directory, 'cur'))) return true;
  return (await exists(join(directory, 'new'))) && (await exists(join(directory, 'tmp')));
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    (error: NodeJS.ErrnoException) => error.code === 'EACCES',
  );
}
