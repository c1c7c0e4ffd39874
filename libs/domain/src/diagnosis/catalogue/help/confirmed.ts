import type { Evidence } from '../../evidence.ts';
import type { Instant } from '../../../replica/replica.events.ts';
import { endOf } from './attempts.ts';
import { judgedFolders, newestDate } from './folders.ts';

/** A sync completed after that moment: an attempt succeeded, or the date of a folder says so. */
export function synchronizedAfter(evidence: Evidence, at: Instant): boolean {
  if (evidence.lastSyncAt !== null && evidence.lastSyncAt > at) return true;
  return evidence.attempts.some((attempt) => attempt.outcome === 'succeeded' && endOf(attempt) > at);
}

/** All folders are in step, and numbers or dates of after that moment say so. */
export function allInStepAfter(evidence: Evidence, at: Instant): boolean {
  const folders = judgedFolders(evidence);
  if (folders.length === 0 || !folders.every(({ status }) => status === 'in-step')) return false;
  if (evidence.judgement.status !== 'in-step') return false;
  return (newestDate(folders) ?? -Infinity) > at || folders.some(({ statedAt }) => statedAt > at);
}

/** Every folder that has a date has one of after that moment. */
export function allSynchronizedAfter(evidence: Evidence, at: Instant): boolean {
  const dated = judgedFolders(evidence).filter(({ lastSynchronizedAt }) => lastSynchronizedAt !== null);
  if (dated.length === 0) return synchronizedAfter(evidence, at);
  return dated.every(({ lastSynchronizedAt }) => lastSynchronizedAt! > at);
}

/** Around the moment at which somebody says so: steps are done before they are reported. */
export const BEFORE_SAID_MS = 24 * 3_600_000;
