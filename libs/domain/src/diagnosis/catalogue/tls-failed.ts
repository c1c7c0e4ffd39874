import type { DiagnosisRule } from '../rule.ts';
import { passed } from './signs/mended.ts';
import { matchStopped } from './signs/stopped.ts';
import { troubled } from './signs/troubles.ts';
import { SYNCHRONIZE_OUTLOOK } from './signs/outlook-steps.ts';

const CODES = ['tls-failed'];

export const tlsFailed: DiagnosisRule = {
  id: 'tls-failed',
  title: 'The secure connection fails',
  family: 'modern',
  source: 'mbsync(1), SSLType, SSLVersions and CertificateFile; RFC 8314, 4 and 5.1',
  seen: 'The server is there, and no secure connection to it comes about.',
  cause:
    'Its certificate expired, was replaced, is for another name or of an unknown authority; or both sides share no TLS version.',
  tellApart: {
    'server-unreachable': 'Here the server takes the connection and the handshake fails; else there is no connection.',
    'credentials-rejected': 'Here no password was sent yet.',
  },
  matches: (evidence) =>
    matchStopped(
      evidence,
      troubled(evidence, CODES),
      'tls',
      (where) => `${where} cannot synchronize: the secure connection to the server fails.`,
    ),
  fix: {
    steps: [
      'See the clock of {device}: with a wrong date every certificate looks invalid.',
      'Look at the certificate of {server}, its name and its dates: `openssl s_client -connect {server}:993 -servername {server}`',
      'If it has expired or names another server, have it renewed on the server; change nothing on the device.',
      'If it is new and right, and the client pins the old one, fetch the new one; with mbsync: `mbsync-get-cert {server}`',
      'Compare its fingerprint with the one that the administrator tells you by another way, and only then let the client take it; with mbsync put it into the file after `CertificateFile` in `~/.mbsyncrc`.',
      'If the server offers only an older TLS version, have the server updated rather than the client weakened.',
      'Synchronize once by hand; with mbsync: `mbsync -a`',
    ],
    exchangeSteps: [
      'See the clock of {device}: with a wrong date every certificate looks invalid.',
      'Look at the certificate of the server, its name and its dates, in a browser on {device}: `https://{server}`',
      'If it has expired or names another server, have it renewed on the server; change nothing on the device.',
      'If it is of an authority that {device} does not know, compare its fingerprint with the one that the administrator tells you by another way, and only then have that authority added to Windows.',
      'If the server offers only an older TLS version, have the server updated rather than the client weakened.',
      SYNCHRONIZE_OUTLOOK,
    ],
    forWhom: 'administrator',
    cost: 'Ten minutes; a new certificate takes longer.',
    risk: 'A certificate that is trusted unseen may be that of somebody who reads along: compare the fingerprint.',
    confirmedWhen: 'The secure connection stands, and a sync completes.',
    confirmed: (evidence, tried) => passed(evidence, tried, CODES),
  },
};
