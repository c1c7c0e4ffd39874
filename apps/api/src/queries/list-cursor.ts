import { badParameter } from './parameters.ts';

/** A place in an ordered list: the order's name, then what its last row compared by. Opaque to the one who holds it. */
export function encodeListCursor(order: string, keys: readonly unknown[]): string {
  return Buffer.from(JSON.stringify([order, ...keys])).toString('base64url');
}

export function decodeListCursor(cursor: string, order: string, keys: number): string[] {
  const parts = parseCursor(cursor);
  if (parts?.[0] !== order || parts.length !== keys + 1) {
    throw badParameter('cursor', 'is not one of this list in this order; ask for the first page again');
  }
  return parts.slice(1);
}

function parseCursor(cursor: string): string[] | null {
  try {
    const parts: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString());
    return Array.isArray(parts) ? parts.map(String) : null;
  } catch {
    return null;
  }
}
