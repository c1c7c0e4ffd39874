import type { System } from '../server/system.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Ranges of the chart of statuses, and the week of the rail, by the points that the pages ask for. */
const HISTORIES = [
  ...([HOUR, 6 * HOUR, DAY, 7 * DAY, 30 * DAY, 365 * DAY] as const).map((width) => [width, 145] as const),
  [7 * DAY, 7 * 24 + 1] as const,
];

export interface FleetQuestion {
  /** Those of one group are measured together. */
  readonly group: 'counters' | 'history' | 'ages' | 'groups' | 'cells' | 'incidents' | 'feed' | 'values' | 'past';
  readonly path: string;
}

/** What the fleet page, its rail and the choices of the list ask. The cells are those of each server by turns, the largest among them. */
export async function fleetQuestions(system: System): Promise<FleetQuestion[]> {
  const now = Date.now();
  const { groups } = await system.ask<{ groups: { name: string | null }[] }>('GET', '/fleet/groups?by=server');
  const { items } = await system.ask<{ items: { id: string }[] }>('GET', '/incidents');
  const iso = (at: number) => new Date(at).toISOString();
  const yesterday = `at=${iso(now - DAY)}`;
  return [
    { group: 'counters', path: '/fleet' },
    ...HISTORIES.map(([width, points]) => ({
      group: 'history' as const,
      path: `/fleet/history?from=${iso(now - width)}&to=${iso(now)}&points=${points}`,
    })),
    { group: 'ages', path: '/fleet/ages' },
    ...['server', 'site', 'client'].map((by) => ({ group: 'groups' as const, path: `/fleet/groups?by=${by}` })),
    ...groups.flatMap(({ name }) =>
      name === null
        ? []
        : { group: 'cells' as const, path: `/fleet/groups?by=server&name=${encodeURIComponent(name)}` },
    ),
    { group: 'incidents', path: '/incidents' },
    ...items.slice(0, 1).map(({ id }) => ({ group: 'incidents' as const, path: `/incidents/${id}` })),
    { group: 'feed', path: '/feed?limit=40' },
    { group: 'values', path: '/fleet/values' },
    ...['/fleet', '/fleet/groups?by=server', '/feed?limit=40'].map((path) => ({
      group: 'past' as const,
      path: `${path}${path.includes('?') ? '&' : '?'}${yesterday}`,
    })),
  ];
}
