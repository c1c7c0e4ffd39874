import { stat } from 'node:fs/promises';

/**
 * A store keeps its identity over restarts and mounts, so the device's number is left out; one that was made anew under the same name has
 * another. Null: there is no such folder.
 */
export async function storeIdOf(root: string): Promise<string | null> {
  return stat(root).then(
    (folder) => (folder.isDirectory() ? `${folder.ino}:${Math.round(folder.birthtimeMs)}` : null),
    () => null,
  );
}
