import { useSyncExternalStore } from 'react';
import { compact, parseListSearch, type ListSearch } from './list-search.ts';

/** A list that somebody named. Kept in this browser; whoever is sent its URL sees the same list, and may keep it as well. */
export interface SavedView {
  readonly name: string;
  /** Without its own name. */
  readonly search: ListSearch;
}

const STORED = 'lockstep.views';
export const MOST_NAME = 60;
const listeners = new Set<() => void>();
let read: { readonly text: string | null; readonly views: readonly SavedView[] } = { text: null, views: [] };

function savedViews(): readonly SavedView[] {
  const text = localStorage.getItem(STORED);
  if (text !== read.text) read = { text, views: parseViews(text) };
  return read.views;
}

/** What cannot be read is no view. */
export function parseViews(text: string | null): SavedView[] {
  try {
    const said: unknown = JSON.parse(text ?? '[]');
    if (!Array.isArray(said)) return [];
    return said.flatMap((one: Partial<SavedView> | null) =>
      typeof one?.name === 'string' && typeof one.search === 'object' && one.search !== null
        ? [{ name: one.name, search: parseListSearch({ ...one.search, view: undefined }) }]
        : [],
    );
  } catch {
    return [];
  }
}

function write(views: readonly SavedView[]): void {
  localStorage.setItem(STORED, JSON.stringify(views));
  listeners.forEach((tell) => tell());
}

/** The views, how to keep one (one of the same name is replaced), and how to forget it. */
export function useSavedViews() {
  const views = useSyncExternalStore((listener) => {
    const told = (event: StorageEvent) => event.key === STORED && listener();
    listeners.add(listener);
    window.addEventListener('storage', told);
    return () => {
      listeners.delete(listener);
      window.removeEventListener('storage', told);
    };
  }, savedViews);
  return {
    views,
    keep: (name: string, search: ListSearch) => write(kept(views, name, search)),
    forget: (name: string) => write(views.filter((view) => view.name !== name)),
  };
}

export function kept(views: readonly SavedView[], name: string, search: ListSearch): SavedView[] {
  const view = { name, search: compact({ ...search, view: undefined }) };
  return views.some((old) => old.name === name)
    ? views.map((old) => (old.name === name ? view : old))
    : [...views, view];
}

/** The one view that a list is, by its name where it has one; null: it is none, or no more than a status without a name. */
export function currentView(search: ListSearch, views: readonly SavedView[]): SavedView | null {
  const alike = views.filter((view) => isView(search, view));
  const named = alike.find(({ name }) => name === search.view);
  const isPlain = Object.keys(parseListSearch({ ...search, status: undefined, view: undefined })).length === 0;
  return named ?? (isPlain ? null : (alike[0] ?? null));
}

/** Whether a list is exactly what a view says. */
export function isView(search: ListSearch, view: SavedView): boolean {
  const plain = (of: ListSearch) =>
    JSON.stringify(Object.entries(parseListSearch({ ...of, view: undefined })).sort(([a], [b]) => (a < b ? -1 : 1)));
  return plain(search) === plain(view.search);
}
