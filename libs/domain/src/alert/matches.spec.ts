import { describe, expect, it } from '@jest/globals';
import type { Matcher } from '@lockstep/contracts';
import { timed } from '../testing/stopwatch.ts';
import { matches } from './matches.ts';

const ALERT = {
  id: '1190',
  rule: 'trouble',
  kind: 'tls-failed',
  severity: 'critical',
  server: 'imap-03.Example.org',
  mailbox: 'zoë@example.org',
  labels: { site: 'Lyon Sud' },
} as const;

describe('a matcher', () => {
  it.each<[Matcher, boolean]>([
    [{ alert: '1190' }, true],
    [{ alert: '119' }, false],
    [{ rule: 'trouble', severity: 'critical' }, true],
    [{ rule: 'trouble', severity: 'warning' }, false],
    [{ kind: 'tls-*' }, true],
    [{ server: 'IMAP-03.example.org' }, true],
    [{ server: 'imap-*.org' }, true],
    [{ server: 'imap-0*3*org*' }, true],
    [{ server: 'imap-0' }, false],
    [{ server: '*imap-04*' }, false],
    [{ server: 'imap-03.example.org*.org' }, false],
    [{ mailbox: '*@example.org' }, true],
    [{ label: { name: 'site', value: 'lyon*' } }, true],
    [{ label: { name: 'site', value: 'Oslo' } }, false],
    [{ label: { name: 'toString', value: '*' } }, false],
  ])('%j: %s', (matcher, expected) => {
    expect(matches(matcher, ALERT)).toBe(expected);
  });

  it('of a server does not match what has none', () => {
    expect(matches({ server: '*' }, { ...ALERT, server: null })).toBe(false);
  });

  it('takes no longer for a pattern that is meant badly', () => {
    const badly: Matcher = { server: `${'*a'.repeat(5_000)}b` };
    expect(timed(() => matches(badly, { ...ALERT, server: 'a'.repeat(20_000) }))).toBeLessThan(200);
  });
});
