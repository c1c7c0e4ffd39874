import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { count } from '../../explain/wording.ts';
import { declares, lacking } from './signs/lacking.ts';
import { matchFolders } from './signs/match-folders.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { settled } from './signs/mended.ts';
import { namesOf } from './signs/naming.ts';
import { isTroubled, troubled } from './signs/troubles.ts';
import { somethingIsWorse } from './signs/worse.ts';
import { nothingElseIsWrong } from './signs/nothing-else.ts';

const CODES = ['size-limit'];

export const sizeLimit: DiagnosisRule = {
  id: 'size-limit',
  title: 'Large messages are left out',
  family: 'modern',
  source:
    'mbsync(1), MaxSize and ReNew; Thunderbird Help, Synchronization & Storage, don’t download messages larger than',
  seen: 'The offline folder lacks a steady few items, or its state lists messages above the size limit.',
  cause: 'The client is set not to fetch messages above a size; it keeps a placeholder for them, or nothing.',
  tellApart: {
    K11: 'Here only messages that are too large stay away, and all others come; a damaged store lets nothing of what is new through.',
    'cache-window': 'A size limit leaves out what is large, of any date; a window what is old.',
    'message-rejected':
      'With a limit each message above it is missing; one that is rejected is missing for what is in it.',
    'hidden-items': 'Hidden items are no messages: a mail program shows none of them on the server either.',
  },
  matches,
  fix: {
    steps: [
      'See that what is missing in {folder} is large: sort the folder by size in webmail.',
      'Find the limit: with mbsync `MaxSize` in `~/.mbsyncrc`; in Thunderbird *Account Settings → Synchronization & Storage*.',
      'If the limit is meant, accept the difference here, with the limit as the reason.',
      'If a single message is wanted, open it in webmail; with mbsync flag it as important and fetch it in full: `mbsync --renew -a` (from 1.5 on `--upgrade`)',
      'If all are wanted, raise the limit or remove it, and synchronize.',
    ],
    exchangeSteps: [
      'See that what is missing in {folder} is large: sort the folder by size in webmail.',
      'Find the limit: *Send/Receive → Send/Receive Groups → Define Send/Receive Groups → Edit*, in the options of the account.',
      'If the limit is meant, accept the difference here, with the limit as the reason.',
      'If a single message is wanted, open it in webmail and save what is attached.',
      'If all are wanted, raise the limit or remove it, and synchronize.',
    ],
    forWhom: 'user',
    cost: 'A minute to accept it; without the limit a download.',
    risk: 'None: what is missing offline is whole on the server.',
    confirmedWhen: 'The difference is accepted or declared by the client, or is gone.',
    confirmed: (evidence, tried) =>
      settled(evidence, tried) && (troubled(evidence, CODES).length === 0 || isOnlyNoted(evidence)),
  },
};

function matches(evidence: Evidence): Match | null {
  const whole = evidence.replica.troubles.some(({ code }) => CODES.includes(code));
  const limited = lacking(evidence).filter(
    ({ folder }) => isTroubled(folder, CODES) || declares(folder, 'max-size') || (whole && folder.because === null),
  );
  const found = troubled(evidence, CODES);
  if (limited.length > 0 && !somethingIsWorse(evidence)) {
    const points = matchTroubled(found, () => '')?.points ?? [];
    return matchFolders(
      limited.map(({ folder }) => folder),
      describe,
      points,
    );
  }
  // With all in step it is told for what it is. Beside another cause it would only stand in the way.
  if (!isOnlyNoted(evidence)) return null;
  return matchTroubled(
    found,
    (where) => `some messages of ${where} are above the size limit and are not kept in full offline.`,
  );
}

const isOnlyNoted = (evidence: Evidence) => nothingElseIsWrong(evidence, [...CODES, 'never-compacted']);

function describe(folders: readonly FolderEvidence[]): string {
  const items = folders.reduce((sum, { difference }) => sum + (difference ?? 0), 0);
  return `${count(items, 'item')} of ${namesOf(folders.map(({ path }) => path))} ${items === 1 ? 'is' : 'are'} missing offline, and the client leaves out messages above a size limit.`;
}
