import type { Evidence, FolderEvidence } from '../evidence.ts';
import type { DiagnosisRule } from '../rule.ts';
import { count, number } from '../../explain/wording.ts';
import { fellOffline } from './signs/differences.ts';
import { declares, hasOnlyHeaders, isSteady, lacking, type Lacking, newMailComesThrough } from './signs/lacking.ts';
import { isTooLarge, MANY_ITEMS } from './signs/limits.ts';
import { matchFolders } from './signs/match-folders.ts';
import { settled } from './signs/mended.ts';
import { namesOf } from './signs/naming.ts';
import { isTroubled } from './signs/troubles.ts';
import { somethingIsWorse } from './signs/worse.ts';
import { SYNCHRONIZE_OUTLOOK } from './signs/outlook-steps.ts';

export const cacheWindow: DiagnosisRule = {
  id: 'cache-window',
  title: 'The client keeps only a window of the mail',
  family: 'modern',
  source:
    'Microsoft Support, Only a subset of your Exchange mailbox items are synchronized in Outlook; mbsync(1), MaxMessages and ExpireUnread',
  seen: 'The offline folder lacks many items, always about as many; it synchronizes, and new mail comes through. What it lacks is old.',
  cause:
    'The client is set to keep only the newest mail offline: Outlook 12 months, mbsync the number after MaxMessages.',
  tellApart: {
    'size-limit': 'A window leaves out what is old, a size limit what is large: compare the dates of what is missing.',
    'hidden-items': 'Hidden items are a few; a window leaves out many.',
    'offline-deleted': 'A window is there from the first report on; what was deleted offline was counted there before.',
    'headers-only': 'With a window new mail is kept in full; with headers only, nothing new is.',
    'too-large': 'A window leaves the newest mail whole; a folder that is too large falls behind at its newest end.',
    K11: 'A damaged store stops new mail as well.',
  },
  matches,
  fix: {
    steps: [
      'Look up the oldest message of {folder} offline, and see that what is missing is older.',
      'Find the setting: with mbsync the line `MaxMessages` in `~/.mbsyncrc`, and with it `ExpireUnread`; in Thunderbird *Account Settings → Synchronization & Storage*.',
      'If the window is meant, accept the difference here, with the window as the reason.',
      'If all mail is to be kept offline, take that limit away (with mbsync remove `MaxMessages`), and synchronize.',
    ],
    exchangeSteps: [
      'Look up the oldest message of {folder} offline, and see that what is missing is older.',
      'Find the setting: *File → Account Settings → Account Settings → Change*, *Mail to keep offline*.',
      'If the window is meant, accept the difference here, with the window as the reason.',
      'If all mail is to be kept offline, set *Mail to keep offline* to *All* and start Outlook again.',
      SYNCHRONIZE_OUTLOOK,
    ],
    forWhom: 'user',
    cost: 'A minute to accept it; a wider window needs a download and room on the disk.',
    risk: 'None: what is missing offline is on the server.',
    confirmedWhen: 'The difference is accepted or declared by the client, or is gone.',
    confirmed: settled,
  },
};

function matches(evidence: Evidence) {
  if (somethingIsWorse(evidence)) return null;
  const folders = lacking(evidence).filter((one) => isWindow(one, evidence));
  return matchFolders(
    folders.map(({ folder }) => folder),
    describe,
  );
}

function isWindow(one: Lacking, evidence: Evidence): boolean {
  const { folder } = one;
  if (isTroubled(folder, ['size-limit']) || hasOnlyHeaders(one, evidence)) return false;
  // What a declared window does not cover may be its own: the window was narrowed, or its end moved on.
  if (declares(folder, 'window', 'max-messages')) return one.fromTheFirst || fellOffline(folder) * 2 >= one.items;
  if (folder.because !== null || (folder.offlineItems ?? 0) > MANY_ITEMS) return false;
  // So large a folder may just as well not keep up: only mail that is seen to come through speaks for a window.
  if (isTooLarge(folder) && folder.differs!.serverUp === 0) return false;
  return one.fromTheFirst && !one.small && isSteady(one) && newMailComesThrough(one) && !isBeingFetched(one, evidence);
}

const AT_REST_MS = 6 * 3_600_000;

/** More came offline than came to the server: what is missing is still being fetched, or was until just now. */
function isBeingFetched({ folder: { differs }, items }: Lacking, { now }: Evidence): boolean {
  if (differs === null || now - differs.steadySince >= AT_REST_MS) return false;
  return differs.offlineUp - differs.serverUp > 0.1 * items;
}

function describe(folders: readonly FolderEvidence[]): string {
  const names = namesOf(folders.map(({ path }) => path));
  const items = folders.reduce((sum, { difference }) => sum + (difference ?? 0), 0);
  const server = folders.reduce((sum, { serverItems }) => sum + (serverItems ?? 0), 0);
  const declared = folders.filter(({ expected }) => expected > 0).reduce((sum, { expected }) => sum + expected, 0);
  if (declared > 0)
    return `The client declares a window that leaves out ${count(declared, 'item')} of ${names}; ${number(items)} more are missing, as if it were narrower.`;
  return `${number(items)} of ${count(server, 'item')} of ${names} were missing offline from the first report on, while new mail comes through: a window of the client leaves them out.`;
}
