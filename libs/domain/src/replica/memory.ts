import type { Attempt, ClientFacts } from '@lockstep/contracts';
import type { Change, Evidence, SeenAttempt, Tried } from '../diagnosis/evidence.ts';
import type { Fact, Instant, ReplicaEvent } from './replica.events.ts';
import type { ReplicaState } from './replica.state.ts';
import type { SeenExit } from './exits.ts';

/** What diagnosis must remember of a replica's past, and judgement need not. It is replaced when it changes, never changed. */
export interface ReplicaMemory {
  /** The newest first. */
  readonly attempts: readonly SeenAttempt[];
  readonly exits: readonly SeenExit[];
  readonly tries: readonly Tried[];
  readonly changes: Evidence['changes'];
  /** The newest value that was stated of each of them; a client that leaves one out for a while has not changed it. */
  readonly stated: Stated;
  readonly silence: { readonly from: Instant; readonly to: Instant } | null;
}

export type Watched = keyof Evidence['changes'];
export type Stated = Readonly<Partial<Record<Watched, string>>>;

export const NO_MEMORY: ReplicaMemory = {
  attempts: [],
  exits: [],
  tries: [],
  changes: { storeId: null, storePath: null, server: null, clientVersion: null },
  stated: {},
  silence: null,
};

const MOST_ATTEMPTS = 16;
const MOST_TRIES = 32;
/** An attempt may name every folder, and quote pages of a log: for a diagnosis the beginning is enough. */
const MOST_FOLDERS = 32;
const LONGEST_ERROR = 300;

/** In the order of the attempts themselves, whatever order their reports came in. */
export function noteAttempt(state: ReplicaState, { data, position, observedAt }: Fact<string, Attempt>): void {
  const { attempts } = state.memory;
  const seen = seenAttempt(data, position, observedAt);
  // Nearly always it is the newest, and told for the first time.
  if (attempts.length === 0 || compareTimes(seen, attempts[0]!) > 0) {
    state.memory = { ...state.memory, attempts: [seen, ...attempts.slice(0, MOST_ATTEMPTS - 1)] };
    return;
  }
  const same = attempts.find((one) => isSameAttempt(one, seen));
  if (same !== undefined && same.position <= position) return;

  const among = attempts.filter((one) => one !== same);
  const at = among.findIndex((one) => (compareTimes(seen, one) || seen.position - one.position) > 0);
  among.splice(at < 0 ? among.length : at, 0, seen);
  state.memory = { ...state.memory, attempts: among.slice(0, MOST_ATTEMPTS) };
}

function seenAttempt(attempt: Attempt, position: number, seenAt: Instant): SeenAttempt {
  const { folders, error } = attempt;
  if (folders === undefined && error === undefined) return { ...attempt, position, seenAt };
  return {
    ...attempt,
    ...(folders !== undefined && { folders: folders.slice(0, MOST_FOLDERS) }),
    ...(error !== undefined && { error: error.slice(0, LONGEST_ERROR) }),
    position,
    seenAt,
  };
}

/** A first statement is no change. */
export function noteClient(state: ReplicaState, client: ClientFacts, fact: Fact<string, unknown>): void {
  const now: Record<Watched, string | undefined> = {
    storeId: client.storeId,
    storePath: client.storePath,
    server: client.server,
    clientVersion: client.version,
  };
  for (const watched of WATCHED) {
    const to = now[watched];
    const from = state.memory.stated[watched];
    if (to === undefined || to === from) continue;
    const change: Change | null =
      from === undefined
        ? null
        : { from, to, at: fact.observedAt, position: fact.position, unseenMs: state.clock.step };
    const { stated, changes } = state.memory;
    state.memory = {
      ...state.memory,
      stated: { ...stated, [watched]: to },
      ...(change !== null && { changes: { ...changes, [watched]: change } }),
    };
  }
}

export const WATCHED: readonly Watched[] = ['storeId', 'storePath', 'server', 'clientVersion'];

export function noteTry(
  state: ReplicaState,
  { data: { fix, by }, observedAt: at, position }: Extract<ReplicaEvent, { type: 'FixTried' }>,
): void {
  if (fix === undefined) return;
  const tries = [{ fix, at, by, position }, ...state.memory.tries.filter((one) => one.position !== position)]
    .sort((one, other) => other.at - one.at || other.position - one.position)
    .slice(0, MOST_TRIES);
  state.memory = { ...state.memory, tries };
}

export function rememberSilence(state: ReplicaState, from: Instant, to: Instant): void {
  state.memory = { ...state.memory, silence: { from, to } };
}

/** An agent that begins a new spool may tell again of an attempt that it told of before. */
function isSameAttempt(one: SeenAttempt, other: SeenAttempt): boolean {
  return (
    one.startedAt === other.startedAt &&
    one.endedAt === other.endedAt &&
    one.outcome === other.outcome &&
    one.trigger === other.trigger
  );
}

/** Instants on the wire are all of one form in UTC, so their texts compare as they do. */
function compareTimes(one: SeenAttempt, other: SeenAttempt): number {
  return (
    compare(one.endedAt ?? one.startedAt, other.endedAt ?? other.startedAt) || compare(one.startedAt, other.startedAt)
  );
}

const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);
