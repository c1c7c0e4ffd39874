// Classes 08 (connection) and 57P (being shut down or started); 53300: too many connections; 25006: a standby.
const AWAY = /^(08...|57P0[123]|53300|25006)$/;
const SOCKET = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
const MESSAGES =
  /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|not queryable|Cannot use a pool after calling end/i;

/** The database cannot be reached now: whoever asks should come back, and nothing was promised. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // TypeORM wraps the driver's error; a failed connection to several addresses is an AggregateError.
  const inner = [
    (error as { driverError?: unknown }).driverError,
    error.cause,
    ...(error instanceof AggregateError ? error.errors : []),
  ];
  const code = (error as { code?: unknown }).code;
  return (
    (typeof code === 'string' && (AWAY.test(code) || SOCKET.has(code))) ||
    MESSAGES.test(error.message) ||
    (error as { transient?: unknown }).transient === true ||
    inner.some((one) => one !== error && isDatabaseAway(one))
  );
}
