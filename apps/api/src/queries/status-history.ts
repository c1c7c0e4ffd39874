import { STATUSES, type Status, type StatusCounts } from '@lockstep/contracts';

export interface StatusStep {
  readonly at: number;
  readonly status: Status;
  /** How many replicas entered (positive) or left this status at this moment. */
  readonly change: number;
}

export function noReplicas(): Record<Status, number> {
  return Object.fromEntries(STATUSES.map((status) => [status, 0])) as Record<Status, number>;
}

/** `points` moments from `from` to `to`, evenly spaced, both ends among them. */
export function moments(from: number, to: number, points: number): number[] {
  if (points === 1 || from === to) return [to];
  return Array.from({ length: points }, (_, index) => Math.round(from + ((to - from) * index) / (points - 1)));
}

/** How many replicas had each status at each moment, from the steps in and out. Steps may come in any order. */
export function countAt(steps: readonly StatusStep[], at: readonly number[]): { at: number; counts: StatusCounts }[] {
  const ordered = [...steps].sort((a, b) => a.at - b.at);
  const counts = noReplicas();
  let next = 0;
  return at.map((moment) => {
    for (; next < ordered.length && ordered[next]!.at <= moment; next++) {
      counts[ordered[next]!.status] += ordered[next]!.change;
    }
    return { at: moment, counts: { ...counts } };
  });
}
