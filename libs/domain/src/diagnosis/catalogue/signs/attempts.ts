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

export type Failure = 'tls' | 'logon' | 'network';

// In this order: a handshake that times out is of TLS, a proxy that asks for a password is not the network's, and a logon that fails
// because nothing answers is. The numbers are what MAPI says: 80040111 logon failed, 8004011D server not available, 80040115 network.
const SIGNS: readonly (readonly [Failure, RegExp])[] = [
  ['tls', /certificate|x\.?509|handshake|self.signed|\b(tls|ssl)\b/i],
  ['logon', /password|credential|authenti|80040111/i],
  [
    'network',
    /unreach|network|time[d-]? ?-?out|refused|no route|connection|connect to|unable to (connect|resolve)|(not|cannot|could not) (connect|resolve|be (found|reached|resolved|contacted))|unavailable|not available|getaddrinfo|ECONN|ENOTFOUND|EHOST|ENETUN|EAI_AGAIN|ETIMEDOUT|8004011D|80040115/i,
  ],
  ['logon', /log(ged)?[ -]?(on|in)\b|sign(ed)?[ -]?(on|in)\b|unauthori[sz]ed|access (is |was )?denied/i],
];

/** What an attempt failed of, as far as its words tell; null: they do not. */
export const failureOf = ({ error = '' }: SeenAttempt): Failure | null =>
  SIGNS.find(([, sign]) => sign.test(error))?.[0] ?? null;

/** Those of the newest run of failures that failed so; none if the newest that says why says something else. */
export function failedOf(evidence: Evidence, failure: Failure): readonly SeenAttempt[] {
  const failing = failingAttempts(evidence);
  const newestTelling = failing.find((attempt) => failureOf(attempt) !== null);
  if (newestTelling === undefined || failureOf(newestTelling) !== failure) return [];
  return failing.filter((attempt) => failureOf(attempt) === failure);
}

/** It failed for want of a logon or a network, and that was a day ago: a train, a wrong key. It says nothing of today. */
export const hasPassed = (attempt: SeenAttempt, now: Instant): boolean =>
  attempt.outcome === 'failed' && failureOf(attempt) !== null && now - beginningOf(attempt) > DAY_MS;
