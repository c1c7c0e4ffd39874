import type { DiagnosisRule } from '../rule.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { isGone } from './signs/mended.ts';
import { troubled } from './signs/troubles.ts';

const CODES = ['offline-use-not-set-up'];

export const offlineUseNotSetUp: DiagnosisRule = {
  id: 'offline-use-not-set-up',
  title: 'There is no offline copy yet',
  family: 'modern',
  source: 'KB195875, the missing Synchronization tab, in today’s words; mbsync(1), Create',
  seen: 'The agent reports, and at the place of the offline store there is nothing.',
  cause: 'Nothing was ever synchronized to this place, or the agent was given another place than the client uses.',
  twin: 'K1',
  tellApart: {
    'offline-store-damaged': 'A store that was here and is gone is lost or not mounted; here none was ever seen.',
    'offline-folder-missing': 'There the store is there, and one of its folders is not.',
  },
  matches: (evidence) =>
    matchTroubled(
      troubled(evidence, CODES),
      (where) => `${where} has no offline store: nothing was synchronized to it yet.`,
    ),
  fix: {
    steps: [
      'Compare the place the agent looks at, {store}, with the one in the client: with mbsync `Path` and `Inbox` in `~/.mbsyncrc`.',
      'If they differ, correct the agent’s setting and restart it.',
      'If the client was never set up, set it up for {mailbox}; with mbsync let it make folders by `Create Near`.',
      'Run the first sync; with mbsync: `mbsync -a`',
    ],
    exchangeSteps: [
      'Compare the place the agent looks at, {store}, with the one in Outlook: *File → Account Settings → Account Settings → Data Files*.',
      'If they differ, correct the agent’s setting and restart it.',
      'If Outlook keeps nothing offline, tick *Use Cached Exchange Mode* for {mailbox}: *File → Account Settings → Account Settings → Change*.',
      'Start Outlook again, and let the first download come to its end.',
    ],
    forWhom: 'helpdesk',
    cost: 'Ten minutes, then the first download.',
    risk: 'None.',
    confirmedWhen: 'The numbers of both sides appear.',
    confirmed: (evidence, tried) =>
      isGone(evidence, tried, CODES) && evidence.folders.some(({ offlineItems }) => offlineItems !== null),
  },
};
