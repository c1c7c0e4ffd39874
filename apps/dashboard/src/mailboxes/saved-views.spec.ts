import { describe, expect, it } from '@jest/globals';
import type { ListSearch } from './list-search.ts';
import { currentView, isView, kept, parseViews } from './saved-views.ts';

describe('saved views', () => {
  it('are read as far as they make sense', () => {
    expect(parseViews(null)).toEqual([]);
    expect(parseViews('{"no":"list"}')).toEqual([]);
    expect(parseViews('not JSON')).toEqual([]);
    expect(parseViews(JSON.stringify([{ name: 'Lyon', search: { label: 'site:Lyon', sort: 'mood' } }, null]))).toEqual([
      { name: 'Lyon', search: { label: 'site:Lyon' } },
    ]);
  });

  it('are kept by name: the same name says something else', () => {
    const once = kept([], 'Lyon', { label: 'site:Lyon', view: 'Other' });
    expect(once).toEqual([{ name: 'Lyon', search: { label: 'site:Lyon' } }]);
    expect(kept(once, 'Lyon', { q: 'lyon' })).toEqual([{ name: 'Lyon', search: { q: 'lyon' } }]);
  });

  it('are known again by what they say, whatever their URL is called', () => {
    const view = { name: 'Lyon', search: { label: 'site:Lyon', status: 'stale' } };
    expect(isView({ status: 'stale', label: 'site:Lyon', view: 'sent by Anna' }, view)).toBe(true);
    expect(isView({ status: 'stale', label: 'site:Graz' }, view)).toBe(false);
  });

  it('are current one at a time: by name, and never beside a status that says the same', () => {
    const views = [
      { name: 'Everything', search: {} },
      { name: 'Lyon', search: { label: 'site:Lyon' } },
      { name: 'Lyon again', search: { label: 'site:Lyon' } },
    ];
    const current = (search: ListSearch) => currentView(search, views)?.name ?? null;
    expect(current({})).toBeNull();
    expect(current({ view: 'Everything' })).toBe('Everything');
    expect(current({ label: 'site:Lyon' })).toBe('Lyon');
    expect(current({ label: 'site:Lyon', view: 'Lyon again' })).toBe('Lyon again');
    expect(current({ label: 'site:Graz', view: 'Lyon' })).toBeNull();
  });
});
