import type { Instant } from '../../../replica/replica.events.ts';
import type { Evidence, Tried } from '../../evidence.ts';
import { endOf } from './attempts.ts';
import { judged, newestDate } from './folders.ts';
import { troubled } from './troubles.ts';

/** The agent spoke after the fix was tried, and speaks still: what is last known of a silent replica confirms nothing. */
export const heardSince = ({ replica, judgement }: Evidence, { at }: Tried): boolean =>
  judgement.silence === null && replica.lastReportedAt !== null && replica.lastReportedAt > at;

/** A sync completed after that moment. Where no source tells a date, offline folders that moved tell as much. */
export function synchronizedAfter(evidence: Evidence, at: Instant): boolean {
  const { lastSyncAt, attempts } = evidence;
  if (lastSyncAt !== null && lastSyncAt > at) return true;
  if (attempts.some((attempt) => attempt.outcome === 'succeeded' && endOf(attempt) > at)) return true;
  const folders = judged(evidence);
  const dateless = folders.every(({ lastSynchronizedAt }) => lastSynchronizedAt === null);
  return dateless && folders.some(({ offlineMoved }) => offlineMoved !== null && offlineMoved.at > at);
}

/** Every folder that has a date has one of after that moment. */
export function allSynchronizedAfter(evidence: Evidence, at: Instant): boolean {
  const dated = judged(evidence).filter(({ lastSynchronizedAt }) => lastSynchronizedAt !== null);
  if (dated.length === 0) return synchronizedAfter(evidence, at);
  return dated.every(({ lastSynchronizedAt }) => lastSynchronizedAt! > at);
}

const allInStep = (evidence: Evidence): boolean => judged(evidence).every(({ status }) => status === 'in-step');

/** All folders are in step, and numbers or dates of after that moment say so. */
export function allInStepAfter(evidence: Evidence, at: Instant): boolean {
  const folders = judged(evidence);
  if (folders.length === 0 || !allInStep(evidence) || evidence.judgement.status !== 'in-step') return false;
  return (newestDate(folders) ?? -Infinity) > at || folders.some(({ statedAt }) => statedAt > at);
}

/** A sync completed since, all folders are in step, and none of these troubles holds. */
export const mended = (evidence: Evidence, tried: Tried, codes: readonly string[] = []): boolean =>
  allInStep(evidence) && passed(evidence, tried, codes);

/** None of these troubles holds any more, and a sync completed since; what else is out of step is another matter. */
export const passed = (evidence: Evidence, tried: Tried, codes: readonly string[]): boolean =>
  isGone(evidence, tried, codes) && synchronizedAfter(evidence, tried.at);

/** None of these troubles holds any more, as was heard since. */
export const isGone = (evidence: Evidence, tried: Tried, codes: readonly string[]): boolean =>
  heardSince(evidence, tried) && troubled(evidence, codes).length === 0;

/** All folders are in step by what was said since: a difference was accepted or declared, or is gone. */
export const settled = (evidence: Evidence, tried: Tried): boolean =>
  heardSince(evidence, tried) && allInStep(evidence);

/** Around the moment at which somebody says so: steps are done before they are reported. */
export const BEFORE_SAID_MS = 24 * 3_600_000;
