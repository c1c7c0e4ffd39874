import { conditionChanges, hasEffects, type Condition, type ReplicaJudgement } from '@lockstep/domain';

/** A condition began, turned, or ended; becomes an event. */
export type ConditionChange =
  | {
      readonly type: 'ConditionRaised';
      readonly at: number;
      readonly condition: Condition;
      /** Of a folder's: by how much it differs; null: a count is unknown. And how many folders its replica has. */
      readonly difference?: number | null;
      readonly folders?: number;
    }
  | {
      readonly type: 'ConditionCleared';
      readonly at: number;
      readonly condition: Condition;
      readonly heldForMs: number;
    };

/** What must be told now that was not so before, and what holds from here on. */
export function concluded(
  before: readonly Condition[],
  judgement: ReplicaJudgement,
  at: number,
): { open: readonly Condition[]; changed: ConditionChange[] } {
  const open = withEffects(judgement);
  const { raised, cleared } = conditionChanges(before, open);
  const changed: ConditionChange[] = [];
  const differences = raised.length > 0 ? differencesOf(judgement) : NO_DIFFERENCES;
  for (const condition of raised) {
    const difference = differences.get(condition);
    const known = difference === undefined ? {} : { difference, folders: judgement.folders.length };
    changed.push({ type: 'ConditionRaised', at, condition, ...known });
  }
  for (const condition of cleared) {
    // A backlog can show that it never was: then it held for no time at all.
    changed.push({ type: 'ConditionCleared', at, condition, heldForMs: Math.max(0, at - condition.since) });
  }
  return { open, changed };
}

const NO_DIFFERENCES: ReadonlyMap<Condition, number | null> = new Map();

function differencesOf({ folders }: ReplicaJudgement): ReadonlyMap<Condition, number | null> {
  const found = new Map<Condition, number | null>();
  for (const { conditions, difference } of folders) for (const one of conditions) found.set(one, difference);
  return found;
}

const NONE: readonly Condition[] = [];

function withEffects({ conditions, folders }: ReplicaJudgement): readonly Condition[] {
  let found: Condition[] | null = null;
  for (const condition of conditions) if (hasEffects(condition)) (found ??= []).push(condition);
  for (const folder of folders) {
    for (const condition of folder.conditions) if (hasEffects(condition)) (found ??= []).push(condition);
  }
  return found ?? NONE;
}
