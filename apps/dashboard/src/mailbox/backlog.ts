import { pathKey, type FolderRow, type Progress, type ReplicaHistoryView } from '@lockstep/contracts';
import type { ChartTable } from '../figures/TableView.tsx';
import { DAY, dayAndTime, MINUTE } from '../figures/time.ts';

type Histories = ReplicaHistoryView['folders'];
type Points = Histories[number]['points'];

/** One moment of the backlog: how many items were behind, and after now, how many should be, with the range. */
export interface BacklogRow {
  readonly at: number;
  /** Null: a count could not be read, or it lies ahead. */
  readonly items: number | null;
  readonly expected: number | null;
  /** The fan between the fastest and the slowest end. */
  readonly range: readonly [number, number] | null;
}

const LEAST_MS = 10 * MINUTE;

/**
 * The items behind of all folders that catch up, a step each time a report changed one; from the moment at which they were most on, for
 * what came before is not what is being worked off. Without an expected end nothing is drawn ahead.
 */
export function backlogRows(
  folders: readonly FolderRow[],
  histories: Histories,
  progress: Pick<Progress, 'backlog' | 'since' | 'eta'>,
  now: number,
): BacklogRow[] {
  const past = sumOf(folders, histories).filter(([at]) => at <= now);
  const earliest = Math.max(Date.parse(progress.since), now - DAY);
  const from = Math.min(progress.eta === null ? earliest : peakSince(past, earliest), now - LEAST_MS);
  const before = past.filter(([at]) => at <= from).at(-1);
  const seen: BacklogRow[] = [
    ...(before === undefined ? [] : [{ ...NONE, at: from, items: before[1] }]),
    ...past.filter(([at]) => at > from).map(([at, items]) => ({ ...NONE, at, items })),
  ].filter(({ at }) => at < now);
  return [...seen, ...ahead(progress, now)];
}

const NONE = { items: null, expected: null, range: null } as const;

type Sum = readonly [at: number, items: number | null];

function sumOf(folders: readonly FolderRow[], histories: Histories): Sum[] {
  const moving = folders.flatMap((folder) => {
    const key = pathKey(folder.path);
    const points = histories.find(({ path }) => pathKey(path) === key)?.points;
    return folder.progress === null || points === undefined ? [] : [behind(folder, points)];
  });
  const moments = [...new Set(moving.flatMap((points) => points.map(([at]) => at)))].sort((a, b) => a - b);
  const next = moving.map(() => 0);
  const now: (number | null)[] = moving.map(() => 0);
  return moments.map((at) => {
    moving.forEach((points, folder) => {
      for (; next[folder]! < points.length && points[next[folder]!]![0] <= at; next[folder]! += 1)
        now[folder] = points[next[folder]!]![1];
    });
    return [at, now.reduce<number | null>((sum, items) => (sum === null || items === null ? null : sum + items), 0)];
  });
}

/** Beyond what is expected and what a person accepts; what exists only offline is behind as well. */
function behind({ expectedDifference, accepted }: FolderRow, points: Points): Sum[] {
  return points.map(([at, server, offline]) => {
    if (server === null || offline === null) return [at, null];
    const gap = server - offline - expectedDifference;
    const covered = accepted !== null && gap * accepted.items > 0 ? Math.abs(accepted.items) : 0;
    return [at, Math.max(0, Math.abs(gap) - covered)];
  });
}

/** The newest moment at which there were the most. */
function peakSince(past: readonly Sum[], earliest: number): number {
  let [peak, most] = [earliest, past.filter(([at]) => at <= earliest).at(-1)?.[1] ?? 0];
  for (const [at, items] of past) if (at > earliest && items !== null && items >= most) [peak, most] = [at, items];
  return peak;
}

function ahead({ backlog, eta }: Pick<Progress, 'backlog' | 'eta'>, now: number): BacklogRow[] {
  if (eta === null) return [{ ...NONE, at: now, items: backlog }];
  const [at, earliest, latest] = [eta.at, eta.earliest, eta.latest].map((end) => Math.max(now + 1, Date.parse(end)));
  const left = (end: number, when: number) => Math.max(0, (backlog * (end - when)) / (end - now));
  const later = [...new Set([earliest!, at!, latest!])].sort((a, b) => a - b);
  return [
    { at: now, items: backlog, expected: backlog, range: [backlog, backlog] },
    ...later.map((when) => ({
      at: when,
      items: null,
      expected: when > at! ? null : left(at!, when),
      range: [left(earliest!, when), left(latest!, when)] as const,
    })),
  ];
}

/** Begins, now, and the expected end; of those that stand too near to each other, the earlier two say it. */
export function backlogTicks(rows: readonly BacklogRow[], now: number, end: number | null): number[] {
  const [from, to] = [rows[0]!.at, rows.at(-1)!.at];
  const apart = (to - from) * 0.14;
  return [from, now, ...(end === null ? [] : [end])].filter(
    (tick, index) => index === 1 || Math.abs(tick - now) > apart,
  );
}

/** What was seen, newest first; what is expected is no reading. */
export function backlogTable(file: string, rows: readonly BacklogRow[], now: number): ChartTable {
  return {
    name: 'Backlog',
    file,
    head: ['Since', 'Items behind'],
    rows: rows
      .filter(({ at }) => at <= now)
      .reverse()
      .map(({ at, items }) => [new Date(at).toISOString(), items]),
    shown: (cell) => dayAndTime(Date.parse(String(cell)), now),
  };
}

/** `133 a minute`, or of a slow one `40 an hour`; null: the data cannot tell. */
export function paceText(itemsPerHour: number | null, say: (value: number) => string): string | null {
  if (itemsPerHour === null || itemsPerHour < 1) return null;
  return itemsPerHour >= 120 ? `${say(itemsPerHour / 60)} a minute` : `${say(itemsPerHour)} an hour`;
}
