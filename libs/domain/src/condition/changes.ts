import type { Condition } from './condition.ts';

export interface ConditionChanges {
  readonly raised: Condition[];
  readonly cleared: Condition[];
}

/**
 * What the log must be told. A condition is the same while its rule, its folder and, for a trouble, its code are;
 * when its kind or severity turns, it is raised anew without being cleared.
 * Catching up and unknown have no effects, and would be most of the log on a busy day: they are judged, not recorded.
 */
export function conditionChanges(before: readonly Condition[], after: readonly Condition[]): ConditionChanges {
  const raised: Condition[] = [];
  const cleared: Condition[] = [];
  if (before.length === 0 && after.length === 0) return { raised, cleared };

  const held = new Map(before.filter(hasEffects).map((condition) => [conditionKey(condition), condition]));
  for (const condition of after) {
    if (!hasEffects(condition)) continue;
    const key = conditionKey(condition);
    const was = held.get(key);
    held.delete(key);
    if (was?.severity !== condition.severity || was.kind !== condition.kind) raised.push(condition);
  }
  cleared.push(...held.values());
  return { raised, cleared };
}

/** Whether the log is told of it. */
export const hasEffects = ({ rule }: Condition) => rule !== 'catching-up' && rule !== 'unknown';

/** Two of one replica with the same key are the same condition, whatever its kind and severity are by now. */
export function conditionKey({ rule, folder, kind }: Condition): string {
  return `${rule}\u0000${rule === 'trouble' ? kind : ''}\u0000${folder === null ? '' : `/${folder.join('\u0000')}`}`;
}
