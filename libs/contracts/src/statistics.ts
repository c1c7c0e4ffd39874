/** The one word for a folder or a replica, worst first. */
export const STATUSES = ['mismatched', 'stale', 'silent', 'unknown', 'catching-up', 'in-step'] as const;
export type Status = (typeof STATUSES)[number];

/** How a replica is silent: late (a few intervals), missing (30 days), or it has not reported since it was enrolled. */
export type Silence = 'late' | 'missing' | 'never-reported';

/** Why a difference between server and offline is as it should be. */
export const EXPECTED_BECAUSE = [
  'window',
  'max-messages',
  'max-size',
  'hidden-items',
  'headers-only',
  'local-only',
] as const;
export type ExpectedBecause = (typeof EXPECTED_BECAUSE)[number];

/** What an agent can say went wrong. Others may come from other agents; they are kept and shown. */
export const TROUBLE_CODES = [
  'server-unreachable',
  'server-timeout',
  'credentials-rejected',
  'tls-failed',
  'sync-in-progress',
  'sync-interrupted',
  'sync-hung',
  'sync-state-damaged',
  'uidvalidity-changed',
  'offline-folder-missing',
  'server-folder-missing',
  'offline-store-damaged',
  'offline-store-in-use',
  'offline-use-not-set-up',
  'duplicates',
  'message-rejected',
  'partial-read',
  'unsupported-store',
  'size-limit',
  'index-damaged',
  'never-compacted',
  'peer-never-connected',
  'folder-marker-missing',
] as const;
export type TroubleCode = (typeof TROUBLE_CODES)[number];

/** A path of decoded segments; `INBOX` in any case is the first segment `INBOX`. */
export type FolderPath = readonly string[];

/** One text for one path, for maps and comparisons: segments joined by NUL, which no segment may hold. */
export function pathKey(path: FolderPath): string {
  return path.join('\u0000');
}
