import type { DiagnosisRule } from '../rule.ts';
import { matchIncident } from './signs/incident.ts';
import { mended } from './signs/mended.ts';

export const serverSuspected: DiagnosisRule = {
  id: 'server-suspected',
  title: 'The cause is on the server, not on the devices',
  family: 'modern',
  source:
    'Lockstep, incidents: replicas of one server that turn together; Dovecot documentation, doveadm service status',
  seen: 'Many replicas of one server get out of step within half an hour.',
  cause: 'What they share is the server, or the way to it. The devices are as they were.',
  tellApartFromAll:
    'If other replicas of the same server turned within the same half hour, it is this; the other explains one replica alone.',
  matches: (evidence) => matchIncident(evidence, 'server-suspected', 'server'),
  fix: {
    steps: [
      'See which mailboxes are affected, and what they have in common: the incident lists them.',
      'From another network than the server’s, see whether it answers: `nc -vz {server} 993`',
      'See whether its certificate is valid and is the right one: `openssl s_client -connect {server}:993 -servername {server}`',
      'On the server, see that the mail services run; with Dovecot: `systemctl status dovecot`',
      'See how full its disks are: `df -h`',
      'Read what the mail services logged since the incident began; with Dovecot: `journalctl -u dovecot --since "-2h"`',
      'Do nothing on the devices, and tell their users so: they catch up by themselves once the server answers.',
    ],
    exchangeSteps: [
      'See which mailboxes are affected, and what they have in common: the incident lists them.',
      'From another network than the server’s, see whether it answers, in PowerShell: `Test-NetConnection {server} -Port 443`',
      'See in a browser whether its certificate is valid and is the right one: `https://{server}`',
      'On the server, see that its services run, in the Exchange Management Shell: `Test-ServiceHealth`',
      'See how full its disks are, and what its logs say since the incident began.',
      'Do nothing on the devices, and tell their users so: they catch up by themselves once the server answers.',
    ],
    forWhom: 'administrator',
    cost: 'Minutes to look; what it takes depends on the server.',
    risk: 'None in looking. Rebuilding stores meanwhile would load the server with as many downloads.',
    confirmedWhen: 'A sync of this replica completes and all its folders are in step.',
    confirmed: (evidence, tried) => mended(evidence, tried),
  },
};
