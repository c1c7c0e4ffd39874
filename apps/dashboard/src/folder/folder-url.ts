import type { FolderPath } from '@lockstep/contracts';

/**
 * A folder's path as the rest of a URL. Names may hold a slash, and may be `.` or `..`, which browsers take for steps:
 * `~` escapes them as in a JSON Pointer, with `~2` for the dot.
 */
export function toUrl(path: FolderPath): string {
  return path
    .map((name) => name.replaceAll('~', '~0').replaceAll('/', '~1'))
    .map((name) => (/^\.{1,2}$/.test(name) ? name.replaceAll('.', '~2') : name))
    .join('/');
}

export function fromUrl(rest: string): FolderPath {
  return rest.split('/').map((name) => name.replaceAll('~2', '.').replaceAll('~1', '/').replaceAll('~0', '~'));
}
