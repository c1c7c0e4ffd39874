import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { count } from '../../explain/wording.ts';
import { growsUnexpectedly, isLocalByNature } from './signs/local-by-nature.ts';
import { heardSince } from './signs/mended.ts';
import { capital, nameOf, namesOf } from './signs/naming.ts';

export const localOnlyFolder: DiagnosisRule = {
  id: 'local-only-folder',
  title: 'A folder that exists only on this device',
  family: 'modern',
  source:
    'Microsoft Support, Synchronization error folders in Outlook: the contents of Sync Issues are not copied to the server',
  seen: 'An offline folder has no counterpart on the server, and is not meant to have one; or such a folder grows.',
  cause:
    'Logs of sync errors and mail that waits to be sent are kept only here. When they grow, the client keeps running into errors.',
  tellApart: {
    'server-folder-missing':
      'A folder of mail that the server lacks was deleted or renamed there; this one never was there.',
  },
  matches,
  fix: {
    steps: [
      'Open {folder} on {device}, and read in its newest entries which item or folder failed, and why.',
      'Mend what they name; a single damaged item can be moved out of the mailbox and back.',
      'If mail waits in the Outbox, open it and send it again, or delete what can never be sent.',
      'If the folder is compared with the server here, declare it local-only in the agent’s settings, so that it is not judged.',
    ],
    forWhom: 'helpdesk',
    cost: 'Ten minutes.',
    risk: 'Items under *Conflicts* and *Local Failures* may exist nowhere else: read before deleting.',
    confirmedWhen: 'The folder is not judged, and does not grow for a day.',
    confirmed: (evidence, tried) =>
      heardSince(evidence, tried) && evidence.now - tried.at >= 24 * 3_600_000 && matches(evidence) === null,
  },
};

function matches(evidence: Evidence): Match | null {
  const growing = evidence.folders.filter((folder) => growsUnexpectedly(folder, evidence.now));
  const undeclared = evidence.folders.filter(isCompared);
  const folders = [...new Set([...growing, ...undeclared])];
  if (folders.length === 0) return null;
  return {
    cause: growing.length > 0 ? describeGrowth(growing) : describeUndeclared(undeclared),
    since: Math.min(...folders.map(({ first, since }) => first?.at ?? since)),
    folders: folders.map(({ path }) => path),
    points: folders.map(pointOf),
  };
}

/** Local by nature, not declared so, and without a side on the server: what it lacks there is not missing. */
const isCompared = (folder: FolderEvidence) =>
  !folder.localOnly && folder.serverItems === null && folder.offlineItems !== null && isLocalByNature(folder.path);

function pointOf({ path, first, offlineItems, offlineMoved, position }: FolderEvidence) {
  const from = first === null ? '' : `, ${count(first.offlineItems, 'item')} when first counted`;
  return {
    text: `${capital(nameOf(path))}: ${count(offlineItems ?? 0, 'item')} offline${from}`,
    ...(offlineMoved !== null && { at: offlineMoved.at }),
    position,
    folder: path,
    values: { offlineItems, first: first?.offlineItems ?? null },
  };
}

function describeGrowth(folders: readonly FolderEvidence[]): string {
  const more = folders.reduce((sum, folder) => sum + (folder.offlineItems ?? 0) - (folder.first?.offlineItems ?? 0), 0);
  return `${capital(namesOf(folders.map(({ path }) => path)))} grew by ${count(more, 'item')}: it exists only on this device, and what gathers there is what could not be synchronized or sent.`;
}

const describeUndeclared = (folders: readonly FolderEvidence[]) =>
  `${capital(namesOf(folders.map(({ path }) => path)))} exists only on this device by its nature; there is nothing on the server to compare it with.`;
