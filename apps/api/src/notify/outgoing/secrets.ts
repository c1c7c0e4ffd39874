import type { Target } from '../message.ts';

/** What people are shown of an answer. */
export const SHOWN_CHARACTERS = 300;

/** The other side's words as they may be shown and kept: no secret of ours that it echoes, one line, not long. */
export function shown(text: string, target: Pick<Target, 'settings' | 'secrets'>): string {
  return cut(
    withoutSecrets(text, secretsOf(target)).replace(UNSEEN, ' ').replace(/\s+/g, ' ').trim(),
    SHOWN_CHARACTERS,
  );
}

/** Replaces each secret, also as it looks encoded, before anything is cut: half a secret is not recognized. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  const looks = secrets.flatMap(looksOf).filter((look) => look !== '');
  const longestFirst = [...new Set(looks)].sort((a, b) => b.length - a.length);
  return longestFirst.reduce((rest, look) => rest.replaceAll(look, '…'), text);
}

/** All that must not be said of a channel: its secrets, and what in an address opens a door. */
export function secretsOf({ settings, secrets }: Pick<Target, 'settings' | 'secrets'>): string[] {
  const found = [secrets.password, secrets.signingKey, secrets.bearer].filter(isSaid);
  if (isSaid(secrets.url)) found.push(secrets.url, ...secretParts(secrets.url, { path: true }));
  if ('url' in settings && settings.url !== undefined)
    found.push(...secretParts(settings.url, { path: settings.kind === 'webhook' }));
  if ('user' in settings && isSaid(settings.user) && isSaid(secrets.password)) {
    const { user } = settings;
    found.push(base64(`${user}:${secrets.password}`), base64(`\0${user}\0${secrets.password}`));
  }
  return found;
}

/** Short pieces, such as `v1` or `services`, are no secrets, and would tear holes into every answer. */
function secretParts(address: string, { path }: { path: boolean }): string[] {
  if (!URL.canParse(address)) return [];
  const url = new URL(address);
  const pieces = [...(path ? url.pathname.split('/') : []), ...url.searchParams.values()];
  const whole = path ? [`${url.pathname}${url.search}`, url.search].filter((part) => part.length > 1) : [];
  const login = url.password === '' ? [] : [url.password, base64(`${url.username}:${url.password}`)];
  return [...whole, ...login.flatMap((part) => [part, decoded(part)]), ...pieces.filter((piece) => piece.length > 8)];
}

function looksOf(secret: string): string[] {
  const percent = encodeURIComponent(secret.toWellFormed());
  const inJson = JSON.stringify(secret).slice(1, -1);
  return [secret, inJson, inJson.replaceAll('/', '\\/'), percent, percent.toLowerCase(), base64(secret)];
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Never in the middle of a character. */
export function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

const base64 = (text: string) => Buffer.from(text).toString('base64');
const isSaid = (value: string | null | undefined): value is string => typeof value === 'string' && value !== '';
/** Control characters, and those that turn the direction of text around. */
const UNSEEN = /[\p{Cc}\u200B-\u200F\u2028-\u202E\u2066-\u2069\uFEFF]/gu;
