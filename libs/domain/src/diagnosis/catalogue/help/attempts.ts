import type { Evidence, SeenAttempt } from '../../evidence.ts';
import type { Instant } from '../../../replica/replica.events.ts';
import { instantOf } from '../../../replica/calendar.ts';

/** When an attempt ended, or, while it is not known, when it began. */
export const endOf = ({ startedAt, endedAt, seenAt }: SeenAttempt): Instant =>
  instantOf(endedAt ?? startedAt) ?? seenAt;

export const beginningOf = ({ startedAt, seenAt }: SeenAttempt): Instant => instantOf(startedAt) ?? seenAt;

const SLACK_MS = 60_000;

/** Newest first. The attempt that set the date `at` began before it, or about then. */
export const attemptsBegunAfter = ({ attempts }: Evidence, at: Instant): readonly SeenAttempt[] =>
  attempts.filter((attempt) => beginningOf(attempt) > at + SLACK_MS);

const DAY_MS = 24 * 3_600_000;

/** The newest attempts as long as each failed, newest first; none once a sync has completed after they began, or after a week. */
export function failingAttempts({ attempts, lastSyncAt, now }: Evidence): readonly SeenAttempt[] {
  const success = attempts.findIndex(({ outcome }) => outcome === 'succeeded');
  const failing = success < 0 ? attempts : attempts.slice(0, success);
  return failing.filter(
    (attempt) =>
      !hasPassed(attempt, now) &&
      attempt.outcome === 'failed' &&
      (lastSyncAt === null || beginningOf(attempt) >= lastSyncAt) &&
      now - beginningOf(attempt) <= 7 * DAY_MS,
  );
}

export type FailureCause = 'tls' | 'logon' | 'network' | 'other';

// The numbers are what MAPI answers: 80040111 logon failed, 8004011D server not available, 80040115 network error.
const TLS = /certificate|x\.?509|handshake|self.signed|\b(tls|ssl)\b/i;
const SURELY_LOGON = /password|credential|authenti|80040111/i;
const NETWORK =
  /unreach|network|time[d-]? ?-?out|no route|connection|connect to|(not|cannot|could not) be (found|reached|resolved|contacted)|unavailable|not available|ECONN|ENOTFOUND|EHOST|ENETUN|EAI_AGAIN|ETIMEDOUT|8004011D|80040115/i;
const LOGON = /log(ged)?[ -]?(on|in)\b|sign(ed)?[ -]?(on|in)\b|unauthori[sz]ed|access (is |was )?denied/i;

/** What an attempt failed of, as far as its words tell. */
export function failureCause({ error = '' }: SeenAttempt): FailureCause {
  if (TLS.test(error)) return 'tls';
  if (SURELY_LOGON.test(error)) return 'logon';
  if (NETWORK.test(error)) return 'network';
  return LOGON.test(error) ? 'logon' : 'other';
}

/** It failed for want of a logon or a network, and that was a day ago: a train, a wrong key. It says nothing of today. */
export const hasPassed = (attempt: SeenAttempt, now: Instant): boolean =>
  attempt.outcome === 'failed' && failureCause(attempt) !== 'other' && now - beginningOf(attempt) > DAY_MS;
