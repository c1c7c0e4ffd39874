import type { Status } from '@lockstep/contracts';

/** Worst first, as the contracts' STATUSES; the type holds the two together. */
const RANK: Readonly<Record<Status, number>> = {
  mismatched: 0,
  stale: 1,
  silent: 2,
  unknown: 3,
  'catching-up': 4,
  'in-step': 5,
};

export const worse = (one: Status, other: Status): Status => (RANK[other] < RANK[one] ? other : one);
