import type { Evidence, Tried } from '../../evidence.ts';
import { judged } from './folders.ts';
import { troubled } from './troubled.ts';

/** The agent spoke after the fix was tried, and speaks still: what is last known of a silent replica confirms nothing. */
export const heardSince = ({ replica, judgement }: Evidence, { at }: Tried) =>
  judgement.silence === null && replica.lastReportedAt !== null && replica.lastReportedAt > at;

/** A sync completed after the fix was tried. Where no source tells a date, offline folders that moved tell as much. */
export function synchronizedAfter(evidence: Evidence, { at }: Tried): boolean {
  const { lastSyncAt, attempts, folders } = evidence;
  if (lastSyncAt !== null && lastSyncAt > at) return true;
  if (attempts.some(({ outcome, seenAt }) => outcome === 'succeeded' && seenAt > at)) return true;
  const dateless = judged(evidence).every(({ lastSynchronizedAt }) => lastSynchronizedAt === null);
  return dateless && folders.some(({ offlineMoved }) => offlineMoved !== null && offlineMoved.at > at);
}

export const allInStep = (evidence: Evidence) => judged(evidence).every(({ status }) => status === 'in-step');

/** A sync completed since, all folders are in step, and none of these troubles holds. */
export function mended(evidence: Evidence, tried: Tried, codes: readonly string[] = []): boolean {
  return (
    heardSince(evidence, tried) &&
    troubled(evidence, codes).length === 0 &&
    allInStep(evidence) &&
    synchronizedAfter(evidence, tried)
  );
}

/** None of these troubles holds any more, and a sync completed since; what else is out of step is another matter. */
export function passed(evidence: Evidence, tried: Tried, codes: readonly string[]): boolean {
  return heardSince(evidence, tried) && troubled(evidence, codes).length === 0 && synchronizedAfter(evidence, tried);
}

/** All folders are in step by what was said since: a difference was accepted or declared, or is gone. */
export const settled = (evidence: Evidence, tried: Tried) => heardSince(evidence, tried) && allInStep(evidence);
