import type { Attempt, FolderPath } from '@lockstep/contracts';
import type { Change, SeenAttempt, Tried } from '../diagnosis/evidence.ts';
import type { Covered, HeldAcceptance } from '../folder/accepted.ts';
import type { SeenExit } from './exits.ts';
import type { Instant } from './replica.events.ts';
import { NO_MEMORY, type ReplicaMemory, type Stated, WATCHED } from './memory.ts';
import type { ReplicaState } from './replica.state.ts';
import { instantOf, wireForm } from './calendar.ts';
import { keyOf } from './folders.ts';

/** What diagnosis remembers, at rest; what there is nothing of is left out. Attempts are most of it, so they are slots. */
export interface MemorySlots {
  readonly attempts?: readonly AttemptSlots[];
  readonly exits?: readonly (readonly [at: Instant, position: number, synchronized: 0 | 1])[];
  readonly tries?: readonly (readonly [fix: string, at: Instant, by: string | null, position: number])[];
  readonly changes?: Readonly<
    Record<string, readonly [from: string, to: string, at: Instant, position: number, unseenMs: number]>
  >;
  readonly silence?: readonly [from: Instant, to: Instant];
}

/** When it began is counted back from when it was seen, and its end from its beginning; an instant of another form is kept as it is. */
type AttemptSlots = readonly [
  seenAt: Instant,
  position: number,
  startedAgo: number | string,
  /** Null: said to be unknown; -1: not said. */
  lasted: number | string | null,
  trigger: number,
  outcome: number,
  error?: string | 0,
  folders?: readonly FolderPath[],
];

const TRIGGERS = [undefined, 'manual', 'schedule', 'exit', 'start', 'unknown'] as const satisfies Attempt['trigger'][];
const OUTCOMES = ['succeeded', 'partial', 'failed'] as const satisfies Attempt['outcome'][];

/** Memories are replaced and not changed, so the text of one stays right. */
const texts = new WeakMap<ReplicaMemory, string>();

/** Compact JSON; null: there is nothing. */
export function memoryText(memory: ReplicaMemory): string | null {
  if (memory === NO_MEMORY) return null;
  let text = texts.get(memory);
  if (text === undefined) texts.set(memory, (text = JSON.stringify(memorySlots(memory))));
  return text === '{}' ? null : text;
}

function memorySlots({ attempts, exits, tries, changes, silence }: ReplicaMemory): MemorySlots {
  const changed = WATCHED.filter((watched) => changes[watched] !== null);
  return {
    ...(attempts.length > 0 && { attempts: attempts.map(slotsOf) }),
    ...(exits.length > 0 && {
      exits: exits.map(({ at, position, synchronized }) => [at, position, synchronized ? 1 : 0] as const),
    }),
    ...(tries.length > 0 && { tries: tries.map(({ fix, at, by, position }) => [fix, at, by, position] as const) }),
    ...(changed.length > 0 && {
      changes: Object.fromEntries(changed.map((watched) => [watched, changeSlots(changes[watched]!)])),
    }),
    ...(silence !== null && { silence: [silence.from, silence.to] as const }),
  };
}

const changeSlots = ({ from, to, at, position, unseenMs = 0 }: Change) => [from, to, at, position, unseenMs] as const;

/** One comes and fifteen stay: what was made of them stays too. */
const slotsOfAttempts = new WeakMap<SeenAttempt, AttemptSlots>();

function slotsOf(attempt: SeenAttempt): AttemptSlots {
  let slots = slotsOfAttempts.get(attempt);
  if (slots === undefined) slotsOfAttempts.set(attempt, (slots = attemptSlots(attempt)));
  return slots;
}

function attemptSlots(attempt: SeenAttempt): AttemptSlots {
  const { startedAt, endedAt, trigger, outcome, position, seenAt, error, folders } = attempt;
  const began = instantOf(startedAt);
  const ended = typeof endedAt === 'string' ? instantOf(endedAt) : null;
  const slots = [
    seenAt,
    position,
    began === null ? startedAt : seenAt - began,
    endedAt === undefined ? -1 : began === null || ended === null || ended < began ? endedAt : ended - began,
    TRIGGERS.indexOf(trigger),
    OUTCOMES.indexOf(outcome),
  ] as const;
  if (folders !== undefined) return [...slots, error ?? 0, folders];
  return error === undefined ? slots : [...slots, error];
}

/** `stated` stands beside the client facts: it is what they say, but for what they once said and leave out now. */
export function wakeMemory(slots: MemorySlots | undefined, stated: Stated): ReplicaMemory {
  if (slots === undefined && Object.keys(stated).length === 0) return NO_MEMORY;
  const { attempts = [], exits = [], tries = [], changes = {}, silence = null } = slots ?? {};
  return {
    attempts: attempts.map(wakeAttempt),
    exits: exits.map(([at, position, synchronized]): SeenExit => ({ at, position, synchronized: synchronized === 1 })),
    tries: tries.map(([fix, at, by, position]): Tried => ({ fix, at, by, position })),
    changes: {
      ...NO_MEMORY.changes,
      ...Object.fromEntries(
        Object.entries(changes).map(([watched, [from, to, at, position, unseenMs]]) => [
          watched,
          { from, to, at, position, unseenMs },
        ]),
      ),
    },
    stated,
    silence: silence === null ? null : { from: silence[0], to: silence[1] },
  };
}

function wakeAttempt(slots: AttemptSlots): SeenAttempt {
  const [seenAt, position, startedAgo, lasted, trigger, outcome, error = 0, folders] = slots;
  const startedAt = typeof startedAgo === 'string' ? startedAgo : wireForm(seenAt - startedAgo);
  const endedAt =
    typeof lasted === 'number' && typeof startedAgo === 'number' ? wireForm(seenAt - startedAgo + lasted) : lasted;
  return {
    startedAt,
    ...(lasted !== -1 && { endedAt: endedAt as string | null }),
    ...(TRIGGERS[trigger] !== undefined && { trigger: TRIGGERS[trigger] }),
    outcome: OUTCOMES[outcome]!,
    ...(error !== 0 && { error }),
    ...(folders !== undefined && { folders: [...folders] as SeenAttempt['folders'] }),
    position,
    seenAt,
  };
}

/** What was once stated and is not in the client facts now; null: nothing. */
export function statedBeside({ memory: { stated }, client }: ReplicaState): Stated | null {
  const beside: Partial<Record<(typeof WATCHED)[number], string>> = {};
  for (const watched of WATCHED) {
    const now = watched === 'clientVersion' ? client.version : client[watched];
    if (stated[watched] !== undefined && stated[watched] !== now) beside[watched] = stated[watched];
  }
  return Object.keys(beside).length === 0 ? null : beside;
}

export function statedOf({ client }: ReplicaState, beside: Stated | undefined): Stated {
  const { storeId, storePath, server, version } = client;
  return {
    ...(storeId !== undefined && { storeId }),
    ...(storePath !== undefined && { storePath }),
    ...(server !== undefined && { server }),
    ...(version !== undefined && { clientVersion: version }),
    ...beside,
  };
}

export type AcceptedSlots = readonly [
  path: FolderPath,
  items: number,
  reason: string,
  by: string,
  at: Instant,
  until: Instant,
  position: number,
  covers?: Covered,
];

export function acceptedSlots(held: HeldAcceptance): AcceptedSlots {
  const { path, items, reason, by, at, until, position, covers } = held;
  const slots = [path, items, reason, by, at, until, position] as const;
  return covers === null ? slots : [...slots, covers];
}

export function wakeAccepted(slots: readonly AcceptedSlots[] | undefined): Map<string, HeldAcceptance> {
  const accepted = new Map<string, HeldAcceptance>();
  for (const [path, items, reason, by, at, until, position, covers] of slots ?? [])
    accepted.set(keyOf(path), {
      path,
      items,
      reason,
      by,
      at,
      until,
      position,
      covers: covers === undefined ? null : { ...covers, course: { ...covers.course } },
    });
  return accepted;
}
