import type { DiagnosisRule } from '../rule.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { passed } from './signs/mended.ts';
import { troubled } from './signs/troubles.ts';
import { OFFLINE_IN_OUTLOOK_2000, SYNCHRONIZE_OUTLOOK } from './signs/outlook-steps.ts';

const CODES = ['offline-folder-missing'];

export const offlineFolderMissing: DiagnosisRule = {
  id: 'offline-folder-missing',
  title: 'A server folder has no offline copy',
  family: 'modern',
  source: 'mbsync(1), Patterns, Create and SubscribedOnly; RFC 9051, 6.3.7 SUBSCRIBE',
  seen: 'A folder is on the server, and the offline store has none of that name.',
  cause:
    'It was made on the server, and the client does not create folders by itself, leaves it out by a pattern, or is not subscribed to it.',
  tellApart: {
    'server-folder-missing':
      'If one folder is missing offline and another of as many items on the server, it was renamed.',
    'offline-use-not-set-up': 'There no folder is offline; here the others are.',
  },
  matches: (evidence) =>
    matchTroubled(
      troubled(evidence, CODES),
      (where) => `there is no offline copy of ${where}, and nothing of it is synchronized.`,
    ),
  fix: {
    steps: [
      'See whether {folder} is to be kept offline at all; if not, leave it out in the client and in the agent’s settings.',
      'With mbsync: see that `Patterns` in `~/.mbsyncrc` takes it in, and subscribe to it if `SubscribedOnly yes` is set.',
      'With mbsync: let it be made: `mbsync --create-near -a`',
      'To have new folders made by themselves, with mbsync put `Create Near` into the channel.',
      'In a mail client, subscribe to it: in Thunderbird *File → Subscribe*.',
    ],
    exchangeSteps: [
      'See whether {folder} is to be kept offline at all; if not, leave it out in the agent’s settings.',
      'See that *Use Cached Exchange Mode* is ticked: *File → Account Settings → Account Settings → Change*.',
      'For a folder of another mailbox or a public one, tick its download there too: *More Settings → Advanced*.',
      'In an IMAP account, right-click the account, choose *IMAP Folders* and subscribe to it.',
      OFFLINE_IN_OUTLOOK_2000,
      SYNCHRONIZE_OUTLOOK,
    ],
    forWhom: 'user',
    cost: 'Five minutes, and a download of the folder.',
    risk: 'None.',
    confirmedWhen: 'The folder is counted offline, and a sync completes.',
    confirmed: (evidence, tried) => passed(evidence, tried, CODES),
  },
};
