import { describe, expect, it } from '@jest/globals';
import { bearerOf } from './door.ts';
import { silentFrom } from './last-report.ts';
import { hashPassword, isPassword } from './password.ts';
import { cookieOf } from './sessions.ts';
import { isFromHere } from '../sockets/socket-adapter.ts';

describe('a password', () => {
  it('is known again by its hash, and another is not', async () => {
    const stored = await hashPassword('Grüße');
    expect(stored).not.toContain('Grüße');
    expect(await isPassword('Gru\u0308ße', stored)).toBe(true);
    expect(await isPassword('Grüsse', stored)).toBe(false);
    expect(await isPassword('', stored)).toBe(false);
    expect(await isPassword('Grüße', 'garbage')).toBe(false);
  });

  it('is hashed with a salt of its own', async () => {
    expect(await hashPassword('a')).not.toBe(await hashPassword('a'));
  });
});

describe('the headers of a request', () => {
  it('give the cookie by its whole name', () => {
    expect(cookieOf('a=1; lockstep_session=x=y ; b=2', 'lockstep_session')).toBe('x=y');
    expect(cookieOf('not_lockstep_session=x', 'lockstep_session')).toBeNull();
    expect(cookieOf(undefined, 'lockstep_session')).toBeNull();
  });

  it('give the bearer token', () => {
    expect(bearerOf('bearer  a b ')).toBe('a b');
    expect(bearerOf('Basic abc')).toBeNull();
    expect(bearerOf('Bearer ')).toBeNull();
  });

  it('say whether a page of ours asks', () => {
    const asks = (origin: string | undefined, host = 'lockstep.example:4400') =>
      isFromHere({ headers: { host, ...(origin !== undefined && { origin }) } });
    expect(asks(undefined)).toBe(true);
    expect(asks('http://lockstep.example:4400')).toBe(true);
    expect(asks('http://lockstep.example')).toBe(false);
    expect(asks('https://evil.example:4400')).toBe(false);
    expect(asks('null')).toBe(false);
  });
});

describe('an agent', () => {
  it('counts as silent after three of its intervals, but not before a quarter of an hour', () => {
    expect(silentFrom({ observedAt: 0, intervalSeconds: 60 })).toBe(15 * 60_000);
    expect(silentFrom({ observedAt: 0, intervalSeconds: 3_600 })).toBe(3 * 3_600_000);
  });
});
