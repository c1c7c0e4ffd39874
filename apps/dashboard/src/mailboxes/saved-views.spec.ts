import { describe, expect, it } from '@jest/globals';
import { isView, kept, parseViews } from './saved-views.ts';

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
});
