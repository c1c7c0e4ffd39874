import {
  advanceFixes,
  CATALOGUE,
  diagnose,
  fixesNeedALook,
  gatherEvidence,
  NO_FIXES,
  noteTried,
  type DiagnosisRule,
  type FixEvent,
  type FixLife,
  type Fixes,
  type NewFixEvent,
  type ReplicaJudgement,
  type ReplicaState,
} from '@lockstep/domain';

type Instant = number;

/** The fixes of a replica as the fold keeps them between facts; null in its stead while there never was any. */
export interface KeptFixes extends Fixes {
  /** For which client each newest life counts: the one that it was suggested on, and then the one that it was tried on. */
  readonly clients: Readonly<Record<string, FixClient>>;
}

export interface FixClient {
  readonly name: string | null;
  readonly version: string | null;
}

/** A life that began or turned, as its row has it. */
export interface TurnedLife {
  readonly life: FixLife;
  readonly client: FixClient;
}

export interface TurnedFixes {
  readonly fixes: KeptFixes | null;
  readonly turned: readonly TurnedLife[];
  readonly events: readonly NewFixEvent[];
  /** When a fix may turn with no news; null: never. */
  readonly dueAt: Instant | null;
}

const NONE: KeptFixes = { ...NO_FIXES, clients: {} };

/** A person says that they tried. What it led to, judgement says. */
export function triedByPerson(
  kept: KeptFixes | null,
  fact: Extract<FixEvent, { type: 'FixTried' }>,
  state: ReplicaState,
): Omit<TurnedFixes, 'events' | 'dueAt'> {
  return withClients(kept ?? NONE, noteTried(kept ?? NONE, fact), state);
}

/**
 * What a judgement means for the fixes. Rules are asked only where something is wrong, or where a fix is in hand: nearly every
 * replica is neither, and the fold has no time for more. `position`: of the newest fact folded.
 */
export function judgeFixes(
  kept: KeptFixes | null,
  state: ReplicaState,
  judgement: ReplicaJudgement,
  moment: { readonly at: Instant; readonly position: number },
  rules: readonly DiagnosisRule[] = CATALOGUE,
): TurnedFixes {
  const before = kept ?? NONE;
  if (!fixesNeedALook(state, judgement, before)) return { fixes: kept, turned: [], events: [], dueAt: null };

  const evidence = gatherEvidence(state, judgement, moment.at);
  const { fixes, events, dueAt } = advanceFixes(before, diagnose(evidence, rules), evidence, rules, moment);
  if (kept === null && fixes.lives.length === 0 && fixes.standing.length === 0)
    return { fixes: null, turned: [], events, dueAt };
  return { ...withClients(before, fixes, state), events, dueAt };
}

function withClients(before: KeptFixes, fixes: Fixes, { client }: ReplicaState): Omit<TurnedFixes, 'events' | 'dueAt'> {
  const { lives, standing } = fixes;
  const turned = lives.filter((life) => !before.lives.includes(life));
  let { clients } = before;
  for (const { fix, turnedAt } of turned) {
    if (turnedAt === null)
      clients = { ...clients, [fix]: { name: client.name ?? null, version: client.version ?? null } };
  }
  return {
    fixes: { lives, standing, clients },
    turned: turned.map((life) => ({ life, client: clients[life.fix]! })),
  };
}
