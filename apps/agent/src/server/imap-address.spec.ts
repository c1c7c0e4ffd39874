import { describe, expect, it } from '@jest/globals';
import { formatImapAddress, parseImapAddress } from './imap-address.ts';
import { imapTrouble } from './imap.troubles.ts';

describe('the address of a mailbox', () => {
  it.each([
    ['imap://anna@localhost:1143', { host: 'localhost', port: 1143, user: 'anna', security: 'none' }],
    ['imap://anna@mail.example.org', { host: 'mail.example.org', port: 143, user: 'anna', security: 'opportunistic' }],
    ['imaps://anna%40example.org@h', { host: 'h', port: 993, user: 'anna@example.org', security: 'implicit' }],
    ['imap://a@[::1]:143', { host: '::1', port: 143, user: 'a', security: 'none' }],
  ])('%s', (text, expected) => {
    expect(parseImapAddress(text, false)).toEqual(expected);
    expect(parseImapAddress(formatImapAddress(parseImapAddress(text, false)), false)).toEqual(expected);
  });

  it.each(['imap://anna:secret@h', 'http://anna@h', 'anna@h', 'imap://h', ''])('refuses %s', (text) => {
    expect(() => parseImapAddress(text, false)).toThrow(/--server-mailbox/);
  });
});

describe('what kept a mailbox from us', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, 'server-unreachable'],
    [{ code: 'ENOTFOUND' }, 'server-unreachable'],
    [{ code: 'GREETING_TIMEOUT' }, 'server-timeout'],
    [{ code: 'ETIMEDOUT' }, 'server-timeout'],
    [{ authenticationFailed: true }, 'credentials-rejected'],
    [{ authenticationFailed: true, serverResponseCode: 'UNAVAILABLE' }, 'server-unreachable'],
    [{ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' }, 'tls-failed'],
    [{ code: 'CERT_HAS_EXPIRED' }, 'tls-failed'],
    [{ code: 'ERR_SSL_WRONG_VERSION_NUMBER' }, 'tls-failed'],
    [null, 'server-unreachable'],
  ])('%j is %s', (error, code) => expect(imapTrouble(error, 'h:143').code).toBe(code));
});
