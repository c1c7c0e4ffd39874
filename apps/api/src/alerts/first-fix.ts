import { CATALOGUE, fillInGenerally, type AlertState } from '@lockstep/domain';
import type { MessageAlert } from '../notify/message.ts';

const RULES = new Map(CATALOGUE.map((rule) => [rule.id, rule]));

/**
 * What to try first, in the words of the knowledge base; null where nothing is known to help. Alerts that are told together are of one
 * server, so it alone is filled in: with more of each replica, the same fix would be said as often as there are alerts.
 */
export function firstFix({ rule, server, diagnosis }: AlertState): MessageAlert['fix'] {
  const id = diagnosis?.id ?? (rule === 'suspected' && server !== null ? 'server-suspected' : null);
  const found = id === null ? undefined : RULES.get(id);
  if (!found?.fix) return null;
  const { title, fix } = found;
  return { id: found.id, title, guard: fix.guardText ?? null, steps: fillInGenerally(fix.steps, { server }) };
}
