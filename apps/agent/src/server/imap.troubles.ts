import type { Trouble } from '@lockstep/contracts';

const UNREACHABLE = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'EHOSTUNREACH', 'ENETUNREACH', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN', 'EPIPE'],
  ...['NoConnection', 'EConnectionClosed', 'ECONNABORTED', 'ClosedAfterConnectTLS', 'ClosedAfterConnectText'],
]);
const TIMED_OUT = /^(ETIMEDOUT|ETIMEOUT|ESOCKETTIMEDOUT|CONNECT_TIMEOUT|GREETING_TIMEOUT|UPGRADE_TIMEOUT|DEADLINE)$/i;
const TLS = /^(CERT_|ERR_TLS|ERR_SSL|EPROTO|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|UNKNOWN_CA)/;

/** The code for what kept the server's numbers from us. */
export function imapTrouble(error: unknown, where: string): Trouble {
  const failure = (error ?? {}) as ImapFailure;
  const code = codeOf(failure);
  return { code, detail: `${where}: ${reason(failure)}`.slice(0, 1_000) };
}

interface ImapFailure {
  readonly code?: string;
  readonly message?: string;
  readonly authenticationFailed?: boolean;
  readonly tlsFailed?: boolean;
  readonly responseText?: string;
  readonly serverResponseCode?: string;
  readonly cause?: { readonly code?: string };
}

function codeOf(failure: ImapFailure): string {
  const code = failure.code ?? failure.cause?.code ?? '';
  // A server that cannot check the password has not rejected it.
  if (failure.serverResponseCode === 'UNAVAILABLE') return 'server-unreachable';
  if (failure.authenticationFailed) return 'credentials-rejected';
  if (TLS.test(code) || failure.tlsFailed || /STARTTLS/i.test(failure.message ?? '')) return 'tls-failed';
  if (TIMED_OUT.test(code)) return 'server-timeout';
  if (UNREACHABLE.has(code)) return 'server-unreachable';
  return 'server-unreachable';
}

function reason(failure: ImapFailure): string {
  return failure.responseText ?? failure.message ?? failure.code ?? 'no reason given';
}
