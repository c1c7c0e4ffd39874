import { describe, expect, it } from '@jest/globals';
import { target } from '../testing/messages.ts';
import { cut, shown } from './secrets.ts';

const URL_OF_SLACK = 'https://hooks.slack.com/services/T0001/B0001/abcDEF123ghiJKL456';
const slack = target({ kind: 'slack' }, { url: URL_OF_SLACK });
const mail = target(
  { kind: 'email', host: 'mail', port: 465, security: 'tls', user: 'ann', from: 'a@b.org', to: ['c@d.org'] },
  { password: 'p"ä/ss' },
);

describe('what is shown of an answer', () => {
  it.each([
    ['the address of Slack', `no such hook: ${URL_OF_SLACK}`, 'no such hook: …'],
    ['its path', 'POST /services/T0001/B0001/abcDEF123ghiJKL456 not found', 'POST … not found'],
    ['its last part', '{"token":"abcDEF123ghiJKL456"}', '{"token":"…"}'],
    ['its path in JSON with escaped slashes', '"\\/services\\/T0001\\/B0001\\/abcDEF123ghiJKL456"', '"…"'],
    ['its address, encoded', encodeURIComponent(URL_OF_SLACK), '…'],
  ])('hides %s', (_what, said, seen) => {
    expect(shown(said, slack)).toBe(seen);
  });

  it.each([
    ['plain', 'no user ann with p"ä/ss', 'no user ann with …'],
    ['in JSON', JSON.stringify({ password: 'p"ä/ss' }), '{"password":"…"}'],
    ['encoded', `password=${encodeURIComponent('p"ä/ss')}`, 'password=…'],
    ['as AUTH PLAIN', Buffer.from('\0ann\0p"ä/ss').toString('base64'), '…'],
    ['as HTTP has it', `Basic ${Buffer.from('ann:p"ä/ss').toString('base64')}`, 'Basic …'],
  ])('hides a password, %s', (_how, said, seen) => {
    expect(shown(said, mail)).toBe(seen);
  });

  it('hides what an address carries: a login, and what follows the question mark', () => {
    const hook = target({ kind: 'webhook', url: 'https://u:pass%20word@example.org/hook?token=0123456789' }, {});
    expect(shown('token 0123456789, pass word, pass%20word, /hook', hook)).toBe('token …, …, …, /hook');
  });

  it('is one line of 300 characters without signs that cannot be seen', () => {
    expect(shown('a\r\n\tb\u0007\u202Ec', mail)).toBe('a b c');
    expect(shown('x'.repeat(1_000), mail)).toBe(`${'x'.repeat(299)}…`);
  });

  it('is never cut in the middle of a secret, or of a character', () => {
    expect(shown(`${'x'.repeat(290)}${URL_OF_SLACK}`, slack)).toBe(`${'x'.repeat(290)}…`);
    expect(cut('ab😀', 4)).toBe('ab😀');
    expect(cut('ab😀d', 4)).toBe('ab…');
  });
});
