import type { Evidence } from '../evidence.ts';
import type { DiagnosisRule } from '../rule.ts';
import { passed } from './signs/mended.ts';
import { MAY_PASS_MS } from './signs/passing.ts';
import { troubled } from './signs/troubles.ts';
import { matchStopped } from './signs/stopped.ts';
import { SYNCHRONIZE_OUTLOOK } from './signs/outlook-steps.ts';

const CODES = ['server-unreachable', 'server-timeout'];

export const serverUnreachable: DiagnosisRule = {
  id: 'server-unreachable',
  title: 'The server cannot be reached',
  family: 'modern',
  source: 'KB195875, the logon to the network, in today’s words; mbsync(1), Host, Port and Timeout',
  seen: 'No connection to the server comes about, or it does not answer in time.',
  cause:
    'The device is not on the network or its VPN; or the server, its name or a firewall on the way is the trouble.',
  twin: 'K6',
  tellApart: {
    'server-suspected':
      'If other replicas of this server are well, it is this device; if they turned with it, the server.',
    'credentials-rejected': 'A password can only be rejected by a server that is reached.',
    'tls-failed': 'A handshake that fails shows that the server is reached.',
    'sync-hung': 'A run that hangs on one connection ends by a restart; here new connections fail as well.',
  },
  matches,
  fix: {
    steps: [
      'See that {device} is on the network, and connect the VPN if the server is only to be reached through it.',
      'See whether the server’s name resolves: `nslookup {server}`',
      'See whether it takes connections: `nc -vz {server} 993`',
      'If other devices reach it and this one does not, look at this device’s firewall and proxy.',
      'If none does, tell whoever runs the server.',
      'Once it answers, synchronize by hand; with mbsync: `mbsync -a`',
    ],
    exchangeSteps: [
      'See that {device} is on the network, and connect the VPN if the server is only to be reached through it.',
      'See that *Send/Receive → Work Offline* is not chosen in Outlook.',
      'See whether the server’s name resolves: `nslookup {server}`',
      'See whether it takes connections, in PowerShell: `Test-NetConnection {server} -Port 443`',
      'If other devices reach it and this one does not, look at this device’s firewall and proxy.',
      'If none does, tell whoever runs the server.',
      SYNCHRONIZE_OUTLOOK,
    ],
    forWhom: 'user',
    cost: 'Minutes.',
    risk: 'None.',
    confirmedWhen: 'The server is reached again, and the next sync completes.',
    suggestAfterMs: MAY_PASS_MS,
    confirmed: (evidence, tried) => passed(evidence, tried, CODES),
  },
};

function matches(evidence: Evidence) {
  const { server } = evidence.replica.client;
  const name = server === undefined ? 'the server' : `the server ${server}`;
  const found = troubled(evidence, CODES);
  const slow = found.length > 0 && found.every(({ trouble }) => trouble.code === 'server-timeout');
  const what = slow ? 'does not answer in time' : 'cannot be reached';
  return matchStopped(evidence, found, 'network', (where) => `${where} cannot synchronize: ${name} ${what}.`);
}
