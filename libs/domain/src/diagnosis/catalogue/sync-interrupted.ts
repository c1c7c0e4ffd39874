import type { DiagnosisRule } from '../rule.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { passed } from './signs/mended.ts';
import { MAY_PASS_MS } from './signs/passing.ts';
import { troubled } from './signs/troubles.ts';
import { SYNCHRONIZE_OUTLOOK } from './signs/outlook-steps.ts';

const CODES = ['sync-interrupted'];

export const syncInterrupted: DiagnosisRule = {
  id: 'sync-interrupted',
  title: 'A sync was interrupted',
  family: 'modern',
  source: 'mbsync(1), the state file and its journal, which the next run takes up',
  seen: 'A journal, in which a run notes what it has done so far, or its lock is left, and no process holds it.',
  cause: 'The run was killed in the middle: the lid was closed, the power failed, or it was stopped by force.',
  tellApart: {
    'sync-hung': 'Here no process is left; a run that hangs is still there.',
    'sync-state-damaged':
      'A journal left behind is taken up by the next run; a state that does not parse stops every run.',
    'not-synchronizing': 'If no run comes to take the journal up, nothing is scheduled: do that as well.',
  },
  matches: (evidence) =>
    matchTroubled(
      troubled(evidence, CODES),
      (where) => `a sync of ${where} was stopped in the middle, and none has run since to finish it.`,
    ),
  fix: {
    steps: [
      'See that no run is at work; with mbsync: `pgrep -a mbsync`',
      'Leave the journal where it is: the next run needs it to know what was done.',
      'Run the sync again; with mbsync: `mbsync -a`',
      'If it says that a mailbox is locked though none runs, remove only the file that ends in `.lock`, and run it again.',
      'Find out what stopped it, such as a timer that kills it too early; with mbsync: `journalctl --user -u mbsync`',
    ],
    exchangeSteps: [
      'Leave the offline folders file where it is: Outlook goes on where it stopped.',
      'Start Outlook. If it checks the file first, because it was not closed as it should be, let that come to its end.',
      SYNCHRONIZE_OUTLOOK,
      'Find out what stopped it, at the time named above: in Windows *Event Viewer → Windows Logs → Application*.',
    ],
    forWhom: 'user',
    cost: 'One run.',
    risk: 'None, as long as nothing that the run left is deleted: without its journal messages may be copied twice.',
    confirmedWhen: 'Nothing is left of the interrupted run, and a sync has completed.',
    suggestAfterMs: MAY_PASS_MS,
    confirmed: (evidence, tried) => passed(evidence, tried, CODES),
  },
};
