import type { DiagnosisRule, EvidencePoint, Match } from '../rule.ts';
import type { Evidence } from '../evidence.ts';
import type { Instant } from '../../replica/replica.events.ts';
import { count } from '../../explain/wording.ts';
import { inUtc } from '../../replica/calendar.ts';
import { allInStepAfter } from './signs/mended.ts';
import { failsAfterNewStore, newStoreTried } from './signs/new-store.ts';
import { attemptPoint, differencesOf, statisticsPoints } from './signs/points.ts';
import { outFolders } from './signs/folders.ts';
import { SYNCHRONIZE_NEWER } from './signs/outlook-steps.ts';

/** A new store was made and it fails as before, so it is not the store. What is left is the program that writes it. */
export const K12: DiagnosisRule = {
  id: 'K12',
  title: 'The Exchange support files are damaged',
  family: 'article',
  source: 'KB195875, Damaged Microsoft Exchange Server Support Files',
  seen: 'A new offline folders file was made, and synchronization fails as before.',
  cause:
    'The files with which Outlook speaks to the Exchange server are damaged. They have to be removed and installed anew.',
  tellApart: {
    K11: 'K12 if a new store was made and it fails as before; K11 if the store is still the old one.',
    K13: 'K12 as long as the program was not installed anew; K13 if that was done as well.',
  },
  matches,
  before: () => 'K11',
  fix: {
    steps: [
      'Close Outlook and every other program that uses mail.',
      'On the desktop right-click My Computer and choose Explore.',
      'Open `C:\\Windows\\System` on Windows 95 and 98, or `C:\\Winnt\\System32` on Windows NT.',
      'Rename `Emsabp32.dll` to `Emsabp32.old`.',
      'Rename `Emsmdb32.dll` to `Emsmdb32.old`.',
      'Rename `Emsui32.dll` to `Emsui32.old`.',
      'Rename `Emsuix32.dll` to `Emsuix32.old`.',
      'Open Start → Settings → Control Panel → Add/Remove Programs.',
      'Pick Microsoft Office 2000 and choose Add/Remove.',
      'Choose Repair, and then Reinstall Office 2000; have the original media at hand.',
      'Start Outlook and run Tools → Synchronize → All Folders.',
      'For a newer Office, leave the files alone and choose Repair from its entry among the installed programs instead.',
    ],
    newerSteps: [
      'Close Outlook and every other program of Office.',
      'Open *Control Panel → Programs and Features*, and select Microsoft Office or Microsoft 365.',
      'Choose *Change*, and then *Quick Repair*; where Office offers only *Repair*, choose that.',
      'Start Outlook again.',
      SYNCHRONIZE_NEWER,
      'If it fails as before, do the same with *Online Repair*, which installs Office anew and needs the network.',
    ],
    forWhom: 'administrator',
    cost: 'About an hour, and the original media.',
    risk: 'Office cannot be used meanwhile; settings of Office may go back to their defaults.',
    guardText: 'Rename the four files rather than delete them, so that they can be put back.',
    confirmedWhen: 'Reports after it show all folders equal; the version of the client says what was installed.',
    confirmed: (evidence, tried) => allInStepAfter(evidence, tried.at),
    triedByFacts,
  },
};

function matches(evidence: Evidence): Match | null {
  if (!evidence.exchangeType) return null;
  const fails = failsAfterNewStore(evidence);
  if (fails === null) return null;

  const { newStore } = fails;
  const who = newStore.by === null ? 'as its new id shows' : `as ${newStore.by} says`;
  const out = outFolders(evidence);
  const differs = differencesOf(out);
  return {
    cause: `A new offline store was made ${inUtc(newStore.at)} (${who}), and ${count(out.length, 'folder')} still ${out.length === 1 ? 'fails' : 'fail'} to synchronize${differs === '' ? '' : `: ${differs}`}.`,
    since: newStore.at,
    folders: out.map(({ path }) => path),
    points: [
      storePoint(evidence, newStore),
      ...evidence.attempts.slice(0, 2).map(attemptPoint),
      ...statisticsPoints(out, 4),
    ],
  };
}

function storePoint(
  { changes, replica }: Evidence,
  { at, position, by }: { at: Instant; position: number; by: string | null },
): EvidencePoint {
  const text =
    by === null
      ? `The store has a new id: ${changes.storeId?.to ?? replica.client.storeId ?? 'not known'}.`
      : `${by} said that a new store was made.`;
  return { text, at, position };
}

/** The version of the client changed after the new store was made. */
function triedByFacts(evidence: Evidence, since: Instant): { at: Instant; position: number } | null {
  const newStore = newStoreTried(evidence);
  const { clientVersion } = evidence.changes;
  if (newStore === null || clientVersion === null) return null;
  return clientVersion.at > Math.max(since, newStore.at)
    ? { at: clientVersion.at, position: clientVersion.position }
    : null;
}
