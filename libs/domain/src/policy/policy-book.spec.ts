import { describe, expect, it } from '@jest/globals';
import type { PolicyScope } from '@lockstep/contracts';
import {
  NO_POLICIES,
  evolvePolicies,
  policyFor,
  policyForGroup,
  policyVersion,
  turnedSince,
  type PolicyBook,
  type PolicySeeker,
} from './policy-book.ts';
import { DEFAULT_POLICY } from './policy.ts';
import { clash } from './policy-scope.ts';

let position = 0;
function changed(book: PolicyBook, id: string, scope: PolicyScope, version = 1): PolicyBook {
  const data = { id, name: id, scope, thresholds: DEFAULT_POLICY, workingHours: null, by: 'eve', version };
  position += 1;
  return evolvePolicies(book, { type: 'PolicyChanged', data, position, observedAt: position, recordedAt: position });
}
function removed(book: PolicyBook, id: string): PolicyBook {
  position += 1;
  const data = { id, by: 'eve' };
  return evolvePolicies(book, { type: 'PolicyRemoved', data, position, observedAt: position, recordedAt: position });
}
const anna: PolicySeeker = {
  mailbox: 'Anna@example.org',
  labels: { site: 'Lyon', team: 'law' },
  client: { name: 'mbsync', version: '1.5', server: 'IMAP-1.example.org' },
};
const wins = (book: PolicyBook, who = anna) => policyFor(book, who).id;

describe('of the policies that cover a replica', () => {
  const scopes: [string, PolicyScope][] = [
    ['server', { of: 'server', server: 'imap-1.EXAMPLE.org' }],
    ['label', { of: 'label', name: 'site', value: 'Lyon' }],
    ['client', { of: 'client', client: 'mbsync' }],
    ['client with version', { of: 'client', client: 'mbsync', version: '1.5' }],
    ['mailbox', { of: 'mailbox', mailboxes: ['bob@example.org', 'anna@example.org'] }],
  ];

  it('the most specific wins, in whatever order they were made', () => {
    for (const order of [scopes, [...scopes].reverse()]) {
      let book: PolicyBook = NO_POLICIES;
      for (const [id, scope] of order) book = changed(book, id, scope);
      for (const [id] of [...scopes].reverse()) {
        expect(wins(book)).toBe(id);
        book = removed(book, id);
      }
      expect(wins(book)).toBe('default');
    }
  });

  it('none is taken for somebody whom it does not name', () => {
    let book: PolicyBook = NO_POLICIES;
    for (const [id, scope] of scopes) book = changed(book, id, scope);
    expect(wins(book, { mailbox: 'cid@example.org', labels: {}, client: {} })).toBe('default');
    expect(wins(book, { mailbox: 'cid@example.org', labels: {}, client: { name: 'mbsync', version: '1.4' } })).toBe(
      'client',
    );
  });

  it('of two labels the name that comes first decides', () => {
    for (const names of [
      ['team', 'site'],
      ['site', 'team'],
    ]) {
      let book: PolicyBook = NO_POLICIES;
      for (const name of names) book = changed(book, name, { of: 'label', name, value: anna.labels[name]! });
      expect(wins(book)).toBe('site');
    }
  });

  it('every version stays known, and the change that turned one into another', () => {
    let book = changed(NO_POLICIES, 'site', { of: 'label', name: 'site', value: 'Lyon' });
    const first = policyFor(book, anna);
    book = changed(book, 'site', { of: 'label', name: 'site', value: 'Paris' }, 2);
    expect(wins(book)).toBe('default');
    expect(turnedSince(book, first, DEFAULT_POLICY)).toBe(position);
    expect(policyVersion(book, 'site', 1)).toBe(first);
    expect(policyVersion(book, 'site', 2).version).toBe(2);
  });

  it('the one for everyone can change and cannot go', () => {
    const book = changed(NO_POLICIES, 'default', { of: 'everyone' }, 2);
    expect(policyFor(book, anna).version).toBe(2);
    expect(policyFor(removed(book, 'default'), anna).version).toBe(2);
  });

  it('a group has its own, or the one for everyone', () => {
    let book: PolicyBook = NO_POLICIES;
    for (const [id, scope] of scopes) book = changed(book, id, scope);
    expect(policyForGroup(book, { server: 'imap-1.example.org' }).id).toBe('server');
    expect(policyForGroup(book, { server: 'imap-2.example.org' }).id).toBe('default');
    expect(policyForGroup(book, { label: { name: 'site', value: 'Lyon' } }).id).toBe('label');
    expect(policyForGroup(book, { client: { name: 'mbsync', version: '1.5' } }).id).toBe('client with version');
  });
});

describe('two scopes', () => {
  it('clash when one replica could not tell which of them is the more specific', () => {
    const server = (name: string): PolicyScope => ({ of: 'server', server: name });
    const mailboxes = (...names: string[]): PolicyScope => ({ of: 'mailbox', mailboxes: names });
    expect(clash(server('a'), server('A'))).toBe('server a');
    expect(clash(server('a'), server('b'))).toBeNull();
    expect(clash(mailboxes('a', 'b'), mailboxes('c', 'b'))).toBe('b');
    expect(clash(mailboxes('a'), mailboxes('c'))).toBeNull();
    expect(clash({ of: 'client', client: 'x' }, { of: 'client', client: 'x', version: '1' })).toBeNull();
    expect(clash({ of: 'label', name: 'a', value: 'X' }, { of: 'label', name: 'a', value: 'x' })).toBeNull();
  });
});
