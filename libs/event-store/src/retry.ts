/**
 * Every failure is transient (try the same again) or permanent. Transient: the connection (08), a server that stops or is
 * failing over (57P0x, XX000), a lost race (40), too much load (53). Without an SQLSTATE: a network error of Node or pg.
 */
export function isTransient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  if ('permanent' in error && error.permanent === true) return false;
  if ('transient' in error && error.transient === true) return true;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(08|40|53)...$|^57P0.$|^XX000$/.test(code) || NETWORK.has(code)) return true;
  return (
    error instanceof Error &&
    /^(Connection terminated|Client has encountered a connection error|Query read timeout|timeout expired|timeout exceeded|Client was closed)/.test(
      error.message,
    )
  );
}

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT',
  'ECONNABORTED',
]);

/** Doubles from `firstMs` to `mostMs`, with jitter, so that many do not come back at once. */
export function backoffMs(attempt: number, firstMs = 20, mostMs = 5_000, random: () => number = Math.random): number {
  return Math.min(mostMs, firstMs * 2 ** Math.min(attempt, 30)) * (0.5 + random() / 2);
}

/**
 * Whose fault is it that an event could not be handled? The event's: its data broke a rule of the database, or the handler
 * threw. The world's: the connection, a missing table, a full disk; that passes, and another event would fare no better.
 */
export function blames(error: unknown): 'event' | 'world' {
  if (isTransient(error)) return 'world';
  const code = typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
  if (/^(22|23|P0)...$/.test(code)) return 'event';
  if (/^[0-9A-Z]{5}$/.test(code) || /^E[A-Z]+$/.test(code)) return 'world';
  return 'event';
}
