import type { IncidentView } from '@lockstep/contracts';

export interface GrowthRow {
  readonly at: number;
  readonly replicas: number;
}

/** The steps of an incident from a little before it began to now, so that its beginning is seen as a rise. */
export function growthRows({ growth, since, closedAt, replicas }: IncidentView, now: number): GrowthRow[] {
  const begin = Date.parse(since);
  const end = closedAt === null ? now : Date.parse(closedAt);
  const before = Math.max(60_000, (end - begin) / 4);
  const rows = growth.map(([at, count]) => ({ at, replicas: count }));
  const first = rows[0]?.at ?? begin;
  return [
    { at: first - before, replicas: 0 },
    ...(rows.length > 0 ? [{ at: first - 1, replicas: 0 }] : []),
    ...rows,
    { at: Math.max(end, first), replicas: closedAt === null ? replicas : (rows.at(-1)?.replicas ?? replicas) },
  ];
}
