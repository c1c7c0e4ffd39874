import { describe, expect, it } from '@jest/globals';
import { tlsFailed as rule } from './tls-failed.ts';
import { attempt } from '../../testing/attempt.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours, minutes } from '../../testing/durations.ts';

describe('tls-failed', () => {
  itFollowsTheCode(rule, 'tls-failed');

  it('fits when attempts fail on the certificate, and not when they fail for want of a network', () => {
    const folders = [aFolder({ status: 'stale', lastSynchronizedAt: NOW - hours(6) })];
    const failing = (error: string) => anEvidence({ folders, attempts: [attempt(minutes(5), 'failed', error)] });
    expect(rule.matches(failing('SSL certificate has expired'))).not.toBeNull();
    expect(rule.matches(failing('connect ECONNREFUSED 10.0.0.3:993'))).toBeNull();
  });
});
