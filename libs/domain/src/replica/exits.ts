import type { Attempt, Profile } from '@lockstep/contracts';
import type { Exit } from '../diagnosis/evidence.ts';
import type { Fact, Instant } from './replica.events.ts';
import type { ReplicaState } from './replica.state.ts';
import { instantOf } from './calendar.ts';

/** An exit of the client, and whether a sync is known that belongs to it. */
export interface SeenExit {
  readonly at: Instant;
  readonly position: number;
  readonly synchronized: boolean;
}

const MOST_EXITS = 4;
const WITHIN_MS = 60 * 60_000;
/** The profile's date and the attempt of one exit are not the same to the second; and the sync may be dated a little before it. */
const SAME_MS = 10 * 60_000;

export function noteLastExit(state: ReplicaState, { lastExitAt }: Profile, fact: Fact<string, unknown>): void {
  if (lastExitAt === undefined || lastExitAt === null || lastExitAt === state.profile.lastExitAt) return;
  const at = instantOf(lastExitAt);
  if (at !== null) noteExit(state, at, fact.position, false);
}

export function noteAttemptOnExit(
  state: ReplicaState,
  { trigger, outcome }: Attempt,
  endedAt: Instant,
  fact: Fact<string, unknown>,
): void {
  const completed = outcome === 'succeeded';
  if (trigger === 'exit') noteExit(state, endedAt, fact.position, completed);
  if (completed && state.memory.exits.length > 0) noteSyncAfterExits(state, endedAt);
}

/** A sync completed at `at`: it belongs to the exits that it followed within the hour, or before the client exited again. */
export function noteSyncAfterExits(state: ReplicaState, at: Instant): void {
  const { exits } = state.memory;
  if (!exits.some((exit, index) => !exit.synchronized && belongs(at, exit, exits[index - 1]))) return;
  state.memory = {
    ...state.memory,
    exits: exits.map((exit, index) =>
      !exit.synchronized && belongs(at, exit, exits[index - 1]) ? { ...exit, synchronized: true } : exit,
    ),
  };
}

/** What can be said of them at the newest report: an hour must have been seen to pass before *not synchronized* is. */
export function exitsSeen({ memory: { exits }, heardAt }: ReplicaState): readonly Exit[] {
  return exits.map(({ at, position, synchronized }, index) => {
    const told = index > 0 || (heardAt !== null && heardAt >= at + WITHIN_MS);
    return { at, position, synchronized: synchronized ? true : told ? false : null };
  });
}

/** A client that cannot reach its server cannot synchronize as it exits, and need not. */
function noteExit(state: ReplicaState, at: Instant, position: number, completed: boolean): void {
  if (!completed && state.troubles.some(({ code }) => code === 'server-unreachable')) return;
  const { exits } = state.memory;
  const known = exits.find((exit) => Math.abs(exit.at - at) <= SAME_MS);
  const synchronized = completed || known?.synchronized === true;
  const noted: SeenExit = known === undefined ? { at, position, synchronized } : { ...known, synchronized };
  const among = [noted, ...exits.filter((exit) => exit !== known)].sort((one, other) => other.at - one.at);
  state.memory = { ...state.memory, exits: among.slice(0, MOST_EXITS) };

  if (state.succeededAt !== null && state.succeededAt >= at - SAME_MS) noteSyncAfterExits(state, state.succeededAt);
  for (const { lastSynchronizedAt } of state.folders.values())
    if (lastSynchronizedAt !== null && lastSynchronizedAt >= at - SAME_MS)
      noteSyncAfterExits(state, lastSynchronizedAt);
}

function belongs(at: Instant, exit: SeenExit, next: SeenExit | undefined): boolean {
  return at >= exit.at - SAME_MS && (next === undefined || at < next.at - SAME_MS || at <= exit.at + WITHIN_MS);
}
