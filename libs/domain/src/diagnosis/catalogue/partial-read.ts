import type { DiagnosisRule } from '../rule.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { isGone } from './signs/mended.ts';
import { troubled } from './signs/troubles.ts';

const CODES = ['partial-read'];

export const partialRead: DiagnosisRule = {
  id: 'partial-read',
  title: 'The agent could read only a part',
  family: 'modern',
  source: 'Lockstep, COLLECTORS: a part that could not be read is unknown, never 0; RFC 9051, 6.3.11 STATUS',
  seen: 'A part of the store or of the server could not be read, so the numbers say too little.',
  cause:
    'The agent may not read a folder, the server refused to tell of one, or the reading was ended before it was done.',
  tellApart: {
    'offline-store-damaged': 'A damaged store cannot be read by anybody; here the agent alone may be kept out.',
    'unsupported-store': 'There nothing can be read.',
  },
  matches: (evidence) =>
    matchTroubled(
      troubled(evidence, CODES),
      (where) => `${where} could be read only in part, so whether it is in step is unknown.`,
    ),
  fix: {
    steps: [
      'See in the evidence above which part could not be read.',
      'See what the agent itself sees, on {device}: `npx lockstep-agent look`',
      'If it names a folder on the device, let the agent’s user read it: `ls -la {store}`',
      'If it names a folder of the server, see that the mailbox’s user may read it; rights of shared folders are set on the server.',
      'If it reads all of it now, the reading was only disturbed: nothing is to be done.',
    ],
    forWhom: 'helpdesk',
    cost: 'Ten minutes.',
    risk: 'None.',
    confirmedWhen: 'A report reads all of it.',
    confirmed: (evidence, tried) => isGone(evidence, tried, CODES),
  },
};
