import type { DiagnosisRule } from '../rule.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { isGone } from './signs/mended.ts';
import { MAY_PASS_MS } from './signs/passing.ts';
import { troubled } from './signs/troubles.ts';

const CODES = ['peer-never-connected'];

export const peerNeverConnected: DiagnosisRule = {
  id: 'peer-never-connected',
  title: 'The other side was never connected',
  family: 'modern',
  source: 'Syncthing documentation, REST API /rest/system/connections and /rest/db/status; FAQ',
  seen: 'Both sides count 0 and the program says 100 %, though nothing was ever exchanged.',
  cause: 'The two devices do not know each other yet, or cannot reach each other; what 100 % is said of is nothing.',
  tellApart: {
    'folder-marker-missing': 'There the folder itself is in an error; here it is well and has nobody to talk to.',
  },
  matches: (evidence) =>
    matchTroubled(
      troubled(evidence, CODES),
      (where) => `the other side of ${where} has never been connected: equal counts say nothing here.`,
    ),
  fix: {
    steps: [
      'On the other device, open *Actions → Show ID* in Syncthing and copy its ID.',
      'On {device}, choose *Add Remote Device*, paste the ID and save.',
      'On the other device, accept {device} when it asks.',
      'Edit the folder on either side and tick the other device under *Sharing*; accept the folder on the other side.',
      'If they still do not connect, see that port 22000 is open on one of them: `nc -vz <other device> 22000`',
    ],
    forWhom: 'user',
    cost: 'Ten minutes, then the first exchange.',
    risk: 'Low: if both sides hold different files already, both keep them and conflicts get copies.',
    confirmedWhen: 'The other side was connected, and the counts of both are known.',
    suggestAfterMs: MAY_PASS_MS,
    confirmed: (evidence, tried) => isGone(evidence, tried, CODES),
  },
};
