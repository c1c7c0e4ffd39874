import type { IncidentView } from '@lockstep/contracts';
import { count, many, NBSP } from '../figures/numbers.ts';
import { hourMinute } from '../figures/time.ts';

const OF = { server: 'on', site: 'at', client: 'with' } as const;

/** `on imap-03.example.org`, `at Lyon`, `with mbsync 1.4.4`. */
export const where = ({ scope, name }: Pick<IncidentView, 'scope' | 'name'>): string => `${OF[scope]} ${name}`;

/** `on imap-03`: as short as it can be where the whole name stands beside it. An address stays whole. */
export function whereInShort({ scope, name }: Pick<IncidentView, 'scope' | 'name'>): string {
  const isHostName = scope === 'server' && /[a-z]/i.test(name) && !name.includes(':');
  return where({ scope, name: isHostName ? name.split('.')[0]! : name });
}

export function sentenceOf(incident: IncidentView): string {
  const { replicas, total, since, closedAt, most } = incident;
  return closedAt === null
    ? `${many(replicas, 'mailbox', 'mailboxes')} of ${count(total)} ${where(incident)} turned together from ${hourMinute(Date.parse(since))} on. One cause is likelier than${NBSP}${count(replicas)}.`
    : `At most ${many(most, 'mailbox', 'mailboxes')} of ${count(total)} ${where(incident)} were affected at once.`;
}

/** Critical before warning, then by how many users it hits; otherwise as they came, newest first. */
export const worstFirst = (incidents: readonly IncidentView[]): readonly IncidentView[] =>
  [...incidents].sort(
    (a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical') || b.users - a.users,
  );
