import { describe, expect, it } from '@jest/globals';
import { lastList, listName, rememberList } from './last-list.ts';

const storage = () => {
  const held = new Map<string, string>();
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, text: string) => held.set(key, text),
  };
};

describe('the list that was looked at last', () => {
  it('is found again as it was', () => {
    const tab = storage();
    expect(lastList(tab)).toBeNull();
    rememberList({ status: 'stale,silent', server: 'imap-03', sort: '-itemsBehind' }, tab);
    expect(lastList(tab)).toEqual({ status: 'stale,silent', server: 'imap-03', sort: '-itemsBehind' });
  });

  it('is none where something else stands in its place', () => {
    expect(lastList({ getItem: () => '{broken' })).toBeNull();
    expect(lastList({ getItem: () => '7' })).toBeNull();
  });

  it.each([
    [{}, null],
    [{ sort: 'mailbox' }, null],
    [{ status: 'mismatched,stale,silent,unknown,catching-up' }, 'Not in step'],
    [{ status: 'stale,silent', server: 'imap-03' }, 'Stale or Silent, imap-03'],
    [{ q: 'zoë', client: 'mbsync', version: '1.4' }, '“zoë”, 2 filters'],
    [{ view: 'Board', status: 'stale' }, 'Board'],
  ])('%j is called %s', (search, name) => {
    expect(listName(search)).toBe(name);
  });
});
