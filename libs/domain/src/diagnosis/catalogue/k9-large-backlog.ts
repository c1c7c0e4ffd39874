import type { DiagnosisRule, Match } from '../rule.ts';
import type { Evidence, FolderEvidence } from '../evidence.ts';
import { count, duration, number } from '../../explain/wording.ts';
import { itemsCome } from './signs/differences.ts';
import { earliest, judged } from './signs/folders.ts';
import { namesOf, pathsOf } from './signs/naming.ts';
import { statisticsPoints } from './signs/points.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** Less than that is fetched before anybody looks, and is not worth a word. */
const LARGE = 100;

/** After a long time away much has to be fetched, and it is being fetched. There is nothing to do but to wait. */
export const K9: DiagnosisRule = {
  id: 'K9',
  title: 'A large backlog is being worked off',
  family: 'article',
  source: 'KB195875, Manual Synchronization: many items take long',
  seen: 'The difference shrinks after a long time without synchronization.',
  cause: 'Many items came together while the client was away. Synchronization runs, and takes its time.',
  tellApart: {
    K8: 'K9 if the difference shrinks; K8 if it stands still.',
    K11: 'K9 if the difference shrinks; K11 if it stands still though synchronization runs.',
  },
  matches,
  fix: null,
};

function matches(evidence: Evidence): Match | null {
  if (!evidence.exchangeType) return null;
  const gapMs = longestGap(evidence);
  if (gapMs < DAY_MS) return null;

  const working = judged(evidence).filter((folder) => worksOff(folder, evidence));
  if (working.length === 0) return null;

  const left = working.reduce((sum, { difference }) => sum + Math.abs(difference!), 0);
  const most = working.reduce((sum, { differs, difference }) => sum + (differs?.most ?? Math.abs(difference!)), 0);
  const done = most > left ? ` ${number(most - left)} of ${number(most)} are done.` : '';
  return {
    cause: `${count(left, 'item')} are still to come in ${namesOf(pathsOf(working))} after ${duration(gapMs)} without synchronization, and the difference shrinks.${done} Wait.`,
    since: earliest(working.map(({ differs, since }) => differs?.since ?? since)),
    folders: pathsOf(working),
    points: statisticsPoints(working),
  };
}

function worksOff(folder: FolderEvidence, { now }: Evidence): boolean {
  const { difference, differs, status } = folder;
  if (difference === null || differs === null || status === 'unknown') return false;
  if (Math.abs(difference) < LARGE || now - differs.since < 10 * MINUTE_MS) return false;
  return itemsCome(folder, now) || (someCame(folder, now) && Math.abs(difference) < differs.most);
}

/** Within the hour, and towards the server's number; new mail may hide for a while that the difference shrinks. */
const someCame = ({ offlineMoved, difference }: FolderEvidence, now: number) =>
  offlineMoved !== null && offlineMoved.by * difference! > 0 && now - offlineMoved.at <= 60 * MINUTE_MS;

/** The time without synchronization before it began to shrink: a silence that ended of late, an old date, or a store that is new. */
function longestGap(evidence: Evidence): number {
  const { now, newestSilence, changes } = evidence;
  const silence = newestSilence !== null && now - newestSilence.to < DAY_MS ? newestSilence.to - newestSilence.from : 0;
  const ages = judged(evidence).map(({ lastSynchronizedAt, differs }) =>
    lastSynchronizedAt === null || differs === null ? 0 : Math.max(now, differs.since) - lastSynchronizedAt,
  );
  const renewed = changes.storeId !== null && now - changes.storeId.at < 2 * DAY_MS ? DAY_MS : 0;
  return Math.max(silence, renewed, ...ages);
}
