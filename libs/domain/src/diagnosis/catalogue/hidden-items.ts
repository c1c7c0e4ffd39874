import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule } from '../rule.ts';
import { count } from '../../explain/wording.ts';
import { declares, hasOnlyHeaders, isSteady, lacking, type Lacking } from './signs/lacking.ts';
import { matchFolders } from './signs/match-folders.ts';
import { settled } from './signs/mended.ts';
import { namesOf } from './signs/naming.ts';
import { isTroubled } from './signs/troubles.ts';
import { somethingIsWorse } from './signs/worse.ts';

export const hiddenItems: DiagnosisRule = {
  id: 'hidden-items',
  title: 'The server counts items that no client shows',
  family: 'modern',
  source:
    'Microsoft Learn, [MS-OXCFOLD] associated (FAI) contents of a folder; Microsoft Graph, mailFolder totalItemCount',
  seen: 'The server has a few items more, from the first report on, and always as many.',
  cause:
    'Rules, views and forms are kept as hidden items in a folder: the server’s count has them, the offline one has not.',
  tellApart: {
    K11: 'Hidden items were there from the first report on, and always as many; a damaged store falls further behind with each new mail.',
    'message-rejected':
      'Hidden items were there before the first report; a rejected message came with new mail, later.',
    'offline-deleted': 'Hidden items never were offline; what was deleted there was counted there before.',
    'cache-window': 'Hidden items are a few; a window leaves out many.',
    'size-limit': 'A mail program shows large messages on the server; hidden items it never shows.',
  },
  matches,
  fix: {
    steps: [
      'Count the messages of {folder} in webmail: if it shows as many as are offline, the rest is hidden.',
      'Accept the difference here, with hidden items as the reason: it is then the baseline, and what exceeds it is told.',
    ],
    forWhom: 'helpdesk',
    cost: 'Two minutes.',
    risk: 'None. Do not delete hidden items: the rules of the mailbox are among them.',
    confirmedWhen: 'The difference is accepted or declared, and all folders are in step.',
    confirmed: settled,
  },
};

function matches(evidence: Evidence) {
  if (somethingIsWorse(evidence)) return null;
  const folders = lacking(evidence).filter((one) => isHidden(one, evidence));
  return matchFolders(
    folders.map(({ folder }) => folder),
    describe,
  );
}

function isHidden(one: Lacking, evidence: Evidence): boolean {
  const { folder } = one;
  if (isTroubled(folder, ['size-limit']) || hasOnlyHeaders(one, evidence)) return false;
  if (folder.because !== null && !declares(folder, 'hidden-items')) return false;
  return one.small && one.fromTheFirst && isSteady(one);
}

function describe(folders: readonly FolderEvidence[]): string {
  const items = folders.reduce((sum, { difference }) => sum + (difference ?? 0), 0);
  const names = namesOf(folders.map(({ path }) => path));
  return `The server has counted ${count(items, 'item')} more in ${names} from the first report on, though syncs complete: such a small and steady surplus is most often hidden items.`;
}
