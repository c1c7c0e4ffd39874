import type { Evidence, FolderEvidence } from '../../evidence.ts';
import type { Condition } from '../../../condition/condition.ts';
import type { Instant } from '../../../replica/replica.events.ts';
import { itemsCome } from './differences.ts';

/** The folders that have a server side to differ from. */
export const judged = ({ folders }: Evidence): readonly FolderEvidence[] =>
  folders.filter(({ localOnly }) => !localOnly);

export const inboxOf = (evidence: Evidence): FolderEvidence | undefined =>
  judged(evidence).find(({ path }) => path.length === 1 && path[0] === 'INBOX');

export const isMismatched = ({ localOnly, status }: FolderEvidence): boolean => !localOnly && status === 'mismatched';

/** Told as a mismatch, and not yet for as long as nobody is to be called: the run that mends it may be on its way. */
export const isPending = (folder: FolderEvidence): boolean => conditionOf(folder, 'mismatch')?.severity === null;

/** No sync for too long. A mismatch is the worse word and hides it in the status, so the condition and the clock are asked. */
export function isStale(folder: FolderEvidence, { policy }: Evidence): boolean {
  if (folder.localOnly) return false;
  if (folder.status === 'stale' || conditionOf(folder, 'stale') !== undefined) return true;
  return folder.onMsSinceSync !== null && folder.onMsSinceSync >= policy.stale.warningAfterOnMs;
}

/** Out of step for certain: catching up is not, and what is unknown may be well. */
export const isOut = (folder: FolderEvidence): boolean =>
  isMismatched(folder) || (!folder.localOnly && folder.status === 'stale');

const isOutOrUnknown = (folder: FolderEvidence): boolean =>
  isOut(folder) || (!folder.localOnly && folder.status === 'unknown');

/** Those that are, and those that a run has in hand just now and that are no nearer to it than before. */
export const outFolders = (evidence: Evidence): readonly FolderEvidence[] =>
  judged(evidence).filter((folder) => isOutOrUnknown(folder) || standsStillInRun(folder, evidence));

function standsStillInRun(folder: FolderEvidence, { now, policy }: Evidence): boolean {
  const { status, inProgress, differs } = folder;
  if (status !== 'catching-up' || !inProgress || differs === null) return false;
  return now - differs.since >= policy.pending.forMs && !itemsCome(folder, now);
}

const conditionOf = ({ conditions }: FolderEvidence, rule: Condition['rule']): Condition | undefined =>
  conditions.find((condition) => condition.rule === rule);

/** The newest date of a completed sync that any folder has; attempts that claim success are left out. */
export function newestDate(folders: readonly FolderEvidence[]): Instant | null {
  let newest: Instant | null = null;
  for (const { lastSynchronizedAt: at } of folders) if (at !== null && (newest === null || at > newest)) newest = at;
  return newest;
}

export const earliest = (instants: readonly Instant[]): Instant =>
  instants.reduce((one, other) => Math.min(one, other), Infinity);
