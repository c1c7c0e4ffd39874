/** What may be said more than once: its values may hold a comma. */
const SEVERAL = ['label'];

/** Plain texts: `?status=stale,silent`, not quoted JSON. Of what is said twice and should not be, the last counts. */
export function parseSearchString(search: string): Record<string, string | string[]> {
  const said = new URLSearchParams(search);
  const names = new Set(said.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const values = said.getAll(name);
      return [name, values.length > 1 && SEVERAL.includes(name) ? values : values.at(-1)!];
    }),
  );
}

/** With its question mark; what is not said has no place in it. */
export function toSearchString(search: Readonly<Record<string, unknown>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    for (const one of [value].flat()) if (one !== undefined && one !== '') query.append(name, String(one));
  }
  const text = query.toString();
  return text && `?${text.replaceAll('%2C', ',').replaceAll('%3A', ':')}`;
}

/** Nothing but what `parse` takes: the router would leave beside it what was refused. `at` is for all pages, and parsed by itself. */
export function only<S extends object>(
  parse: (raw: Record<string, unknown>) => S,
): (raw: Record<string, unknown>) => S {
  return (raw) => {
    const parsed = parse(raw);
    const refused = Object.keys(raw).filter((name) => name !== 'at' && !(name in parsed));
    return { ...parsed, ...Object.fromEntries(refused.map((name) => [name, undefined])) };
  };
}

/** What a browser's own clock may be off by: the server's is not known yet when the first address is read. */
const CLOCKS_DIFFER_MS = 86_400_000;

/** The moment that is looked at. What is none, or is far from having come, is now. */
export function parseAt(raw: Record<string, unknown>, now: number): { at?: string } {
  const at = typeof raw.at === 'string' ? Date.parse(raw.at) : NaN;
  if (at <= now + CLOCKS_DIFFER_MS) return { at: new Date(at).toISOString() };
  return 'at' in raw ? ({ at: undefined } as object) : {};
}
