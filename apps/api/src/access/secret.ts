import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits; the prefix tells a person, and a scanner of leaked secrets, what it is. */
export function newSecret(prefix: 'lsa' | 'lsj' | 'lss'): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/** Enough for secrets of that size; passwords are another matter (password.ts). */
export function digest(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
