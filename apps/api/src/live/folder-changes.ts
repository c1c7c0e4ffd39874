import { pathKey, type FolderPath, type FolderRow } from '@lockstep/contracts';

/** The folders of a replica as they were last sent, each as the text it was sent as. */
export type SentFolders = Map<string, { readonly path: FolderPath; readonly text: string }>;

/** Which folders are not as they were sent, and which are gone; `sent` is brought up to date. Nothing sent yet: all are new. */
export function folderChanges(
  sent: SentFolders,
  folders: readonly FolderRow[],
): { changed: FolderRow[]; removed: FolderPath[] } {
  const gone = new Map(sent);
  const changed = folders.filter((folder) => {
    const key = pathKey(folder.path);
    const text = JSON.stringify(folder);
    gone.delete(key);
    if (sent.get(key)?.text === text) return false;
    sent.set(key, { path: folder.path, text });
    return true;
  });
  for (const key of gone.keys()) sent.delete(key);
  return { changed, removed: [...gone.values()].map(({ path }) => path) };
}
