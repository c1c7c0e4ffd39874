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
  readonly group: string;
  readonly path: string;
}

/** A cell costs what it weighs on the wire, so a server with a quarter of the fleet is measured, but apart. */
const MANY_CELLS = 5_000;

const CELLS_OF_MANY = 'cells of the largest servers';
const PAST = 'yesterday';
const ALERTS = 'how many alerts nobody has taken, and whom alerts reach';

/** Measured beside the goal of the fleet. */
export const WITHOUT_GOAL: ReadonlySet<string> = new Set([CELLS_OF_MANY, PAST, ALERTS]);

/** What the fleet page, its rail, the choices of the list and the badge of alerts ask. The cells are those of each server by turns. */
export async function fleetQuestions(system: System): Promise<FleetQuestion[]> {
  const now = Date.now();
  const { groups } = await system.ask<{ groups: { name: string | null; total: number }[] }>(
    'GET',
    '/fleet/groups?by=server',
  );
  const { items } = await system.ask<{ items: { id: string }[] }>('GET', '/incidents');
  const iso = (at: number) => new Date(at).toISOString();
  const yesterday = `at=${iso(now - DAY)}`;
  return [
    { group: 'counters', path: '/fleet' },
    ...HISTORIES.map(([width, points]) => ({
      group: 'history',
      path: `/fleet/history?from=${iso(now - width)}&to=${iso(now)}&points=${points}`,
    })),
    // Since midnight, and since an incident of yesterday began; on a calm page how large the fleet is.
    ...[DAY / 3, DAY, 7 * DAY].map((ago) => ({ group: 'change', path: `/fleet/change?from=${iso(now - ago)}` })),
    ...['/fleet/figures', '/fleet/expected'].map((path) => ({ group: 'figures', path })),
    { group: 'ages', path: '/fleet/ages' },
    ...['server', 'site', 'client'].map((by) => ({ group: 'groups', path: `/fleet/groups?by=${by}` })),
    ...groups.flatMap(({ name, total }) => {
      const group = total > MANY_CELLS ? CELLS_OF_MANY : 'cells';
      return name === null ? [] : { group, path: `/fleet/groups?by=server&name=${encodeURIComponent(name)}` };
    }),
    { group: 'incidents', path: '/incidents' },
    ...items.slice(0, 1).map(({ id }) => ({ group: 'incidents', path: `/incidents/${id}` })),
    { group: 'feed', path: '/feed?limit=40' },
    { group: 'values', path: '/fleet/values' },
    ...['/fleet', '/fleet/groups?by=server', '/feed?limit=40'].map((path) => ({
      group: PAST,
      path: `${path}${path.includes('?') ? '&' : '?'}${yesterday}`,
    })),
    { group: ALERTS, path: '/alerts?limit=1' },
    { group: ALERTS, path: '/routes' },
  ];
}
