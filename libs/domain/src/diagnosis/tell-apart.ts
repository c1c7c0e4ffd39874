import type { DiagnosisRule } from './rule.ts';

/**
 * What tells this cause apart from another that fits as well. A sentence for just that pair goes before the one that a cause has for
 * all others, and that one is said only where neither of the two has one for the pair.
 */
export function whatTellsApart(rule: DiagnosisRule, other: DiagnosisRule): string | null {
  const own = ownSentence(rule, other);
  if (own !== null || ownSentence(other, rule) !== null) return own;
  return rule.tellApartFromAll ?? null;
}

function ownSentence({ tellApart = {} }: DiagnosisRule, { id }: DiagnosisRule): string | null {
  return Object.hasOwn(tellApart, id) ? tellApart[id]! : null;
}
