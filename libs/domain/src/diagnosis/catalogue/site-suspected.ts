import type { DiagnosisRule } from '../rule.ts';
import { matchIncident } from './signs/incident.ts';
import { mended } from './signs/mended.ts';

export const siteSuspected: DiagnosisRule = {
  id: 'site-suspected',
  title: 'The cause is at the site, not on the devices',
  family: 'modern',
  source: 'Lockstep, incidents: replicas of one site that turn together',
  seen: 'Many replicas of one site get out of step within half an hour, while those of other sites go on.',
  cause: 'What they share is the network of the site, its name service, its proxy or its VPN.',
  tellApartFromAll:
    'If other devices of the same site turned within the same half hour, it is this; the other explains one replica alone.',
  matches: (evidence) => matchIncident(evidence, 'site-suspected', 'site'),
  fix: {
    steps: [
      'See which mailboxes are affected: the incident lists them. If those of the same servers are well at other sites, it is this site.',
      'From a device at the site, see whether the name of its mail server resolves: `nslookup <mail server>`',
      'From the same device, see whether that server can be reached: `nc -vz <mail server> 993`',
      'If neither works, look at the line, the VPN, the firewall and the name service of the site.',
      'Do nothing on the devices: they catch up by themselves once the way is open.',
    ],
    forWhom: 'administrator',
    cost: 'Minutes to look.',
    risk: 'None.',
    confirmedWhen: 'A sync of this replica completes and all its folders are in step.',
    confirmed: (evidence, tried) => mended(evidence, tried),
  },
};
