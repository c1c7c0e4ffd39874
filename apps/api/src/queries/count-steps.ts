import { pathKey, type FolderPath, type ReplicaHistoryView } from '@lockstep/contracts';
import type { Reported } from '@lockstep/domain';

type Point = readonly [at: number, server: number | null, offline: number | null];

const MOST_POINTS = 2_000;

interface StepsAsked {
  readonly from: number;
  readonly to: number;
  /** The key of the one folder that is asked for. */
  readonly only?: string | undefined;
  readonly most?: number;
}

/** The counts of folders over time: a point each time one of the two changed. A folder that is gone is unknown from then on. */
export class CountSteps {
  readonly #only: string | undefined;
  readonly #thin: (points: readonly Point[]) => Point[];
  readonly #most: number;
  readonly #folders = new Map<string, { readonly path: FolderPath; points: Point[] }>();

  constructor({ from, to, only, most = MOST_POINTS }: StepsAsked) {
    this.#only = only;
    this.#thin = (points) => thin(points, from, to, most);
    this.#most = most;
  }

  /** Reports in the order in which they were observed; one that is far too late takes its place as well as it can. */
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
    const before = folder.points.findLastIndex((point) => point[0] <= at);
    const last = folder.points[before];
    if (!last || last[1] !== server || last[2] !== offline) folder.points.splice(before + 1, 0, [at, server, offline]);
    // What is left out in the end need not be held until then.
    if (folder.points.length > 2 * this.#most) folder.points = this.#thin(folder.points);
  }

  folders(): ReplicaHistoryView['folders'] {
    return [...this.#folders.values()].map(({ path, points }) => ({ path, points: this.#thin(points) }));
  }

  #end(at: number, key: string): void {
    const folder = this.#folders.get(key);
    if (folder && folder.points[0]![0] <= at) this.add(at, folder.path, null, null);
  }
}

/** More points than pixels help nobody: of each short stretch the last one stays, which is what held when the next began. */
export function thin(points: readonly Point[], from: number, to: number, most = MOST_POINTS): Point[] {
  if (points.length <= most) return [...points];
  const stretchMs = (to - from) / most;
  return points.filter((point, index) => {
    const next = points[index + 1];
    return !next || Math.floor((next[0] - from) / stretchMs) !== Math.floor((point[0] - from) / stretchMs);
  });
}
