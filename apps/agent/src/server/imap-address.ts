/** Where the mailbox is on its server. It never holds a password. */
export interface ImapAddress {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly security: Security;
}

/** `opportunistic`: STARTTLS where the server offers it. */
export type Security = 'implicit' | 'starttls' | 'opportunistic' | 'none';

export class AddressError extends Error {
  override readonly name = 'AddressError';
}

/** `imap://anna@host:143`, `imaps://anna%40example.org@host`. */
export function parseImapAddress(text: string, requireStartTls: boolean): ImapAddress {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['imap:', 'imaps:'].includes(url.protocol) || url.hostname === '') {
    throw new AddressError('--server-mailbox wants imap://user@host:143 or imaps://user@host');
  }
  if (url.password !== '') {
    throw new AddressError(
      'a password does not belong into --server-mailbox, where other users of this machine can read it: ' +
        'put it into a file and name it by --password-file, or into LOCKSTEP_IMAP_PASSWORD',
    );
  }
  if (url.username === '') throw new AddressError('--server-mailbox must name the user, as in imap://anna@host');
  const implicit = url.protocol === 'imaps:';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  return {
    host,
    port: url.port === '' ? (implicit ? 993 : 143) : Number(url.port),
    user: decodeURIComponent(url.username),
    security: implicit ? 'implicit' : requireStartTls ? 'starttls' : isLoopback(host) ? 'none' : 'opportunistic',
  };
}

export function formatImapAddress(address: ImapAddress): string {
  const scheme = address.security === 'implicit' ? 'imaps' : 'imap';
  const host = address.host.includes(':') ? `[${address.host}]` : address.host;
  return `${scheme}://${encodeURIComponent(address.user)}@${host}:${address.port}`;
}

/** What never leaves this machine needs no TLS, and a server on it seldom has a certificate for its name. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
}
