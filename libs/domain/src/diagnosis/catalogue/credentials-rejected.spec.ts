import { describe, expect, it } from '@jest/globals';
import { credentialsRejected as rule } from './credentials-rejected.ts';
import { attempt } from '../../testing/attempt.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours, minutes } from '../../testing/durations.ts';

describe('credentials-rejected', () => {
  itFollowsTheCode(rule, 'credentials-rejected');

  const failed = (error: string, ago: number) => attempt(minutes(ago), 'failed', error);
  const stale = [aFolder({ status: 'stale', lastSynchronizedAt: NOW - hours(6) })];

  it('fits when attempts fail on the password and the replica is stale for it', () => {
    const attempts = [failed('NO [AUTHENTICATIONFAILED] Authentication failed.', 5), failed('LOGIN failed', 35)];
    const match = rule.matches(anEvidence({ folders: stale, attempts }))!;
    expect(match.points[0]).toMatchObject({ position: 70, values: { attempts: 2 } });
  });

  it('does not fit for one attempt that failed while all is in step, nor once a later one succeeded', () => {
    expect(rule.matches(anEvidence({ attempts: [failed('LOGIN failed', 35)] }))).toBeNull();
    const attempts = [attempt(minutes(5), 'succeeded'), failed('LOGIN failed', 35)];
    expect(rule.matches(anEvidence({ folders: stale, attempts }))).toBeNull();
  });

  it('leaves a session without a logon to the article', () => {
    expect(
      rule.matches(anEvidence({ exchange: true, profile: { loggedOn: false }, troubles: ['credentials-rejected'] })),
    ).toBeNull();
  });
});
