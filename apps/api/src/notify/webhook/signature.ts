import { createHmac } from 'node:crypto';

/**
 * `t=1700000000,v1=5257a8…`: seconds since 1970, and HMAC-SHA256 in hexadecimal digits over `t`, a dot and the body as it is sent.
 * The time is signed too, so that an old message cannot be sent again by somebody else as a new one.
 */
export function signature(body: string, key: string, now: number): string {
  const t = Math.floor(now / 1_000);
  return `t=${t},v1=${createHmac('sha256', key).update(`${t}.${body}`).digest('hex')}`;
}
