import type { HeldTrouble } from '../replica/facts.ts';

/**
 * What a trouble code says about synchronization. Codes that are not here are kept and shown, and judged by nothing.
 * - `distrust`: the numbers cannot be trusted, so what they say is unknown, even when they are equal.
 * - `stops`: nothing can synchronize until a person acts; told at once. The status stays with numbers and dates.
 * - `hinders`: stops synchronization too, but may pass by itself (no network, a run that was killed). Nobody is told of
 *   the trouble: if it lasts, the folder grows stale, and many at once are the server's incident.
 */
const MEANING: Readonly<Record<string, readonly ('distrust' | 'stops' | 'hinders')[]>> = {
  duplicates: ['distrust', 'stops'],
  'offline-store-damaged': ['distrust', 'stops'],
  'partial-read': ['distrust'],
  'index-damaged': ['distrust', 'stops'],
  'peer-never-connected': ['distrust', 'hinders'],
  'credentials-rejected': ['stops'],
  'tls-failed': ['stops'],
  'sync-state-damaged': ['stops'],
  'uidvalidity-changed': ['stops'],
  'folder-marker-missing': ['stops'],
  'sync-hung': ['stops'],
  'server-unreachable': ['hinders'],
  'server-timeout': ['hinders'],
  'sync-interrupted': ['hinders'],
  'offline-store-in-use': ['hinders'],
};

export const isDistrusted = (troubles: readonly HeldTrouble[]) => troubles.some(({ code }) => means(code, 'distrust'));
export const stopsSynchronization = (code: string) => means(code, 'stops');
export const hindersSynchronization = (code: string) => means(code, 'hinders');

function means(code: string, what: 'distrust' | 'stops' | 'hinders'): boolean {
  return Object.hasOwn(MEANING, code) && MEANING[code]!.includes(what);
}
