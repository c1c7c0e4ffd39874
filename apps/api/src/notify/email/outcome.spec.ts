import { describe, expect, it } from '@jest/globals';
import { target } from '../testing/messages.ts';
import { delivered, failed } from './outcome.ts';

const to = target(
  {
    kind: 'email',
    host: 'mail.example.org',
    port: 587,
    security: 'starttls',
    user: 'ann',
    from: 'a@example.org',
    to: ['b@example.org', 'c@example.org'],
  },
  { password: 'open, sesame' },
);

describe('what became of a mail', () => {
  it.each([
    [{ code: 'EAUTH', responseCode: 454, response: '454 Temporary authentication failure' }, false],
    [{ code: 'EAUTH', responseCode: 535, response: '535 Authentication failed' }, true],
    [{ code: 'EENVELOPE', responseCode: 421, response: '421 Too many connections' }, false],
    [{ code: 'EMESSAGE', responseCode: 554, response: '554 Spam' }, true],
    [{ code: 'EENVELOPE' }, true],
    [{ code: 'ETIMEDOUT' }, false],
    [{ code: 'ECONNECTION' }, false],
    [{ code: 'ESOCKET', originalCode: 'ECONNRESET' }, false],
    [{ code: 'ETLS', originalCode: 'CERT_HAS_EXPIRED' }, false],
    [{ code: 'ETLS' }, false],
    [new TypeError('something nobody foresaw'), false],
  ])('%j is for good: %s', (error, permanent) => {
    expect(failed(error, to)).toMatchObject({ ok: false, permanent });
  });

  it('is told without the password, though the server repeats it', () => {
    const response = `535 no: ${Buffer.from('\0ann\0open, sesame').toString('base64')}, open, sesame`;
    expect(failed({ code: 'EAUTH', responseCode: 535, response }, to)).toEqual({
      ok: false,
      permanent: true,
      answer: 'The server did not take the user and password: 535 no: …, …',
    });
  });

  it('is not what an error says of itself, for that may quote what was sent', () => {
    expect(failed(new Error('at AUTH PLAIN secret-of-somebody'), to)).toMatchObject({
      answer: 'mail.example.org:587 could not be asked.',
    });
  });

  it('is done for a recipient who was refused for good, and left for one who was put off', () => {
    const refusedFor = (recipient: string, responseCode: number) => ({
      recipient,
      responseCode,
      response: `${responseCode} no`,
    });
    const rejectedErrors = [refusedFor('b@example.org', 550), refusedFor('c@example.org', 451)];
    expect(delivered({ response: '250 ok', rejectedErrors }, to)).toMatchObject({
      left: ['c@example.org'],
      outcome: { ok: false },
    });
    expect(delivered({ response: '250 ok', rejectedErrors: rejectedErrors.slice(0, 1) }, to)).toMatchObject({
      left: [],
      outcome: { ok: true },
    });
  });
});
