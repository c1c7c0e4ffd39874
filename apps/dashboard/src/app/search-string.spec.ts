import { describe, expect, it } from '@jest/globals';
import { parseListSearch } from '../mailboxes/list-search.ts';
import { parseSearchString, toSearchString } from './search-string.ts';

describe('the address of a page', () => {
  it('says what is set in plain words, and nothing of what is not', () => {
    expect(toSearchString({ status: 'stale,silent', at: '2026-11-23T03:00:00.000Z', q: undefined, server: '' })).toBe(
      '?status=stale,silent&at=2026-11-23T03:00:00.000Z',
    );
    expect(toSearchString({})).toBe('');
  });

  it('holds several labels, also where one has a comma in it', () => {
    const search = { label: ['site:Lyon', 'team:Sales, north'] };
    expect(parseSearchString(toSearchString(search))).toEqual(search);
    expect(parseListSearch(parseSearchString(toSearchString(search)))).toEqual(search);
  });

  it('gives each word back as it was', () => {
    const search = { q: 'a+b & 100% =x', server: 'imap é' };
    expect(parseSearchString(toSearchString(search))).toEqual(search);
  });
});
