import type { ReplicaHistoryView, Status } from '@lockstep/contracts';

type Points = ReplicaHistoryView['folders'][number]['points'];
type Stretches = ReplicaHistoryView['statuses'];

/** One moment of the chart. A line is null where nobody could read it, or nobody was heard; `…Last` is the last known number meanwhile. */
export interface CountRow {
  readonly at: number;
  readonly server: number | null;
  readonly offline: number | null;
  readonly serverLast: number | null;
  readonly offlineLast: number | null;
  /** `[offline, server]` where they differ, by the status of that stretch. */
  readonly gaps: Readonly<Partial<Record<Status, readonly [number, number]>>>;
}

/**
 * Rows for two step lines and the gap between them, one at each moment where a number or the status changes.
 * A row closes what stood before it, so that a step reaches to the moment at which it ends.
 */
export function countRows(
  points: Points,
  statuses: Stretches,
  span: { readonly from: number; readonly to: number },
): CountRow[] {
  const moments = new Set([span.from, span.to]);
  for (const [at] of points) moments.add(at);
  for (const { from } of statuses) moments.add(Date.parse(from));
  const inside = [...moments].filter((at) => at >= span.from && at <= span.to).sort((a, b) => a - b);

  let before: Reading | null = null;
  return inside.flatMap((at) => {
    const now = readingAt(points, statuses, at);
    const row = rowOf(at, now, before);
    // What ends here reaches to here: without a row of its own a line would end at the change before.
    const rows = before && endsIn(now, before) ? [rowOf(at, before, before), row] : [row];
    before = now;
    return rows;
  });
}

const endsIn = (now: Reading, before: Reading): boolean =>
  (before.server !== null && now.server === null) || (before.offline !== null && now.offline === null);

interface Reading {
  readonly server: number | null;
  readonly offline: number | null;
  readonly knownServer: number | null;
  readonly knownOffline: number | null;
  /** What the newest report says, heard of late or not. */
  readonly said: readonly [server: number | null, offline: number | null];
  readonly status: Status | null;
}

function readingAt(points: Points, statuses: Stretches, at: number): Reading {
  let [server, offline, knownServer, knownOffline]: (number | null)[] = [null, null, null, null];
  for (const [since, said, kept] of points) {
    if (since > at) break;
    [server, offline] = [said, kept];
    knownServer = said ?? knownServer;
    knownOffline = kept ?? knownOffline;
  }
  const stretch = statuses.find(({ from, to }) => Date.parse(from) <= at && (to === null || Date.parse(to) > at));
  const isHeard = stretch?.status !== 'silent';
  return {
    server: isHeard ? server! : null,
    offline: isHeard ? offline! : null,
    said: [server!, offline!],
    knownServer: knownServer!,
    knownOffline: knownOffline!,
    status: stretch?.status ?? null,
  };
}

function rowOf(at: number, now: Reading, before: Reading | null): CountRow {
  const gaps: Partial<Record<Status, readonly [number, number]>> = {};
  if (before && before.status !== now.status) addGap(gaps, before);
  addGap(gaps, now);
  return {
    at,
    server: now.server,
    offline: now.offline,
    serverLast: lastKnown(now.server, now.knownServer, before?.server),
    offlineLast: lastKnown(now.offline, now.knownOffline, before?.offline),
    gaps,
  };
}

function addGap(gaps: Partial<Record<Status, readonly [number, number]>>, { said, status }: Reading): void {
  const [server, offline] = said;
  if (server !== null && offline !== null && status !== null && server !== offline) gaps[status] = [offline, server];
}

/** While unread, and at the moment it is read again, so that the dotted line meets the solid one. */
function lastKnown(value: number | null, known: number | null, before: number | null | undefined): number | null {
  if (value === null) return known;
  return before === null ? value : null;
}

/** Bottom and top of the axis with room around the lines; never so near that a difference of one looks like a cliff. */
export function countDomain(rows: readonly CountRow[]): readonly [number, number] {
  const values = rows.flatMap(({ server, offline, serverLast, offlineLast }) =>
    [server, offline, serverLast, offlineLast].filter((value) => value !== null),
  );
  if (values.length === 0) return [0, 10];
  const [lowest, highest] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(0, (8 - (highest - lowest)) / 2);
  const step = niceStep((highest - lowest + 2 * room) / 4);
  const low = Math.floor((lowest - room - step / 4) / step) * step;
  return [Math.max(0, low), Math.ceil((highest + room + step / 4) / step) * step];
}

export function countTicks([low, high]: readonly [number, number]): number[] {
  const step = niceStep((high - low) / 5);
  const ticks: number[] = [];
  for (let tick = Math.ceil(low / step) * step; tick <= high; tick += step) ticks.push(tick);
  return ticks;
}

function niceStep(rough: number): number {
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  return [1, 2, 5, 10].map((factor) => factor * magnitude).find((step) => step >= rough)!;
}
