import { describe, expect, it } from '@jest/globals';
import { parseListSearch } from '../mailboxes/list-search.ts';
import { only, parseAt, parseSearchString, toSearchString } from './search-string.ts';

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

describe('an address typed by hand', () => {
  it('that says twice what can be said once, means the last', () => {
    expect(parseSearchString('?status=stale&status=silent')).toEqual({ status: 'silent' });
  });

  it('leaves nothing of what a page refuses, and the moment to those who read it', () => {
    const parse = only((raw) => (raw.range === '7d' ? { range: '7d' } : {}));
    expect({ range: 'junk', ...parse({ range: 'junk', at: 'x' }) }).toEqual({ range: undefined });
    expect(parse({ range: '7d' })).toEqual({ range: '7d' });
  });

  it('looks at now, where it names no moment or one that has not come', () => {
    const now = Date.parse('2026-11-23T08:00:00Z');
    expect({ at: 'nonsense', ...parseAt({ at: 'nonsense' }, now) }).toEqual({ at: undefined });
    expect(parseAt({ at: '2999-01-01T00:00:00Z' }, now)).toEqual({ at: undefined });
    expect(parseAt({ at: '2026-11-22T08:00:00Z' }, now)).toEqual({ at: '2026-11-22T08:00:00.000Z' });
    expect('at' in parseAt({}, now)).toBe(false);
  });
});
