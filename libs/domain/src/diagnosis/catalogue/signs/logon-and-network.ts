import type { Evidence, SeenAttempt } from '../../evidence.ts';
import type { Instant } from '../../../replica/replica.events.ts';
import type { HeldTrouble } from '../../../replica/facts.ts';
import { beginningOf, failedOf, type Failure } from './attempts.ts';
import { earliest } from './folders.ts';
import { wholeTrouble } from './troubles.ts';

/** What shows that no logon, or no way to the server, is there: a fact of the profile, a trouble, attempts that fail of it. */
export interface Obstacle {
  readonly trouble: HeldTrouble | null;
  /** Newest first. */
  readonly attempts: readonly SeenAttempt[];
  readonly notLoggedOn: boolean;
}

/** The attempts that are remembered are the newest, so the first failure may have been earlier; a trouble knows. */
export const beginningOfObstacle = ({ trouble, attempts }: Obstacle): Instant =>
  earliest([trouble?.since ?? Infinity, ...attempts.map(beginningOf)]);

export function noLogon(evidence: Evidence): Obstacle | null {
  const notLoggedOn = evidence.replica.profile.loggedOn === false;
  return obstacle(evidence, 'logon', ['credentials-rejected'], notLoggedOn);
}

export const noNetwork = (evidence: Evidence): Obstacle | null =>
  obstacle(evidence, 'network', ['server-unreachable', 'server-timeout'], false);

function obstacle(
  evidence: Evidence,
  failure: Failure,
  codes: readonly string[],
  notLoggedOn: boolean,
): Obstacle | null {
  const trouble = wholeTrouble(evidence, codes);
  const attempts = failedOf(evidence, failure);
  return trouble === null && attempts.length === 0 && !notLoggedOn ? null : { trouble, attempts, notLoggedOn };
}
