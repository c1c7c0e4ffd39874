import { describe, expect, it } from '@jest/globals';
import { serverUnreachable as rule } from './server-unreachable.ts';
import { attempt } from '../../testing/attempt.ts';
import { itFollowsTheCode } from '../../testing/coded-rule.ts';
import { NOW, aFolder, anEvidence } from '../../testing/evidence.ts';
import { hours, minutes } from '../../testing/durations.ts';

describe('server-unreachable', () => {
  itFollowsTheCode(rule, 'server-unreachable');

  it('tells a server that is slow from one that is not there, by name', () => {
    const cause = (code: string) => rule.matches(anEvidence({ troubles: [code] }))!.cause;
    expect(cause('server-timeout')).toContain('imap.example.org does not answer in time');
    expect(cause('server-unreachable')).toContain('imap.example.org cannot be reached');
  });

  it('fits when attempts find no network, once the replica is out of step for it', () => {
    const attempts = [attempt(minutes(5), 'failed', 'getaddrinfo EAI_AGAIN imap.example.org')];
    const folders = [aFolder({ status: 'stale', lastSynchronizedAt: NOW - hours(6) })];
    expect(rule.matches(anEvidence({ folders, attempts }))).not.toBeNull();
    expect(rule.matches(anEvidence({ attempts }))).toBeNull();
  });

  it('is the article’s K6 in other words', () => {
    expect(rule.twin).toBe('K6');
  });
});
