import type { ExpectedBecause, FolderPath, Severity, Status } from '@lockstep/contracts';
import type { HeldTrouble } from '../replica/facts.ts';
import type { MismatchKind } from '../condition/mismatch.ts';
import type { Instant } from '../replica/replica.events.ts';
import type { Course } from './course.ts';
import { type FirstStatement, type PastSlots, pastText, wakePast } from './stored-past.ts';
import { type FolderState, NO_TROUBLES, newFolder } from './folder.state.ts';

/**
 * A folder at rest: a short array, for there are many, and most of what one could remember is empty most of the time.
 * Who, the numbers, how it stands; then what differs, what is judged of it, what is said beside, each only if there is any.
 * The slots are named here and nowhere else.
 */
export type FolderSlots = readonly [
  path: FolderPath,
  serverItems: number | null,
  offlineItems: number | null,
  lastSynchronizedAt: Instant | null,
  lastSynchronizedOn: number,
  lastSynchronizedCalendar: number,
  epoch: number,
  seq: number,
  statedAt: Instant,
  position: number,
  status: Status,
  since: Instant,
  past?: PastSlots | 0,
  differs?: DifferenceSlots | 0,
  judged?: JudgedSlots | 0,
  said?: SaidSlots | 0,
  /** The newest known counts, where the present ones are not known. */
  known?: KnownSlots | 0,
];

type KnownSlots = readonly [server: number, offline: number];

type DifferenceSlots = readonly [
  since: Instant,
  on: number,
  position: number,
  graceFrom: Instant,
  graceReports: number,
  progressAt: Instant,
  leftReports: number | null,
  backlog: number[] | null,
  course: CourseSlots,
];

type CourseSlots = readonly [
  before: Course['before'],
  began: Course['began'],
  items: number,
  steadySince: Instant,
  least: number,
  most: number,
  syncs: number,
  leap: number,
  serverUp: number,
  serverDown: number,
  offlineUp: number,
  offlineDown: number,
  stands: number,
  leftBy: number,
  floor: number,
];

type JudgedSlots = readonly [
  mismatchSince: Instant | null,
  mismatchPosition: number,
  mismatchKind: MismatchKind | null,
  mismatchSeverity: Severity | null,
  smallSince: Instant | null,
  staleSince: Instant | null,
  staleReports: number,
  unknownSince: Instant | null,
];

type SaidSlots = readonly [
  basis: string | null,
  inProgress: boolean,
  expected: number,
  because: ExpectedBecause | null,
  troubles: readonly HeldTrouble[],
];

/**
 * As `JSON.stringify` would have it. A live server stores replicas all day, and most folders are in step with nothing beside:
 * their text is made by hand, which is faster.
 */
export function folderText(folder: FolderState, start: FirstStatement | null): string {
  const past = pastText(folder, start);
  const beside = besideNumbers(folder);
  folder.pathText ??= JSON.stringify(folder.path);
  const { serverItems, offlineItems, lastSynchronizedAt, lastSynchronizedOn, lastSynchronizedCalendar } = folder;
  const numbers = `${serverItems},${offlineItems},${lastSynchronizedAt},${lastSynchronizedOn},${lastSynchronizedCalendar}`;
  const stands = `${folder.epoch},${folder.seq},${folder.statedAt},${folder.position},"${folder.status}",${folder.since}`;
  const rest = beside === null ? '' : `,${JSON.stringify(beside).slice(1, -1)}`;
  const before = past === null && beside === null ? '' : `,${past ?? 0}`;
  return `[${folder.pathText},${numbers},${stands}${before}${rest}]`;
}

export function wakeFolder(slots: FolderSlots, start: FirstStatement | null): FolderState {
  const folder = newFolder(slots[0]);
  folder.serverItems = slots[1];
  folder.offlineItems = slots[2];
  folder.lastSynchronizedAt = slots[3];
  folder.lastSynchronizedOn = slots[4];
  folder.lastSynchronizedCalendar = slots[5];
  folder.epoch = slots[6];
  folder.seq = slots[7];
  folder.statedAt = slots[8];
  folder.position = slots[9];
  folder.status = slots[10];
  folder.since = slots[11];
  wakePast(folder, slots[12], start);
  if (slots[13]) wakeDifference(folder, slots[13]);
  if (slots[14]) wakeJudged(folder, slots[14]);
  if (slots[15]) wakeSaid(folder, slots[15]);
  [folder.knownServer, folder.knownOffline] = slots[16] || [folder.serverItems ?? -1, folder.offlineItems ?? -1];
  return folder;
}

/** The slots after the numbers, without the empty ones at the end; null when all are. */
function besideNumbers(
  folder: FolderState,
): readonly (DifferenceSlots | JudgedSlots | SaidSlots | KnownSlots | 0)[] | null {
  const { differsSince, mismatchSince, staleSince, unknownSince } = folder;
  const isJudged = mismatchSince !== null || staleSince !== null || unknownSince !== null;
  const isSaid = !saysNothingBeside(folder);
  const isUnknown = folder.serverItems === null || folder.offlineItems === null;
  if (differsSince === null && !isJudged && !isSaid && !isUnknown) return null;

  const slots = [
    differsSince === null ? 0 : differenceSlots(folder, differsSince),
    isJudged ? judgedSlots(folder) : 0,
    isSaid ? saidSlots(folder) : 0,
    isUnknown ? ([folder.knownServer, folder.knownOffline] as const) : 0,
  ] as const;
  let used = slots.length;
  while (slots[used - 1] === 0) used -= 1;
  return slots.slice(0, used);
}

function differenceSlots(folder: FolderState, since: Instant): DifferenceSlots {
  const { differsOn, differsPosition, graceFrom, graceReports, progressAt, leftReports, backlog, course } = folder;
  const gone = courseSlots(course!);
  return [since, differsOn, differsPosition, graceFrom, graceReports, progressAt, leftReports, backlog, gone];
}

function courseSlots(course: Course): CourseSlots {
  const { before, began, items, steadySince, least, most, syncs, leap } = course;
  const { serverUp, serverDown, offlineUp, offlineDown, stands, leftBy, floor } = course;
  return [
    before,
    began,
    items,
    steadySince,
    least,
    most,
    syncs,
    leap,
    serverUp,
    serverDown,
    offlineUp,
    offlineDown,
    stands,
    leftBy,
    floor,
  ];
}

function judgedSlots(folder: FolderState): JudgedSlots {
  const { mismatchSince, mismatchPosition, mismatchKind, mismatchSeverity, smallSince } = folder;
  const { staleSince, staleReports, unknownSince } = folder;
  return [
    mismatchSince,
    mismatchPosition,
    mismatchKind,
    mismatchSeverity,
    smallSince,
    staleSince,
    staleReports,
    unknownSince,
  ];
}

function saidSlots({ basis, inProgress, expected, because, troubles }: FolderState): SaidSlots {
  return [basis, inProgress, expected, because, troubles];
}

function saysNothingBeside({ basis, inProgress, expected, because, troubles }: FolderState): boolean {
  return basis === null && !inProgress && expected === 0 && because === null && troubles.length === 0;
}

function wakeDifference(folder: FolderState, slots: DifferenceSlots): void {
  folder.differsSince = slots[0];
  folder.differsOn = slots[1];
  folder.differsPosition = slots[2];
  folder.graceFrom = slots[3];
  folder.graceReports = slots[4];
  folder.progressAt = slots[5];
  folder.leftReports = slots[6];
  folder.backlog = slots[7] === null ? null : [...slots[7]];
  folder.course = wakeCourse(slots[8]);
}

function wakeCourse(slots: CourseSlots): Course {
  const [before, began, items, steadySince, least, most, syncs, leap, ...moves] = slots;
  const [serverUp, serverDown, offlineUp, offlineDown, stands, leftBy, floor] = moves;
  const moved = { serverUp, serverDown, offlineUp, offlineDown };
  return { before, began, items, steadySince, least, most, syncs, leap, ...moved, stands, leftBy, floor };
}

function wakeJudged(folder: FolderState, slots: JudgedSlots): void {
  folder.mismatchSince = slots[0];
  folder.mismatchPosition = slots[1];
  folder.mismatchKind = slots[2];
  folder.mismatchSeverity = slots[3];
  folder.smallSince = slots[4];
  folder.staleSince = slots[5];
  folder.staleReports = slots[6];
  folder.unknownSince = slots[7];
}

function wakeSaid(folder: FolderState, slots: SaidSlots): void {
  folder.basis = slots[0];
  folder.inProgress = slots[1];
  folder.expected = slots[2];
  folder.because = slots[3];
  folder.localOnly = folder.because === 'local-only';
  folder.troubles = slots[4].length === 0 ? NO_TROUBLES : slots[4];
}
