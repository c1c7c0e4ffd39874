import type { ReplicaQuery, ReplicaRow } from '@lockstep/contracts';
import { DEFAULT_SORT, sortColumn } from './list-search.ts';

/** Whether a changed row would stand elsewhere in the list, or leave it. Such a row waits; the others change in place. */
export function moves(before: ReplicaRow, after: ReplicaRow, query: ReplicaQuery, now: number): boolean {
  // By which of its words it was found, the server knows; they hardly ever change.
  if (!admits({ ...query, q: undefined } as ReplicaQuery, after, now)) return true;
  const column = sortColumn(query.sort ?? DEFAULT_SORT);
  // The times of a live fleet change with every report: rows sorted by them would all wait, all the time.
  if (column === 'lastReportedAt' || column === 'lastSynchronizedAt') return before.status !== after.status;
  if (column === 'client')
    return before.client.name !== after.client.name || before.client.version !== after.client.version;
  return before[column] !== after[column];
}

/** Whether a row belongs to the list, as far as can be told here; folders' names are known to the server alone. */
export function admits(query: ReplicaQuery, row: ReplicaRow, now: number): boolean {
  const { status, silence, server, client, version, label, rule, policy, accepted, difference } = query;
  if (status && !status.includes(row.status)) return false;
  if (silence && row.silence !== silence) return false;
  if (server !== undefined && (row.server ?? '') !== server) return false;
  if (client !== undefined && (row.client.name ?? '') !== client) return false;
  if (version !== undefined && (row.client.version ?? '') !== version) return false;
  if (rule && !rule.some((one) => row.rules.includes(one))) return false;
  if (policy !== undefined && row.policy.id !== policy) return false;
  if (accepted !== undefined && row.acceptedFolders > 0 !== accepted) return false;
  if (difference !== undefined && Math.max(row.itemsBehind ?? 0, row.itemsOnlyOffline) < difference) return false;
  if (!isOld(row.lastSynchronizedAt, query.synchronizedAgo, now)) return false;
  if (!isOld(row.lastReportedAt, query.reportedAgo, now)) return false;
  if (!ofIncident(row, query.incident)) return false;
  const hasLabels = (label ?? []).every((one) => {
    const [name, ...value] = one.split(':');
    return row.labels[name!] === value.join(':');
  });
  return hasLabels && isNamed(row, query.q);
}

/** At least so many seconds ago; what is not known is not known to be old. */
function isOld(at: string | null, seconds: number | undefined, now: number): boolean {
  return seconds === undefined || (at !== null && now - Date.parse(at) >= seconds * 1_000);
}

function ofIncident({ incident }: ReplicaRow, asked: string | undefined): boolean {
  if (asked === undefined) return true;
  if (asked === 'any') return incident !== null;
  if (asked === 'none') return incident === null;
  return asked.startsWith('not-') ? incident?.id !== asked.slice('not-'.length) : incident?.id === asked;
}

/** Every word in some name of it. */
function isNamed(row: ReplicaRow, q: string | undefined): boolean {
  const names = [row.mailbox, row.labels.name ?? '', row.device, row.server ?? ''].join('\n').toLowerCase();
  return (q ?? '')
    .toLowerCase()
    .split(/\s+/)
    .every((word) => names.includes(word));
}
