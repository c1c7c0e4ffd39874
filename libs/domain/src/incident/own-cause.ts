import type { FolderPath } from '@lockstep/contracts';
import type { Condition } from '../condition/condition.ts';
import type { ReplicaState } from '../replica/replica.state.ts';

/** Where something on the replica itself explains an old date or a difference: in one folder, or (null) in all of them. */
export type OwnCause = FolderPath | null;

/** One side has no such folder: there is nothing that could be in step, whatever the server does. */
const MISSING = ['server-folder-missing', 'offline-folder-missing'];

/** A run that was cut short may be the server's doing as well as the lid's. */
const SAYS_LITTLE = ['sync-interrupted'];

/**
 * What keeps a replica from synchronizing that no other replica shares: nobody is logged on, mail is delivered elsewhere, the profile has
 * no Exchange service, a folder is missing. Its troubles are found among its conditions.
 */
export function ownCauses({ profile, folders }: Pick<ReplicaState, 'profile' | 'folders'>): readonly OwnCause[] {
  const { loggedOn, deliverTo, exchangeService } = profile;
  if (loggedOn === false || deliverTo === 'pst' || deliverTo === 'other' || exchangeService === false) return [null];
  const causes: OwnCause[] = [];
  for (const { path, troubles } of folders.values())
    if (troubles.some(({ code }) => MISSING.includes(code))) causes.push(path);
  return causes;
}

/** Whether it says itself why this condition holds: then it says nothing of the server, the site or the client. */
export function explainsItself(condition: Condition, open: readonly Condition[], causes: readonly OwnCause[]): boolean {
  const isHere = (folder: OwnCause) => folder === null || isSamePath(folder, condition.folder);
  return (
    causes.some(isHere) ||
    open.some(({ rule, kind, folder }) => rule === 'trouble' && !SAYS_LITTLE.includes(kind ?? '') && isHere(folder))
  );
}

function isSamePath(one: FolderPath, other: FolderPath | null): boolean {
  return other !== null && one.length === other.length && one.every((segment, index) => segment === other[index]);
}
