import { describe, expect, it } from '@jest/globals';
import { AT, target } from '../testing/messages.ts';
import { LONGEST_RETRY_AFTER_MS, nextAttemptAt } from '../delivery/back-off.ts';
import { outcomeOf } from './outcome.ts';

const to = target({ kind: 'webhook', url: 'https://example.org/hook' });
const answered = (status: number, headers: Record<string, string> = {}, body = '') =>
  outcomeOf({ answer: { status, headers, body } }, to);

describe('an answer', () => {
  it.each([200, 201, 202, 204])('%d means that the message was taken', (status) => {
    expect(answered(status).ok).toBe(true);
  });

  it.each([408, 425, 429, 500, 502, 503, 504, 599])('%d may pass by itself', (status) => {
    expect(answered(status)).toMatchObject({ ok: false, permanent: false });
  });

  it.each([400, 401, 403, 404, 405, 410, 413, 422])('%d is not mended by trying again', (status) => {
    expect(answered(status)).toMatchObject({ ok: false, permanent: true });
  });

  it.each([
    [{ 'retry-after': '120' }, 120_000],
    [{ 'retry-after': '0' }, 0],
    [{ 'retry-after': new Date(AT + 90_000).toUTCString() }, 90_000],
    [{ 'retry-after': new Date(AT - 90_000).toUTCString() }, 0],
    [{ 'retry-after': '99999999' }, 99_999_999_000],
  ])('is waited for as long as it says: %j', (headers, retryAfterMs) => {
    expect(answered(429, headers)).toEqual({ ok: false, permanent: false, answer: 'HTTP 429', retryAfterMs });
  });

  it('that asks for a year is waited for an hour: the cap is one figure', () => {
    const outcome = answered(429, { 'retry-after': '31536000' });
    const { retryAfterMs } = outcome as { retryAfterMs: number };
    const failed = { attempt: 1, since: AT, now: AT, permanent: false, retryAfterMs };
    expect(nextAttemptAt(failed, () => 1)).toBe(AT + LONGEST_RETRY_AFTER_MS);
  });

  it('says nothing of when where it does not say it readably, or is final', () => {
    expect(answered(503, { 'retry-after': 'soon' })).not.toHaveProperty('retryAfterMs');
    expect(answered(404, { 'retry-after': '5' })).not.toHaveProperty('retryAfterMs');
  });

  it('that redirects is final, and says where to without what may be secret', () => {
    expect(answered(302, { location: 'https://login.example.org/a?token=1#x' })).toEqual({
      ok: false,
      permanent: true,
      answer: 'HTTP 302: it redirects to https://login.example.org/a, and redirects are not followed.',
    });
    expect(answered(307, { location: '/other?x' }).answer).toContain('redirects to /other,');
    expect(answered(304).answer).toContain('redirects to nowhere');
  });

  it('that is a page is told by its title', () => {
    const page = '<html><head><title>Bad gateway</title></head><body>…';
    expect(answered(502, { 'content-type': 'text/html' }, page).answer).toBe('HTTP 502: Bad gateway');
    expect(answered(400, { 'content-type': 'text/plain' }, 'no_text').answer).toBe('HTTP 400: no_text');
  });
});
