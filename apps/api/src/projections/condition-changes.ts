import { conditionChanges, hasEffects, type Condition, type ReplicaJudgement } from '@lockstep/domain';

/** A condition began, turned, or ended; becomes an event. */
export type ConditionChange =
  | { readonly type: 'ConditionRaised'; readonly at: number; readonly condition: Condition }
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
  for (const condition of raised) changed.push({ type: 'ConditionRaised', at, condition });
  for (const condition of cleared) {
    // A backlog can show that it never was: then it held for no time at all.
    changed.push({ type: 'ConditionCleared', at, condition, heldForMs: Math.max(0, at - condition.since) });
  }
  return { open, changed };
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
