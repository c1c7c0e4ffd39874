/** Plain texts: `?status=stale,silent`, not quoted JSON. What is several is repeated, for a value may hold a comma. */
export function parseSearchString(search: string): Record<string, string | string[]> {
  const said = new URLSearchParams(search);
  const names = new Set(said.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const values = said.getAll(name);
      return [name, values.length > 1 ? values : values[0]!];
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
