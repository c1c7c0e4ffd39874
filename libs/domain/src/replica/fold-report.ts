import type { Fact, Instant, LoggedFolder, LoggedTrouble, Reported } from './replica.events.ts';
import { type FolderState, NO_TROUBLES, newFolder } from '../folder/folder.state.ts';
import type { ReplicaState, Stamp } from './replica.state.ts';
import type { HeldTrouble } from './facts.ts';
import { advance, settleReplica } from './advance.ts';
import { calendarAt, hear, onAt, silentAfter } from './on-clock.ts';
import { findAccepted, forgetExpired, holdAccepted } from '../folder/accepted.ts';
import { countSync, followDifference, noteCompletedSync, restartGrace } from '../folder/follow-difference.ts';
import { isDistrusted } from '../condition/trouble.ts';
import { isDue } from '../folder/due.ts';
import { isNewer, noteOrder, stampOf } from './order.ts';
import { keyOf } from './folders.ts';
import { noteMoves } from '../folder/moves.ts';
import { rememberSilence } from './memory.ts';
import { settle } from '../folder/settle.ts';

/**
 * Folds one report.
 *
 * 1. Time passes up to it: what was due on the way turned at its own moment.
 * 2. The agent was heard: client-on time runs on, troubles of the replica are stated whole.
 * 3. Each folder it states is followed and settled, unless newer news of it is known.
 * 4. What it removes, or as a `full` leaves out, goes.
 * 5. Folders it does not name, but that waited for a report, are settled.
 *
 * A late report is only asked for folders of which it is still the newest news; it stands at the present of the fold,
 * for judgement never goes back.
 */
export function foldReport(state: ReplicaState, fact: Fact<'ReplicaReported', Reported>): void {
  const { data, position } = fact;
  const stamp = stampOf(state.order, data.epoch, data.seq);
  const isNews = noteOrder(state.order, stamp);
  const now = state.heardAt === null ? fact.observedAt : Math.max(fact.observedAt, state.heardAt);

  if (isNews) hearAgent(state, data, now, position);
  else if (state.heardAt === null) return;

  if (state.first === null && data.folders.length > 0) state.first = { at: now, position };
  if (data.kind === 'full') leaveOut(state, stamp);
  for (const stated of data.folders) stateFolder(state, stated, stamp, now, position);
  if (data.kind === 'full') dropLeftOut(state);
  if (data.removed !== undefined) for (const path of data.removed) remove(state, keyOf(path), stamp);

  settleDue(state, now);
  settleReplica(state, now);
  if (state.accepted.size > 0) forgetExpired(state, now);
}

function hearAgent(state: ReplicaState, data: Reported, now: Instant, position: number): void {
  if (state.lastReportedAt !== null) advance(state, now);
  const away = state.heardAt === null ? 0 : now - state.heardAt;
  const wasSilent = away > silentAfter(state.clock, state.policy);
  if (wasSilent) rememberSilence(state, state.heardAt!, now);
  hear(state.clock, now, data.interval * 1000, state.policy);
  state.reports += 1;
  state.heardAt = now;
  state.heardPosition = position;
  state.lastReportedAt = now;

  state.troubles = hold(state.troubles, data.troubles, now, position);
  const distrusted = isDistrusted(state.troubles);
  const returned = wasSilent && away >= state.policy.stale.warningAfterOnMs;
  if (!returned && distrusted === state.distrusted) return;

  state.distrusted = distrusted;
  for (const folder of state.folders.values()) {
    if (returned && folder.differsSince !== null) restartGrace(folder, state, now);
    settle(folder, state, now);
  }
}

function stateFolder(state: ReplicaState, stated: LoggedFolder, stamp: Stamp, now: Instant, position: number): void {
  const key = keyOf(stated[0]);
  let folder = state.folders.get(key);
  if (folder === undefined) {
    if (isGone(state, key, stamp)) return;
    folder = newFolder(stated[0]);
    folder.since = now;
    folder.accepted = findAccepted(state, key);
    state.folders.set(key, folder);
    state.sorted = null;
  } else if (folder.epoch > stamp[0] || (folder.epoch === stamp[0] && folder.seq >= stamp[1])) {
    return;
  }

  folder.epoch = stamp[0];
  folder.seq = stamp[1];
  folder.statedAt = now;
  folder.position = position;
  if (folder.accepted !== null) holdAccepted(folder, state, now);
  const synchronized = takeNumbers(folder, stated, state, now);
  followDifference(folder, state, now, synchronized);
  noteCompletedSync(folder, state);
  settle(folder, state, now);
}

/** Whether it shows a sync that completed since the folder differs. */
function takeNumbers(folder: FolderState, stated: LoggedFolder, state: ReplicaState, now: Instant): boolean {
  let synchronized = false;
  const last = stated[3];
  const more = stated[4];
  noteMoves(folder, stated[1], stated[2], now, more?.because === 'local-only');
  folder.serverItems = stated[1];
  folder.offlineItems = stated[2];
  if (last !== null && last !== folder.lastSynchronizedAt) {
    folder.lastSynchronizedOn = onAt(state.clock, last);
    folder.lastSynchronizedCalendar = calendarAt(state.clock, last);
    if (folder.lastSynchronizedAt === null || last > folder.lastSynchronizedAt)
      synchronized = countSync(folder, state, last);
  }
  folder.lastSynchronizedAt = last;
  folder.basis = more?.basis ?? null;
  folder.expected = more?.expected ?? 0;
  folder.because = more?.because ?? null;
  folder.localOnly = folder.because === 'local-only';
  folder.troubles = hold(folder.troubles, more?.troubles, now, folder.position);
  folder.inProgress = more?.inProgress === true || folder.troubles.some(({ code }) => code === 'sync-in-progress');
  return synchronized;
}

/** Troubles are stated whole each time; one that was there before keeps its beginning. */
function hold(
  held: readonly HeldTrouble[],
  stated: readonly LoggedTrouble[] | undefined,
  now: Instant,
  position: number,
): readonly HeldTrouble[] {
  if (stated === undefined || stated.length === 0) return NO_TROUBLES;
  return stated.map(([code, detail]) => {
    const before = held.find((trouble) => trouble.code === code);
    if (before !== undefined && before.detail === detail) return before;
    const since = before?.since ?? now;
    const first = before?.position ?? position;
    return detail === undefined ? { code, since, position: first } : { code, detail, since, position: first };
  });
}

function leaveOut(state: ReplicaState, stamp: Stamp): void {
  const { order } = state;
  if (!isNewer(stamp, order.full)) return;
  order.full = stamp;
  state.complete = true;
  for (const [key, removedBy] of order.removed) if (!isNewer(removedBy, stamp)) order.removed.delete(key);
}

function dropLeftOut(state: ReplicaState): void {
  const { full } = state.order;
  for (const [key, { epoch, seq }] of state.folders) {
    if (epoch > full[0] || (epoch === full[0] && seq >= full[1])) continue;
    state.folders.delete(key);
    state.sorted = null;
  }
}

function remove(state: ReplicaState, key: string, stamp: Stamp): void {
  const folder = state.folders.get(key);
  if (folder !== undefined) {
    if (!isNewer(stamp, [folder.epoch, folder.seq])) return;
    state.folders.delete(key);
    state.sorted = null;
  }
  if (!isGone(state, key, stamp)) state.order.removed.set(key, stamp);
}

/** Newer news than `stamp` says that the folder is not there. */
function isGone({ order }: ReplicaState, key: string, stamp: Stamp): boolean {
  if (isNewer(order.full, stamp)) return true;
  const removedBy = order.removed.get(key);
  if (removedBy === undefined) return false;
  if (!isNewer(stamp, removedBy)) return true;
  return false;
}

function settleDue(state: ReplicaState, now: Instant): void {
  const { on } = state.clock;
  for (const folder of state.folders.values()) if (isDue(folder, state, now, on)) settle(folder, state, now);
}
