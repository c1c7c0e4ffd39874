import { isUuid } from '../web/uuid.ts';
import { badParameter } from './parameters.ts';

/** A place in an ordered list: the order's name, then what its last row compared by. Opaque to the one who holds it. */
export function encodeListCursor(order: string, keys: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([order, ...keys])).toString('base64url');
}

/** `types`: of each key but the last, which is the replica. What PostgreSQL could not read as one is no cursor of ours. */
export function decodeListCursor(cursor: string, order: string, types: readonly ('bigint' | 'text')[]): string[] {
  const parts = parseCursor(cursor);
  const isOurs =
    parts?.[0] === order &&
    parts.length === types.length + 2 &&
    types.every((type, index) => (type === 'text' ? isText(parts[index + 1]!) : isWhole(parts[index + 1]!))) &&
    isUuid(parts.at(-1)!);
  if (!isOurs) {
    throw badParameter('cursor', 'is not one of this list in this order; ask for the first page again');
  }
  return parts.slice(1);
}

const isWhole = (key: string) => /^-?\d{1,18}$/.test(key);
const isText = (key: string) => !key.includes('\u0000') && key.isWellFormed();

function parseCursor(cursor: string): string[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts.map(String) : null;
  } catch {
    return null;
  }
}
