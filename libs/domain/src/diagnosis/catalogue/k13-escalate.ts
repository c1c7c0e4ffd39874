import type { DiagnosisRule, Match } from '../rule.ts';
import type { Evidence } from '../evidence.ts';
import { count } from '../../explain/wording.ts';
import { inUtc } from '../../replica/calendar.ts';
import { outFolders } from './signs/folders.ts';
import { allInStepAfter } from './signs/mended.ts';
import { failsAfterNewStore, hadItsChance, reinstallTried } from './signs/new-store.ts';
import { attemptPoint, differencesOf, statisticsPoints } from './signs/points.ts';

/** Everything that the article knows was tried, and it still fails. Guessing on would cost more than asking. */
export const K13: DiagnosisRule = {
  id: 'K13',
  title: 'A cause that the article does not know',
  family: 'article',
  source: 'KB195875, all sections tried',
  seen: 'A new store was made and the program was installed anew, and synchronization fails as before.',
  cause:
    'Not known. The cause lies where the article does not look: in the mailbox on the server, or in the client itself.',
  twin: 'cause-unknown',
  tellApart: {
    K11: 'K13 if a new store was made and the program installed anew; K11 if neither was done.',
    K12: 'K13 if the program was installed anew after the new store; K12 if it was not.',
  },
  matches,
  before: () => 'K12',
  fix: {
    steps: [
      'Open the page of this mailbox, {mailbox} on {device}.',
      'Download the event bundle, at the head of what happened: every report, attempt and fix is in it.',
      'Write into the ticket what was tried and when; the fixes on the page say it.',
      'Add the version of the client and of the server, and the words of the last error.',
      'Hand the ticket and the bundle to those who run the server {server}, and ask them to check the mailbox itself.',
    ],
    forWhom: 'administrator',
    cost: 'Twenty minutes, and the time of those who are asked.',
    risk: 'None; the bundle names folders, so treat it as personal data.',
    confirmedWhen: 'All folders are in step again after whatever was done.',
    confirmed: (evidence, tried) => allInStepAfter(evidence, tried.at),
    failsAfterMs: 14 * 24 * 3_600_000,
  },
};

function matches(evidence: Evidence): Match | null {
  if (!evidence.exchangeType) return null;
  const fails = failsAfterNewStore(evidence);
  if (fails === null) return null;
  const reinstall = reinstallTried(evidence, fails.newStore);
  if (reinstall === null || !hadItsChance(evidence, reinstall.at)) return null;

  const { newStore } = fails;
  const out = outFolders(evidence);
  const differs = differencesOf(out);
  const since = Math.max(newStore.at, reinstall.at);
  return {
    cause: `A new store was made ${inUtc(newStore.at)} and the program was installed anew ${inUtc(reinstall.at)}; ${count(out.length, 'folder')} still ${out.length === 1 ? 'fails' : 'fail'} to synchronize${differs === '' ? '' : `: ${differs}`}.`,
    since,
    folders: out.map(({ path }) => path),
    points: [
      { text: `A new offline store was made ${inUtc(newStore.at)}.`, at: newStore.at, position: newStore.position },
      {
        text: `The program was installed anew ${inUtc(reinstall.at)}.`,
        at: reinstall.at,
        position: reinstall.position,
      },
      ...evidence.attempts.slice(0, 2).map(attemptPoint),
      ...statisticsPoints(out, 4),
    ],
  };
}
