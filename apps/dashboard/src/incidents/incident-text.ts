import type { IncidentDetail, IncidentView } from '@lockstep/contracts';
import { count, many, NBSP } from '../figures/numbers.ts';
import { MINUTE, shortly } from '../figures/time.ts';

const OF = { server: 'on', site: 'at', client: 'with' } as const;

/** `on imap-03.example.org`, `at Lyon`, `with mbsync 1.4.4`. */
export const where = ({ scope, name }: Pick<IncidentView, 'scope' | 'name'>): string => `${OF[scope]} ${name}`;

/** `on imap-03`: as short as it can be where the whole name stands beside it. An address stays whole. */
export function whereInShort({ scope, name }: Pick<IncidentView, 'scope' | 'name'>): string {
  return where({ scope, name: scope === 'server' ? shortHost(name) : name });
}

/** `imap-03` of `imap-03.example.org`; an address stays whole. */
export const shortHost = (name: string): string =>
  /[a-z]/i.test(name) && !name.includes(':') ? name.split('.')[0]! : name;

/**
 * What follows on how many mailboxes: of how many, and why that is one thing. Over: how many it were at most. Where its members are known, it
 * says as well how many of them were in trouble before the others turned.
 */
export function sentenceOf(incident: IncidentView & Partial<Pick<IncidentDetail, 'members'>>, now: number): string {
  const { replicas, total, since, closedAt, most } = incident;
  return closedAt === null
    ? ` of ${count(total)} ${where(incident)} turned together from ${shortly(Date.parse(since), now)} on${earlierOf(incident, now)}. One cause is likelier than${NBSP}${count(replicas)}.`
    : `At most ${many(most, 'mailbox', 'mailboxes')} of ${count(total)} ${where(incident)} were affected at once.`;
}

/** `, 2 of them already from 15:34`; nothing where none of those that it affects now was in trouble a minute before. */
function earlierOf({ since, members = [] }: Parameters<typeof sentenceOf>[0], now: number): string {
  const begin = Math.floor(Date.parse(since) / MINUTE) * MINUTE;
  const begun = members.filter(({ leftAt }) => leftAt === null).map((member) => Date.parse(member.since));
  const before = begun.filter((at) => at < begin);
  return before.length === 0
    ? ''
    : `, ${count(before.length)} of them already from ${shortly(Math.min(...before), now)}`;
}

/** Critical before warning, then by how many users it hits; otherwise as they came, newest first. */
export const worstFirst = (incidents: readonly IncidentView[]): readonly IncidentView[] =>
  [...incidents].sort(
    (a, b) => Number(b.severity === 'critical') - Number(a.severity === 'critical') || b.users - a.users,
  );
