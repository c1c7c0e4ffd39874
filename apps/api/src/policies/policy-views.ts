import type { PolicyVersionList, PolicyView } from '@lockstep/contracts';
import { evolvePolicies, NO_POLICIES, type PolicyEntry } from '@lockstep/domain';
import { isoOrNull } from '../queries/instants.ts';
import type { PolicyLog } from './policy-log.ts';

type PolicyVersion = PolicyVersionList['items'][number];

export function toPolicyView(entry: PolicyEntry, replicas: number): PolicyView {
  return { ...versionView(entry), replicas };
}

/** The default first, then by how specific they are. */
export function inListOrder(entries: readonly PolicyEntry[]): PolicyEntry[] {
  return [...entries.slice(-1), ...entries.slice(0, -1)];
}

/** Every version, newest first; that one was removed stands among them, with who did it. Empty: there never was one. */
export function toVersions({ events }: PolicyLog, id: string): PolicyVersion[] {
  const versions: PolicyVersion[] = [];
  let book = NO_POLICIES;
  const own = entryOf(id);
  if (own) versions.push({ ...versionView(own), removed: false });

  for (const event of events) {
    const before = book;
    book = evolvePolicies(book, event);
    if (event.data.id !== id) continue;
    if (event.type === 'PolicyChanged') {
      versions.push({ ...versionView(book.entries.find(({ policy }) => policy.id === id)!), removed: false });
      continue;
    }
    const removed = before.entries.find(({ policy }) => policy.id === id);
    if (!removed || book === before) continue;
    const by = { changedAt: event.observedAt, changedBy: event.data.by, why: null, position: event.position };
    versions.push({ ...versionView({ ...removed, ...by }), removed: true });
  }
  return versions.reverse();
}

const entryOf = (id: string) => NO_POLICIES.entries.find(({ policy }) => policy.id === id);

function versionView({
  policy,
  scope,
  changedAt,
  changedBy,
  why,
  position,
}: PolicyEntry): Omit<PolicyView, 'replicas'> {
  const { id, name, version, workingHours, silent, stale, mismatch, pending, suspected } = policy;
  return {
    id,
    name,
    version,
    scope,
    thresholds: { silent, stale, mismatch, pending, suspected },
    workingHours,
    changedAt: isoOrNull(changedAt),
    changedBy,
    why,
    cursor: position === null ? null : String(position),
  };
}
