import type { ReplicaHistoryView } from '@lockstep/contracts';

type Points = ReplicaHistoryView['folders'][number]['points'];

/**
 * Items of all these folders together, a step each time one of them changed. A sum with an unknown part is unknown;
 * a folder counts from its first report on.
 */
export function summedPoints(folders: readonly { readonly points: Points }[]): Points {
  const steps = folders
    .flatMap(({ points }, folder) => points.map((point) => ({ folder, point })))
    .sort((a, b) => a.point[0] - b.point[0]);
  const now: Points[number][] = [];
  const sums: Points[number][] = [];
  const sides: [Side, Side] = [
    { sum: 0, unknown: 0 },
    { sum: 0, unknown: 0 },
  ];
  for (const { folder, point } of steps) {
    const before = now[folder];
    now[folder] = point;
    for (const side of [0, 1] as const) {
      if (before) add(sides[side], before[at(side)], -1);
      add(sides[side], point[at(side)], 1);
    }
    const sum = [point[0], value(sides[0]), value(sides[1])] as const;
    if (sums[sums.length - 1]?.[0] === point[0]) sums.pop();
    sums.push(sum);
  }
  return sums;
}

/** Of the server or of the offline side, in a point. */
const at = (side: 0 | 1) => (side === 0 ? 1 : 2);

interface Side {
  sum: number;
  /** Folders whose number could not be read. */
  unknown: number;
}

const value = ({ sum, unknown }: Side): number | null => (unknown > 0 ? null : sum);

function add(side: Side, items: number | null, sign: 1 | -1): void {
  if (items === null) side.unknown += sign;
  else side.sum += sign * items;
}
