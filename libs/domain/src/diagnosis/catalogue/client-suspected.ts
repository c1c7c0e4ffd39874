import type { DiagnosisRule } from '../rule.ts';
import { matchIncident } from './signs/incident.ts';
import { mended } from './signs/mended.ts';

export const clientSuspected: DiagnosisRule = {
  id: 'client-suspected',
  title: 'The cause is in this version of the client',
  family: 'modern',
  source: 'Lockstep, incidents: replicas of one client and version that turn together',
  seen: 'Many replicas with the same client and version get out of step within half an hour, at several servers or sites.',
  cause: 'What they share is the program: most often an update that was rolled out just before.',
  tellApartFromAll:
    'If other devices with the same version turned within the same half hour, it is this; the other explains one replica alone.',
  matches: (evidence) => matchIncident(evidence, 'client-suspected', 'client'),
  fix: {
    steps: [
      'See which mailboxes are affected: the incident lists them. If other versions are well, it is this one; see since when it is on these devices.',
      'Stop rolling the version out.',
      'Read its release notes and known problems for what is seen here.',
      'On one affected device, go back to the version before, and let it synchronize.',
      'If that device is in step afterwards, do the same on the others.',
    ],
    forWhom: 'administrator',
    cost: 'An hour to try on one device.',
    risk: 'A store that a newer version has converted may not open in an older one: keep a copy of it before going back.',
    confirmedWhen: 'A sync of this replica completes and all its folders are in step.',
    confirmed: (evidence, tried) => mended(evidence, tried),
  },
};
