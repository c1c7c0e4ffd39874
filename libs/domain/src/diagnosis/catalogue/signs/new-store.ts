import type { Evidence, Tried } from '../../evidence.ts';
import type { Instant } from '../../../replica/replica.events.ts';
import { attemptsBegunAfter, endOf } from './attempts.ts';
import { checksPass, damageSign } from './damaged-store.ts';
import { isShrinking } from './differences.ts';
import { earliest, judged, newestDate, outFolders } from './folders.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** A failure that begins later after a fix has nothing to do with it: the fix held. */
const RELAPSE_MS = 7 * 24 * HOUR_MS;

const NEW_STORE_FIXES = ['K11', 'K7', 'offline-store-damaged', 'mailbox-moved'];

/** When a new offline store was last made, as somebody said or as the new store id shows. */
export function newStoreTried({ tries, changes }: Evidence): Tried | null {
  const said = tries.find(({ fix }) => NEW_STORE_FIXES.includes(fix)) ?? null;
  const shown: Tried | null = changes.storeId && { ...changes.storeId, fix: 'K11', by: null };
  return newer(said, shown);
}

/** When the program was last installed anew: as somebody said, or as its version shows that changed after the new store. */
export function reinstallTried({ tries, changes }: Evidence, newStore: Tried): Tried | null {
  const said = tries.find(({ fix }) => fix === 'K12') ?? null;
  const { clientVersion } = changes;
  const shown: Tried | null =
    clientVersion !== null && clientVersion.at > newStore.at ? { ...clientVersion, fix: 'K12', by: null } : null;
  return newer(said, shown);
}

/** What shows that a new store was made since then, though nobody said so. */
export function storeMadeAfter({ changes }: Evidence, since: Instant): { at: Instant; position: number } | null {
  const { storeId } = changes;
  return storeId !== null && storeId.at > since ? { at: storeId.at, position: storeId.position } : null;
}

export interface StillFails {
  readonly newStore: Tried;
  /** Since when it fails: before the new store, or not long after. */
  readonly since: Instant;
}

/** A new store was made, had its chance, and it fails as before. */
export function failsAfterNewStore(evidence: Evidence): StillFails | null {
  const newStore = newStoreTried(evidence);
  if (newStore === null || !hadItsChance(evidence, newStore.at)) return null;

  const since = damageSign(evidence)?.since ?? nothingSince(evidence, newStore.at);
  return since === null || since - newStore.at > RELAPSE_MS ? null : { newStore, since };
}

/** A sync was tried after it and half an hour has passed, or hours have in which nobody need have tried. */
export function hadItsChance(evidence: Evidence, at: Instant): boolean {
  const passed = evidence.now - at;
  if (passed >= evidence.policy.stale.warningAfterOnMs) return true;
  const date = newestDate(judged(evidence));
  const tried = attemptsBegunAfter(evidence, at).some((attempt) => endOf(attempt) > at) || (date !== null && date > at);
  return tried && passed >= 30 * MINUTE_MS;
}

/** It failed before the new store, and since then no folder synchronized. */
function nothingSince(evidence: Evidence, at: Instant): Instant | null {
  const folders = judged(evidence);
  const out = outFolders(evidence);
  if (out.length === 0 || !checksPass(evidence) || folders.some((folder) => isShrinking(folder, evidence.now)))
    return null;
  const date = newestDate(folders);
  if (date !== null && date > at) return null;
  if (folders.some(({ offlineMoved }) => offlineMoved !== null && offlineMoved.at > at + HOUR_MS)) return null;

  const before = earliest(out.map(({ differs, since }) => Math.min(differs?.since ?? since, since)));
  const oldThen = date !== null && at - date > evidence.policy.stale.warningAfterOnMs;
  return before < at || oldThen ? Math.min(before, date ?? before) : null;
}

function newer(one: Tried | null, other: Tried | null): Tried | null {
  if (one === null || other === null) return one ?? other;
  return one.at >= other.at ? one : other;
}
