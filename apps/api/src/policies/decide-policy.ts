import { DEFAULT_POLICY_ID, type PolicyInput } from '@lockstep/contracts';
import { clash, type PolicyBook, type PolicyChanged, type PolicyEntry, type PolicyRemoved } from '@lockstep/domain';
import { ProblemError } from '../web/problem.ts';

type Changed = { readonly type: 'PolicyChanged'; readonly data: PolicyChanged };
type Removed = { readonly type: 'PolicyRemoved'; readonly data: PolicyRemoved };

/** What a person may do with the policies as they are; throws the problem that refuses it. */
export function decideNew(book: PolicyBook, id: string, input: PolicyInput, by: string): Changed {
  refuseScope(book, id, input);
  return changed(id, 1, input, by);
}

/** `seen`: the version in force when the change was asked for, for those who do not say which one they edited. */
export function decideChange(book: PolicyBook, id: string, input: PolicyInput, by: string, seen: number): Changed {
  const { version } = inForce(book, id).policy;
  const basedOn = input.basedOn ?? seen;
  if (basedOn !== version)
    throw new ProblemError(409, {
      field: 'basedOn',
      detail: `Somebody else changed it: version ${version} is in force, and this change is based on ${basedOn}.`,
    });
  refuseScope(book, id, input);
  return changed(id, version + 1, input, by);
}

export function decideRemoval(book: PolicyBook, id: string, by: string): Removed {
  if (id === DEFAULT_POLICY_ID)
    throw new ProblemError(409, { detail: 'The default stays: somebody must be judged by something.' });
  inForce(book, id);
  return { type: 'PolicyRemoved', data: { id, by } };
}

export function inForce(book: PolicyBook, id: string): PolicyEntry {
  const entry = book.entries.find(({ policy }) => policy.id === id);
  if (!entry) throw new ProblemError(404, { detail: 'There is no such policy.' });
  return entry;
}

/** Two policies for the very same group, or for one mailbox, would leave it open which of them holds; the default is for all others. */
export function refuseScope(book: PolicyBook, id: string, { scope }: Pick<PolicyInput, 'scope'>): void {
  if (id === DEFAULT_POLICY_ID && scope.of !== 'everyone')
    throw new ProblemError(422, { field: 'scope', detail: 'The default is for everyone, and stays so.' });
  for (const { policy, scope: taken } of book.entries) {
    const both = policy.id === id ? null : clash(scope, taken);
    if (both !== null)
      throw new ProblemError(409, { field: 'scope', detail: `There is a policy for ${both} already: ${policy.name}.` });
  }
}

function changed(id: string, version: number, input: PolicyInput, by: string): Changed {
  const { name, scope, thresholds, workingHours, why } = input;
  const data = {
    id,
    name,
    scope,
    thresholds,
    workingHours,
    by,
    version,
    ...(why !== undefined && why !== '' && { why }),
  };
  return { type: 'PolicyChanged', data };
}
