import { STATUSES, type Status } from '@lockstep/contracts';

/** Statuses are stored by their place, worst first, so that an index sorts them as people do. */
export function rankOf(status: Status): number {
  return STATUSES.indexOf(status);
}

export function statusOf(rank: number): Status {
  return STATUSES[rank]!;
}
