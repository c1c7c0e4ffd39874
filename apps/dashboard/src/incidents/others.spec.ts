import { expect, it } from '@jest/globals';
import { othersOf } from './others.ts';

const groups = ['imap-03', 'imap-02', 'imap-01', null].map((name) => ({ name }));

it('names the others of which no incident tells, and nothing that has no name', () => {
  const own = { scope: 'server', name: 'imap-03' } as const;
  expect(othersOf(own, groups, [own])).toEqual(['imap-01', 'imap-02']);
  expect(othersOf(own, groups, [own, { scope: 'server', name: 'imap-01' }])).toEqual(['imap-02']);
  // A client of the same name is no server.
  expect(othersOf(own, groups, [own, { scope: 'client', name: 'imap-01' }])).toEqual(['imap-01', 'imap-02']);
});
