import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { count, number } from '../../explain/wording.ts';
import { isOut, judged } from './signs/folders.ts';
import { isTooLarge, MANY_FOLDERS, MANY_ITEMS } from './signs/limits.ts';
import { matchFolders } from './signs/match-folders.ts';
import { mended } from './signs/mended.ts';
import { capital, namesOf } from './signs/naming.ts';
import { countsOf } from './signs/points.ts';

const SPLIT = [
  'Split {folder}: move older mail to a folder for each year, on the server.',
  'Move what is seldom needed to an archive mailbox.',
];
const LAST = [
  'Delete or merge folders that nobody uses, if there are more than 500.',
  'Let a run come to its end without a time limit, and look at the counts again.',
];

export const tooLarge: DiagnosisRule = {
  id: 'too-large',
  title: 'The folder or the mailbox is too large',
  family: 'modern',
  source:
    'Microsoft Support, Outlook performance issues when there are too many items or folders in a Cached mode .ost or .pst file folder; and the size limit of both (50 GB)',
  seen: 'A folder of more than 100,000 items, or a mailbox of more than 500 folders, or a store near 50 GB, is out of step.',
  cause: 'Clients get slow with so much, run into their limits, and end a run before they have come through.',
  tellApart: {
    'cache-window': 'A window leaves out what is old, on purpose; here the newest is missing as well.',
    'not-synchronizing': 'Here runs are made and do not come to an end; there none is made.',
    'sync-hung': 'A run that hangs does nothing; here it works, and is not done in time.',
    'sync-state-damaged': 'If a small folder is stuck in the same way, it is not the size.',
  },
  matches,
  before: leadsArticle,
  fix: {
    steps: [
      'Look up how large the store on {device} is.',
      ...SPLIT,
      'Keep less offline; with mbsync by `MaxMessages` in `~/.mbsyncrc`.',
      ...LAST,
    ],
    exchangeSteps: [
      'Look up how large the file on {device} is; it stops at 50 GB unless it is set otherwise.',
      ...SPLIT,
      'Keep less offline, by a shorter *Mail to keep offline*: *File → Account Settings → Account Settings → Change*.',
      ...LAST,
    ],
    forWhom: 'helpdesk',
    cost: 'An hour or more.',
    risk: 'Moving many messages at once loads the server, and every other device fetches the change.',
    confirmedWhen: 'All folders are in step, and a sync has completed.',
    confirmed: (evidence, tried) => mended(evidence, tried),
    failsAfterMs: 7 * 24 * 3_600_000,
  },
};

function matches(evidence: Evidence): Match | null {
  const out = judged(evidence).filter((folder) => isOut(folder));
  const large = out.filter(isTooLarge);
  if (large.length > 0) return matchFolders(large, describe);

  const folders = judged(evidence).length;
  if (folders <= MANY_FOLDERS || out.length === 0) return null;
  return {
    cause: `${count(out.length, 'folder')} of ${number(folders)} are out of step. Clients keep up with about ${MANY_FOLDERS} folders.`,
    since: Math.min(...out.map(({ since }) => since)),
    folders: [],
    points: [
      { text: `${count(folders, 'folder')} in this mailbox`, values: { folders } },
      ...out.slice(0, 4).map(countsOf),
    ],
  };
}

/** Where just the folders that are too large are late, the article's rows see them late as well, and not why. */
function leadsArticle(evidence: Evidence): string | null {
  const out = judged(evidence).filter((folder) => isOut(folder));
  if (!evidence.exchangeType || !out.every(isTooLarge)) return null;
  return out.length === 1 && out[0]!.path[0] === 'INBOX' ? 'K11' : 'K8';
}

const itemsOf = ({ serverItems, offlineItems }: FolderEvidence) => Math.max(serverItems ?? 0, offlineItems ?? 0);

function describe(folders: readonly FolderEvidence[]): string {
  const most = Math.max(...folders.map(itemsOf));
  return `${capital(namesOf(folders.map(({ path }) => path)))} holds ${number(most)} items and is out of step; clients keep up with about ${number(MANY_ITEMS)} a folder.`;
}
