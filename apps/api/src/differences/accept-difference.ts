import { pathKey, type AcceptDifferenceRequest, type FolderPath } from '@lockstep/contracts';
import { folderFacts, wholeDifference, type AcceptedDifference, type ReplicaState } from '@lockstep/domain';
import { ProblemError } from '../web/problem.ts';

const LONGEST_MS = 366 * 86_400_000;

/**
 * What a person's word becomes. 422 with the field to blame: a folder that the replica does not have (`path`), a moment that is past
 * or more than 366 days away (`until`), and nothing to accept: a difference of 0, or counts that are not known (`items`).
 */
export function acceptedDifference(
  { path, items, reason, until }: AcceptDifferenceRequest,
  state: ReplicaState | null,
  by: string,
  now: number,
): AcceptedDifference {
  const folder = state && folderFacts(state).find((one) => pathKey(one.path) === pathKey(path));
  if (!folder) throw refused('path', 'The replica has no such folder.');
  const ends = Date.parse(until);
  if (ends <= now) throw refused('until', 'must lie in the future');
  if (ends > now + LONGEST_MS) throw refused('until', 'must be at most 366 days away');

  const accepted = items ?? wholeDifference(folder);
  if (accepted === null)
    throw refused('items', 'One of its counts is not known, so say how many items it may differ by.');
  if (accepted === 0) throw refused('items', 'A difference of 0 is in step, and need not be accepted.');
  return { path: folder.path as FolderPath, items: accepted, reason, by, until: ends };
}

function refused(field: string, detail: string): ProblemError {
  return new ProblemError(422, { field, detail });
}
