import type { Evidence } from '../evidence.ts';
import type { DiagnosisRule, Match } from '../rule.ts';
import { count, duration } from '../../explain/wording.ts';
import { judged } from './signs/folders.ts';
import { hasOnlyHeaders, lacking } from './signs/lacking.ts';
import { attemptsSince, type Late, lateFolders } from './signs/late.ts';
import { isTooLarge, MANY_FOLDERS } from './signs/limits.ts';
import { matchFolders } from './signs/match-folders.ts';
import { mended } from './signs/mended.ts';
import { frozenSinceServerChange } from './signs/moved.ts';
import { namesOf } from './signs/naming.ts';
import { dateOf } from './signs/points.ts';
import { isBroken } from './signs/troubles.ts';

export const notSynchronizing: DiagnosisRule = {
  id: 'not-synchronizing',
  title: 'Nothing starts the synchronization',
  family: 'modern',
  source: 'KB195875, manual and automatic synchronization, in today’s words; mbsync(1), -a; systemd.timer(5)',
  seen: 'The server moves on, the offline copy does not, no attempt is seen, and nothing is broken.',
  cause: 'mbsync and its kind run only when they are started: nothing starts them, or only for some of the folders.',
  twin: 'K8',
  tellApart: {
    'sync-hung': 'A run that hangs is there as a process; here none runs.',
    'server-folder-missing':
      'There one folder is gone on the server; here folders are on both sides, and nothing runs.',
    'offline-folder-missing':
      'There one folder was never made offline; here folders are on both sides, and nothing runs.',
    'sync-interrupted': 'A run that was killed leaves a journal; here none was begun.',
    'server-unreachable': 'Here no attempt fails, because none is made.',
    'sync-state-damaged': 'Here most folders are left behind; a damaged state stops one while the others go on.',
    'too-large': 'If the folders left behind are the largest, runs may end before they reach them.',
  },
  matches,
  fix: {
    steps: [
      'Run a sync by hand and read what it says; with mbsync: `mbsync -V -a`',
      'If it ends without an error, see whether a timer starts it; with mbsync: `systemctl --user list-timers`',
      'See whether cron starts it: `crontab -l`',
      'If neither does, let cron run it every five minutes; with mbsync this is the line to add with `crontab -e`: `*/5 * * * * mbsync -a`',
      'If one does, see that it synchronizes all there is (`-a`), and not the Inbox alone.',
      'In a mail client, see that it is not set to *Work Offline*, and that the folders are checked for new mail.',
    ],
    forWhom: 'user',
    cost: 'Ten minutes.',
    risk: 'None. The first run after a long time may take a while.',
    confirmedWhen: 'A sync completes and all folders are in step.',
    confirmed: (evidence, tried) => mended(evidence, tried),
  },
};

function matches(evidence: Evidence): Match | null {
  // Of a replica of the Exchange type K8 says it, with what the article knows of profiles.
  if (evidence.exchangeType || isBroken(evidence) || frozenSinceServerChange(evidence) !== null) return null;
  const found = withoutHeaders(lateFolders(evidence), evidence);
  if (found === null || found.inHand || attemptsSince(evidence, found).atThese.length > 0) return null;

  const { late, fresh } = found;
  if (fresh.length > late.length || late.every(isTooLarge) || judged(evidence).length > MANY_FOLDERS) return null;
  return matchFolders(late, () => describe(found, evidence), [...late.slice(0, 2), ...fresh.slice(0, 1)].map(dateOf));
}

/** Where only headers are kept, nothing is late. */
function withoutHeaders(found: Late | null, evidence: Evidence): Late | null {
  if (found === null) return null;
  const bare = lacking(evidence).filter((one) => hasOnlyHeaders(one, evidence));
  const late = found.late.filter((folder) => !bare.some((one) => one.folder === folder));
  return late.length === 0 ? null : { ...found, late };
}

function describe({ late, fresh, since }: Late, { now }: Evidence): string {
  const behind = late.reduce((sum, { difference }) => sum + Math.abs(difference ?? 0), 0);
  const names = namesOf(late.map(({ path }) => path));
  const differ = behind === 0 ? '' : `, and ${count(behind, 'item')} differ`;
  if (fresh.length > 0)
    return `Only ${namesOf(fresh.map(({ path }) => path))} synchronized lately. No sync of ${names} was seen for ${duration(now - since)}${differ}; nothing is broken.`;
  return `No sync of ${names} was seen for ${duration(now - since)}${differ}. No attempt failed and nothing is broken: nothing runs it.`;
}
