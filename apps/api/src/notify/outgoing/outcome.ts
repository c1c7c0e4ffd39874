import type { Outcome, Target } from '../message.ts';
import type { Answer, Posted } from './post.ts';
import { shown } from './secrets.ts';

/**
 * What an HTTP answer means: 2xx is taken; 408, 425, 429 and 5xx may pass by themselves; everything else is not mended by trying again.
 * A redirect is not followed: where it leads was neither set up nor checked.
 */
export function outcomeOf(posted: Posted, target: Pick<Target, 'settings' | 'secrets' | 'now'>): Outcome {
  if ('trouble' in posted) {
    return { ok: false, permanent: posted.trouble.permanent, answer: shown(posted.trouble.text, target) };
  }
  const { answer } = posted;
  const said = shown(`HTTP ${answer.status}${wordsOf(answer)}`, target);
  if (answer.status >= 200 && answer.status < 300) return { ok: true, answer: said };
  if (answer.status >= 300 && answer.status < 400) {
    const words = `HTTP ${answer.status}: it redirects to ${whereTo(answer, target.secrets.url ? 'host' : 'path')}, and redirects are not followed.`;
    return { ok: false, permanent: true, answer: shown(words, target) };
  }
  const permanent = !isPassing(answer.status);
  const retryAfterMs = permanent ? null : waitOf(answer.headers['retry-after'], target.now);
  return { ok: false, permanent, answer: said, ...(retryAfterMs === null ? {} : { retryAfterMs }) };
}

function isPassing(status: number): boolean {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** In seconds or as a date. How long of it is waited for, whoever tries again decides. */
function waitOf(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header.trim()) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.max(ms, 0);
}

/** Without what may follow `?`; where the address is the secret, without its path too: a redirect often carries both along. */
function whereTo({ headers }: Answer, upTo: 'host' | 'path'): string {
  const { location } = headers;
  if (location === undefined) return 'nowhere';
  if (!URL.canParse(location)) return upTo === 'host' ? 'the same host' : location.split(/[?#]/)[0]!;
  const { origin, pathname } = new URL(location);
  return upTo === 'host' ? origin : `${origin}${pathname}`;
}

/** Of a page only its title: the rest is not for reading in one line. */
function wordsOf({ headers, body }: Answer): string {
  const isPage = /html/i.test(headers['content-type'] ?? '');
  const words = (isPage ? (/<title[^>]*>([^<]*)/i.exec(body)?.[1] ?? '') : body).trim();
  return words === '' ? '' : `: ${words}`;
}
