import { expect, it } from '@jest/globals';
import type { IncidentView } from '@lockstep/contracts';
import { sentenceOf, whereInShort, worstFirst } from './incident-text.ts';

const incident = (id: string, severity: string, users: number) => ({ id, severity, users }) as unknown as IncidentView;

it('leads with what is critical, and there with what hits most users', () => {
  const incidents = [incident('a', 'warning', 90), incident('b', 'critical', 3), incident('c', 'critical', 11)];
  expect(worstFirst(incidents).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
});

it('names the day of a beginning that was not today', () => {
  const now = Date.parse('2026-11-23T12:00:00');
  const begun = (since: string) => {
    const open = { replicas: 5, total: 9, most: 5, scope: 'server', name: 'imap-03', closedAt: null } as IncidentView;
    return sentenceOf({ ...open, since: new Date(since).toISOString() }, now);
  };
  expect(begun('2026-11-23T08:12:00')).toContain('from 08:12 on');
  expect(begun('2026-11-21T08:12:00')).toContain('from Sat 08:12 on');
});

it('says how many were in trouble before the others turned, where its members are known', () => {
  const iso = (time: string) => new Date(`2026-11-23T${time}`).toISOString();
  const open = { replicas: 3, total: 9, most: 3, scope: 'server', name: 'imap-03', closedAt: null } as IncidentView;
  const said = (...members: readonly (readonly [since: string, leftAt: string | null])[]) =>
    sentenceOf(
      {
        ...open,
        since: iso('15:43:20'),
        members: members.map(([since, leftAt], nth) => ({
          ...{ replica: String(nth), mailbox: '', device: '', joinedAt: iso('15:50:00') },
          ...{ since: iso(since), leftAt: leftAt && iso(leftAt) },
        })),
      },
      Date.parse('2026-11-23T16:00:00'),
    );
  expect(said(['15:34:00', null], ['15:38:00', null], ['15:44:00', null])).toContain(
    'turned together from 15:43 on, 2 of them already from 15:34.',
  );
  expect(said(['15:43:05', null], ['15:34:00', '15:55:00'])).toContain('from 15:43 on. One cause');
});

it('shortens the name of a host, and nothing that is no such name', () => {
  const short = (scope: IncidentView['scope'], name: string) => whereInShort({ scope, name });
  expect(short('server', 'imap-03.example.org')).toBe('on imap-03');
  expect(short('server', '10.0.0.3')).toBe('on 10.0.0.3');
  expect(short('server', 'fe80::1')).toBe('on fe80::1');
  expect(short('client', 'mbsync 1.4.4')).toBe('with mbsync 1.4.4');
});
