import type { Instant } from '../replica/replica.events.ts';
import type { FolderState } from './folder.state.ts';

/** How a difference in hand began, and how it has gone since. Only a folder that differs has one. */
export interface Course {
  /** The counts just before; null: the folder was first counted with it. */
  readonly before: readonly [server: number, offline: number] | null;
  readonly began: readonly [server: number, offline: number];
  /** The difference now, with its sign, and since when it has been this number. */
  items: number;
  steadySince: Instant;
  least: number;
  most: number;
  /** Completed syncs seen since it began. */
  syncs: number;
  /** The largest rise of the offline side from one statement to the next, that with which it began among them. */
  leap: number;
  serverUp: number;
  serverDown: number;
  offlineUp: number;
  offlineDown: number;
  /** What stands of it, with its sign, and how many syncs in a row left so much there: see left-behind. */
  stands: number;
  leftBy: number;
  /** The server's count that the next completed sync must reach. */
  floor: number;
}

export function beginCourse(folder: FolderState, items: number, at: Instant, before: Course['before']): Course {
  const size = Math.abs(items);
  return {
    before,
    began: [folder.knownServer, folder.knownOffline],
    items,
    steadySince: at,
    least: size,
    most: size,
    syncs: 0,
    leap: Math.max(0, before === null ? 0 : folder.knownOffline - before[1]),
    serverUp: 0,
    serverDown: 0,
    offlineUp: 0,
    offlineDown: 0,
    stands: items,
    leftBy: 0,
    floor: folder.knownServer,
  };
}

/** One statement more, by which the sides moved so. */
export function followCourse(course: Course, items: number, at: Instant, server: number, offline: number): void {
  addMoves(course, server, offline);
  if (items === course.items) return;

  const size = Math.abs(items);
  course.items = items;
  course.steadySince = at;
  if (size < course.least) course.least = size;
  if (size > course.most) course.most = size;
}

/** A statement at which it cannot be seen: `items` is 0, since when it cannot. */
export function hide(course: Course, at: Instant, server: number, offline: number): void {
  addMoves(course, server, offline);
  if (course.items === 0) return;
  course.items = 0;
  course.steadySince = at;
}

function addMoves(course: Course, server: number, offline: number): void {
  if (server > 0) course.serverUp += server;
  else course.serverDown -= server;
  if (offline > course.leap) course.leap = offline;
  if (offline > 0) course.offlineUp += offline;
  else course.offlineDown -= offline;
}
