import type { Finding } from './findings.ts';
import { KINDS } from './findings.ts';

const STORED = 'lockstep.found';
const MOST = 6;

/** What was gone to last from the search field, the newest first. Without a status: it would be of another day. */
export function recentFindings(storage: Pick<Storage, 'getItem'> = localStorage): Finding[] {
  try {
    const held: unknown = JSON.parse(storage.getItem(STORED) ?? '[]');
    return Array.isArray(held) ? held.filter(isFinding).slice(0, MOST) : [];
  } catch {
    return [];
  }
}

export function rememberFinding(
  { kind, key, word, sub, href }: Finding,
  storage: Pick<Storage, 'getItem' | 'setItem'> = localStorage,
): void {
  const others = recentFindings(storage).filter((old) => old.key !== key);
  try {
    storage.setItem(STORED, JSON.stringify([{ kind, key, word, sub, href }, ...others].slice(0, MOST)));
  } catch {
    // A full or forbidden store: the way there was found all the same.
  }
}

/** Whoever signs in next on this browser does not see whom another looked for. */
export function forgetFindings(storage: Pick<Storage, 'removeItem'> = localStorage): void {
  storage.removeItem(STORED);
}

/** What another version of the product, or a hand, left there must not lead out of the product. */
function isFinding(one: unknown): one is Finding {
  const { kind, key, word, sub, href } = (one ?? {}) as Record<string, unknown>;
  return (
    KINDS.some((known) => known === kind) &&
    typeof key === 'string' &&
    typeof word === 'string' &&
    (sub === undefined || typeof sub === 'string') &&
    typeof href === 'string' &&
    /^\/(?![/\\])/.test(href)
  );
}
