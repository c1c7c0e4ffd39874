import { describe, expect, it } from '@jest/globals';
import { readOutput } from './output.ts';

// Lines as isync 1.4.4 wrote them.
describe('what mbsync says', () => {
  it.each([
    [
      "IMAP command 'LOGIN <user> <pass>' returned an error: NO [AUTHENTICATIONFAILED] Authentication failed.",
      'credentials-rejected',
    ],
    ["IMAP command 'LOGIN <user> <pass>' returned an error: NO [UNAVAILABLE] Temporary failure.", 'server-unreachable'],
    ["IMAP command 'AUTHENTICATE PLAIN <authdata>' returned an error: NO wrong", 'credentials-rejected'],
    ['Skipping account work, PassCmd exited with status 1', 'credentials-rejected'],
    ['Skipping account work, PassCmd produced no output', 'credentials-rejected'],
    ['Skipping account work, no password', 'credentials-rejected'],
    ['Cannot connect to 127.0.0.1 (127.0.0.1:34621): Connection refused', 'server-unreachable'],
    ["Error: Cannot resolve server 'no.such.host': Name or service not known", 'server-unreachable'],
    ['IMAP error: unexpected BYE response: Server shutting down', 'server-unreachable'],
    ['IMAP error: unexpected EOF from 127.0.0.1 (127.0.0.1:34051)', 'server-unreachable'],
    ['Socket error on 127.0.0.1 (127.0.0.1:32989): timeout.', 'server-timeout'],
    ['Cannot connect to h (10.0.0.1:993): Connection timed out', 'server-timeout'],
    ['IMAP error: SSL support not available', 'tls-failed'],
    [
      'Socket error: secure connect to 127.0.0.1 (127.0.0.1:38007): error:0A00010B:SSL routines::wrong version number',
      'tls-failed',
    ],
    ['SSL error connecting h (10.0.0.1:993): self-signed certificate', 'tls-failed'],
    ['Error, certificate owner does not match hostname h', 'tls-failed'],
  ])('%s: the whole run failed, %s', (line, code) => {
    const said = readOutput([line]);
    expect(said).toMatchObject({ failedAsWhole: true, failedBoxes: [] });
    expect(said.troubles.map((one) => [one.code, one.box])).toEqual([[code, null]]);
  });

  it.each([
    ['Error: channel all, far side box Work: UIDVALIDITY genuinely changed (at UID 1).', 'uidvalidity-changed', 'Work'],
    ['Error: channel all: far side box A/B cannot be opened.', 'server-folder-missing', 'A/B'],
    ['Error: channel all: near side box Big cannot be opened.', 'offline-folder-missing', 'Big'],
    ['Error: channel :far:Large-:near:Large is locked', 'offline-store-in-use', 'Large'],
    ['Error: malformed sync state header entry at /m/.mbsyncstate:1', 'sync-state-damaged', null],
    ['Error: unterminated sync state header in /m/.mbsyncstate', 'sync-state-damaged', null],
    ['Maildir error: duplicate UID 4.', 'offline-store-damaged', null],
  ])('%s: one box was left out, %s', (line, code, box) => {
    const said = readOutput([line]);
    expect(said).toMatchObject({ failedAsWhole: false, failedBoxes: [box ?? ''], errors: [line] });
    expect(said.troubles).toEqual([{ code, detail: `mbsync: ${line}`, box }]);
  });

  it.each([
    ['Warning: message 1 from far side has incomplete header; skipping.', 'message-rejected'],
    ['Warning: far side refuses to store message 7 from near side.', 'message-rejected'],
    ['Warning: message 7 from near side is too big after conversion; skipping.', 'size-limit'],
  ])('%s: the run went on', (line, code) => {
    const said = readOutput([line]);
    expect(said).toMatchObject({ failedAsWhole: false, failedBoxes: [], troubles: [{ code, box: null }] });
  });

  it('is told without a code where there is none, and once however often it was said', () => {
    const line = 'INBOX: 4 unread messages in excess of MaxMessages (2).';
    expect(readOutput([line, 'Please set ExpireUnread to decide outcome. Skipping mailbox.', line])).toEqual({
      ...{ errors: [line], troubles: [], failedBoxes: ['INBOX'], failedAsWhole: false },
    });
  });

  it('is nothing when all is well, or when another program says it', () => {
    const lines = [
      '*** IMAP Warning *** Password is being sent in the clear',
      'Maildir notice: no UIDVALIDITY, creating new.',
    ];
    expect(readOutput([...lines, 'Synchronizing...', 'notmuch: Error opening database', '', '\u0000'])).toEqual({
      ...{ errors: [], troubles: [], failedBoxes: [], failedAsWhole: false },
    });
  });

  it.each([
    "/home/a/.mbsyncrc:9: excess token 'hunter2'",
    "/home/a/.mbsyncrc:9: 'hunter2' is not a recognized section-starting or global keyword",
    "IMAP command 'LOGIN anna hunter2' returned an error: NO wrong",
    "IMAP command 'LOGIN x' returned an error: NO password: hunter2",
    'IMAP error: unexpected BYE response: LOGIN anna hunter2 refused',
    "Skipping account work, PassCmd 'echo hunter2' failed",
    "Error: Cannot resolve server 'imap://anna:hunter2@h': Name or service not known",
  ])('never gives a secret away: %s', (line) => {
    const said = readOutput([line]);
    expect(said.failedAsWhole).toBe(true);
    expect(JSON.stringify(said)).not.toContain('hunter2');
  });
});
