/** The patterns of a channel as mbsync reads them: `*` matches anything, `%` stops at `/`, `!` excludes, the last match wins. */
export function selects(patterns: readonly string[], box: string): boolean {
  for (let index = patterns.length - 1; index >= 0; index -= 1) {
    const pattern = patterns[index]!;
    const excludes = pattern.startsWith('!');
    if (toRegExp(excludes ? pattern.slice(1) : pattern).test(box)) return !excludes;
  }
  return false;
}

function toRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+?^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('%', '[^/]*');
  return new RegExp(`^${source}$`, 's');
}
