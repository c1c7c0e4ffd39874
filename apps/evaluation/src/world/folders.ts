import type { Folder, World } from './world.ts';

/** What a sync does to a folder. */
export const whole: Folder['sync'] = (folder, at) => {
  folder.offline = Math.max(0, folder.server - folder.lack);
  folder.last = at;
};
/** It is left out, or refuses. */
export const stuck: Folder['sync'] = () => {};
/** The run calls it done, and moves nothing. */
export const dateOnly: Folder['sync'] = (folder, at) => {
  folder.last = at;
};
/** At most so many items a run. The date goes forward with each run, or only when all is done. */
export const slowly =
  (items: number, dated: 'each-run' | 'when-done' = 'each-run'): Folder['sync'] =>
  (folder, at) => {
    const missing = folder.server - folder.lack - folder.offline;
    folder.offline += missing < 0 ? missing : Math.min(missing, items);
    if (dated === 'each-run' || missing <= items) folder.last = at;
  };

/** A folder in step, last synchronized just before the story. */
export function addFolder(world: World, path: string[], items: number, more: Partial<Folder> = {}): Folder {
  const lack = more.lack ?? 0;
  const folder: Folder = {
    path,
    server: items,
    offline: Math.max(0, items - lack),
    last: world.now - 120_000,
    mailPerDay: 0,
    deleted: 0.25,
    lack,
    sync: whole,
    serverSeen: true,
    offlineSeen: true,
    dateSeen: true,
    troubles: [],
    expected: 0,
    because: null,
    ...more,
  };
  world.folders.push(folder);
  return folder;
}

/** One that the server does not have, by its nature. */
export function addLocalOnly(world: World, path: string[], items: number, declared = true): Folder {
  return addFolder(world, path, items, {
    serverSeen: false,
    dateSeen: false,
    sync: stuck,
    because: declared ? 'local-only' : null,
  });
}

export const inbox = ({ folders }: World): Folder => folders.find(({ path }) => path[0] === 'INBOX')!;

/** The folders that mail may come to, other than the Inbox; those a story is free to break. */
export const others = ({ folders }: World): Folder[] =>
  folders.filter(({ path, serverSeen, lack }) => path[0] !== 'INBOX' && serverSeen && lack === 0);

/** The busiest of them. */
export const busiest = (world: World): Folder =>
  others(world).reduce((most, folder) => (folder.mailPerDay > most.mailPerDay ? folder : most));

export function each(folders: readonly Folder[], change: (folder: Folder) => void): void {
  for (const folder of folders) change(folder);
}
