import type { DiagnosisRule } from '../rule.ts';
import { matchTroubled } from './signs/match-troubled.ts';
import { isGone } from './signs/mended.ts';
import { troubled } from './signs/troubles.ts';

const CODES = ['folder-marker-missing'];

export const folderMarkerMissing: DiagnosisRule = {
  id: 'folder-marker-missing',
  title: 'The folder marker is missing',
  family: 'modern',
  source: 'Syncthing documentation, FAQ, I am seeing the error message “folder marker missing”',
  seen: 'Syncthing has stopped a folder with the state *error*: its marker is gone.',
  cause:
    'The disk is not mounted, the folder was moved, or a cleaner removed the empty `.stfolder`. Stopping is a safety catch.',
  tellApart: {
    'peer-never-connected': 'There nobody is at the other end; here this side has stopped by itself.',
    'offline-store-damaged': 'Here the store was perhaps only moved or not mounted; look before mending it.',
  },
  matches: (evidence) =>
    matchTroubled(
      troubled(evidence, CODES),
      (where) => `synchronization of ${where} has stopped by itself, because the folder’s marker is missing.`,
    ),
  fix: {
    guardText:
      'Once the marker is back, what is missing here counts as deleted, and is deleted on the other side too. Restore the files before the marker.',
    guard: (_evidence, { folders }) => ({
      text: 'Once the marker is back, what is missing here counts as deleted, and is deleted on the other side too. See that the files are all there first.',
      items: null,
      folders,
    }),
    steps: [
      'See whether the folder and its files are there: `ls -la {store}`',
      'If its disk is not mounted, mount it; the marker is on it, and nothing else is to be done.',
      'If the folder was moved, move it back, or remove it in Syncthing and add it again at its new place.',
      'Only if all the files are there and just the marker is gone, make it anew: `mkdir {store}/.stfolder`',
      'Press *Rescan* for the folder in Syncthing.',
      'Tell the cleaning program to leave `.stfolder` alone.',
    ],
    forWhom: 'user',
    cost: 'Five minutes.',
    risk: 'High if the marker is made in an empty folder: all files would be deleted on the other side.',
    confirmedWhen: 'The folder is no longer in an error.',
    confirmed: (evidence, tried) => isGone(evidence, tried, CODES),
  },
};
