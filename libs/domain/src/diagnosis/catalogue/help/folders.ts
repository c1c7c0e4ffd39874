import type { Condition } from '../../../condition/condition.ts';
import type { Evidence, FolderEvidence } from '../../evidence.ts';
import type { Instant } from '../../../replica/replica.events.ts';

const HOUR_MS = 3_600_000;

/** The folders that have a server side to differ from. */
export const judgedFolders = ({ folders }: Evidence): readonly FolderEvidence[] =>
  folders.filter(({ localOnly }) => !localOnly);

export const inboxOf = (evidence: Evidence): FolderEvidence | undefined =>
  judgedFolders(evidence).find(({ path }) => path.length === 1 && path[0] === 'INBOX');

/** Out of step for certain, or not to be judged; catching up is neither. */
export const isOut = ({ status }: FolderEvidence): boolean =>
  status === 'mismatched' || status === 'stale' || status === 'unknown';

/** Those that are, and those that a run has in hand just now and that are no nearer to it than before. */
export const outFolders = (evidence: Evidence): readonly FolderEvidence[] =>
  judgedFolders(evidence).filter((folder) => isOut(folder) || standsStillInRun(folder, evidence));

function standsStillInRun(folder: FolderEvidence, { now, policy }: Evidence): boolean {
  const { status, inProgress, differs } = folder;
  if (status !== 'catching-up' || !inProgress || differs === null) return false;
  return now - differs.since >= policy.pending.forMs && !itemsCome(folder, now);
}

/** No sync for too long. A mismatch is the worse word and hides it in the status, so the condition and the clock are asked. */
export function isOld(folder: FolderEvidence, { policy }: Evidence): boolean {
  if (folder.status === 'stale' || conditionOf(folder, 'stale') !== undefined) return true;
  return folder.onMsSinceSync !== null && folder.onMsSinceSync >= policy.stale.warningAfterOnMs;
}

export const conditionOf = ({ conditions }: FolderEvidence, rule: Condition['rule']): Condition | undefined =>
  conditions.find((condition) => condition.rule === rule);

/** A sync completed after the difference began, and the difference is still there. */
export function differsAlthoughSynchronizing(folder: FolderEvidence): boolean {
  if (folder.status !== 'mismatched') return false;
  const kind = conditionOf(folder, 'mismatch')?.kind;
  if (kind !== undefined) return kind === 'although-synchronizing';
  const { differs, lastSynchronizedAt } = folder;
  return differs !== null && (differs.syncs > 0 || (lastSynchronizedAt ?? -Infinity) > differs.since);
}

/** A sync runs, or items are on their way. */
export const isShrinking = (folder: FolderEvidence, now: Instant): boolean =>
  folder.inProgress || itemsCome(folder, now);

/** The offline side moves, and the difference shrinks with it, whatever the date says. */
export function itemsCome({ backlog, offlineMoved }: FolderEvidence, now: Instant): boolean {
  if (backlog === null || backlog.length < 4 || offlineMoved === null) return false;
  return now - offlineMoved.at <= HOUR_MS && backlog[backlog.length - 1]! < backlog[1]!;
}

/** The newest date of a completed sync that any folder has; attempts that claim success are left out. */
export function newestDate(folders: readonly FolderEvidence[]): Instant | null {
  let newest: Instant | null = null;
  for (const { lastSynchronizedAt: at } of folders) if (at !== null && (newest === null || at > newest)) newest = at;
  return newest;
}

export const earliest = (instants: readonly Instant[]): Instant =>
  instants.reduce((one, other) => Math.min(one, other), Infinity);
