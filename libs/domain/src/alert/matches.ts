import type { Matcher } from '@lockstep/contracts';
import type { AlertState } from './alert.state.ts';

export type Matched = Pick<AlertState, 'id' | 'rule' | 'kind' | 'severity' | 'server' | 'mailbox' | 'labels'>;

/** All that the matcher says is so. In names, `*` stands for any run of characters, and letters count in either case. */
export function matches(matcher: Matcher, alert: Matched): boolean {
  const { label } = matcher;
  return (
    (matcher.alert === undefined || matcher.alert === alert.id) &&
    (matcher.rule === undefined || matcher.rule === alert.rule) &&
    (matcher.severity === undefined || matcher.severity === alert.severity) &&
    fits(matcher.kind, alert.kind) &&
    fits(matcher.server, alert.server) &&
    fits(matcher.mailbox, alert.mailbox) &&
    (label === undefined ||
      fits(label.value, Object.hasOwn(alert.labels, label.name) ? alert.labels[label.name]! : null))
  );
}

export const matchesAny = (matchers: readonly Matcher[], alert: Matched): boolean =>
  matchers.some((matcher) => matches(matcher, alert));

function fits(pattern: string | undefined, name: string | null): boolean {
  if (pattern === undefined) return true;
  if (name === null) return false;
  return isLike(pattern.toLowerCase(), name.toLowerCase());
}

/** Piece by piece from the left, so that no pattern takes long. */
function isLike(pattern: string, name: string): boolean {
  const pieces = pattern.split('*');
  if (pieces.length === 1) return pattern === name;
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  if (!name.startsWith(first)) return false;
  let from = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, from);
    if (found < 0) return false;
    from = found + piece.length;
  }
  return name.length - last.length >= from && name.endsWith(last);
}
