import { pathKey, type FolderPath, type ReplicaHistoryView } from '@lockstep/contracts';
import type { Reported } from '@lockstep/domain';

type Point = readonly [at: number, server: number | null, offline: number | null];

const MOST_POINTS = 2_000;

/** The counts of folders over time: a point each time one of the two changed. A folder that is gone is unknown from then on. */
export class CountSteps {
  readonly #only: string | undefined;
  readonly #folders = new Map<string, { readonly path: FolderPath; readonly points: Point[] }>();

  constructor(only?: string) {
    this.#only = only;
  }

  /** Reports in the order in which they were observed. */
  report(at: number, { kind, folders, removed = [] }: Reported): void {
    const said = new Set<string>();
    for (const [path, server, offline] of folders) {
      said.add(pathKey(path));
      this.add(at, path, server, offline);
    }
    for (const path of removed) this.#end(at, pathKey(path));
    if (kind === 'full') for (const key of this.#folders.keys()) if (!said.has(key)) this.#end(at, key);
  }

  add(at: number, path: FolderPath, server: number | null, offline: number | null): void {
    const key = pathKey(path);
    if (this.#only !== undefined && key !== this.#only) return;
    let folder = this.#folders.get(key);
    if (!folder) this.#folders.set(key, (folder = { path, points: [] }));
    const last = folder.points.at(-1);
    if (!last || last[1] !== server || last[2] !== offline) folder.points.push([at, server, offline]);
  }

  folders(from: number, to: number): ReplicaHistoryView['folders'] {
    return [...this.#folders.values()].map(({ path, points }) => ({ path, points: thin(points, from, to) }));
  }

  #end(at: number, key: string): void {
    const folder = this.#folders.get(key);
    if (folder) this.add(at, folder.path, null, null);
  }
}

/** More points than pixels help nobody: of each short stretch the last one stays, which is what held when the next began. */
export function thin(points: readonly Point[], from: number, to: number, most = MOST_POINTS): readonly Point[] {
  if (points.length <= most) return points;
  const stretchMs = (to - from) / most;
  return points.filter((point, index) => {
    const next = points[index + 1];
    return !next || Math.floor((next[0] - from) / stretchMs) !== Math.floor((point[0] - from) / stretchMs);
  });
}
