import type { Change, Evidence } from '../../evidence.ts';
import { judged, outFolders } from './folders.ts';

const SLACK_MS = 15 * 60_000;
const HOUR_MS = 3_600_000;

export interface Moved {
  readonly what: 'storePath' | 'server';
  readonly change: Change;
}

/** The store's place or its server changed, and from then on nothing came through: an offline folders file is bound to both. */
export function frozenSinceMove(evidence: Evidence): Moved | null {
  const moved = newestMove(evidence);
  return moved !== null && isFrozenSince(moved.change, evidence) ? moved : null;
}

/** The server became another, and from then on nothing came through. Other stores than an offline folders file may be moved. */
export function frozenSinceServerChange(evidence: Evidence): Change | null {
  const change = serverChange(evidence);
  if (change === null || !isFrozenSince(change, evidence)) return null;
  const succeeded = evidence.attempts.some(
    ({ outcome, seenAt }) => outcome === 'succeeded' && seenAt > change.at + SLACK_MS,
  );
  return succeeded ? null : change;
}

/**
 * Folders are out of step, and the change may be why:
 *
 * 1. A new store id at the change or after it is a new store: nothing was moved.
 * 2. A sync that completed after it, or an offline side that moved after it, shows that the pairing holds.
 * 3. Where nothing had come through for hours of client-on time before it, it is not what stopped it. Reports may lie hours apart: the
 *    change may be as old as the report before the one that shows it.
 */
function isFrozenSince({ at, unseenMs = 0 }: Change, evidence: Evidence): boolean {
  if (outFolders(evidence).length === 0) return false;
  const { storeId } = evidence.changes;
  if (storeId !== null && storeId.at >= at - HOUR_MS) return false;

  const folders = judged(evidence);
  if (folders.some(({ lastSynchronizedAt: date }) => date !== null && date > at + SLACK_MS)) return false;
  if (folders.some(({ offlineMoved }) => offlineMoved !== null && offlineMoved.at > at + SLACK_MS)) return false;

  const waits = folders.map(({ onMsSinceSync }) => onMsSinceSync).filter((wait) => wait !== null);
  const before = Math.min(...waits) - (evidence.now - at) - unseenMs;
  return waits.length === 0 || before <= evidence.policy.stale.warningAfterOnMs;
}

function newestMove({ changes }: Evidence): Moved | null {
  const { storePath } = changes;
  const server = serverChange({ changes });
  const byServer: Moved | null = server && { what: 'server', change: server };
  const byPath: Moved | null = storePath && { what: 'storePath', change: storePath };
  if (byServer === null || byPath === null) return byServer ?? byPath;
  return byServer.change.at >= byPath.change.at ? byServer : byPath;
}

function serverChange({ changes: { server } }: Pick<Evidence, 'changes'>): Change | null {
  return server === null || sameName(server.from, server.to) ? null : server;
}

/** `EX1` and `ex1.example.org.` are one server. */
function sameName(one: string, other: string): boolean {
  const [first, second] = [one, other].map((name) => name.toLowerCase().replace(/\.$/, '')) as [string, string];
  return first === second || first.startsWith(`${second}.`) || second.startsWith(`${first}.`);
}
