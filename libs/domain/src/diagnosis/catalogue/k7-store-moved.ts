import type { DiagnosisRule, Match } from '../rule.ts';
import type { Evidence, Tried } from '../evidence.ts';
import { count, duration } from '../../explain/wording.ts';
import { inUtc } from '../../replica/calendar.ts';
import { newestDate, outFolders } from './signs/folders.ts';
import { beginningOfObstacle, noLogon, noNetwork, type Obstacle } from './signs/logon-and-network.ts';
import { allInStepAfter, BEFORE_SAID_MS } from './signs/mended.ts';
import { frozenSinceMove } from './signs/moved.ts';
import { storeMadeAfter } from './signs/new-store.ts';
import { EXPORT_FIRST, guardWholeStore } from './signs/only-offline.ts';
import { NEW_STORE_NEWER, NEW_STORE_STEPS } from './signs/new-store-steps.ts';
import { statisticsPoints } from './signs/points.ts';

/** An offline store belongs to one place and one server for life. Moved, or met by another server, it is of no more use. */
export const K7: DiagnosisRule = {
  id: 'K7',
  title: 'The offline store was moved, or paired with another server',
  family: 'article',
  source: 'KB195875, More Information: an .ost file cannot be moved',
  seen: 'Nothing has come through since the path of the store or the name of the server changed.',
  cause: 'An .ost file is bound to its place and to one Exchange server. The change broke the bond for good.',
  twin: 'mailbox-moved',
  tellApart: {
    K5: 'K7 if the refusals began when the server changed; K5 if they began with a start at which nobody logged on.',
    'credentials-rejected':
      'K7 if the refusals began when the server changed; a new password is needed if the server is the one it was.',
    K6: 'K7 if the server answers and the store has another path or server than before; K6 if the server does not answer.',
    K11: 'K7 if it stopped when the path or the server changed; K11 if nothing was moved.',
  },
  matches,
  before,
  fix: {
    steps: NEW_STORE_STEPS,
    newerSteps: NEW_STORE_NEWER,
    forWhom: 'helpdesk',
    cost: 'A quarter of an hour, and the time of a full synchronization.',
    risk: 'What exists only in the old store is not in the new one. To move the file back does not help: the bond cannot be mended.',
    guardText: EXPORT_FIRST,
    guard: guardWholeStore,
    confirmedWhen: 'The store has a new id, and the counts have climbed until all folders are equal.',
    confirmed,
    triedByFacts: storeMadeAfter,
  },
};

function matches(evidence: Evidence): Match | null {
  if (!evidence.exchangeType || evidence.replica.profile.exchangeService === false) return null;
  const moved = frozenSinceMove(evidence);
  if (moved === null) return null;

  const { from, to, at, position } = moved.change;
  const what = moved.what === 'server' ? 'The server' : 'The path of the offline store';
  const out = outFolders(evidence);
  const date = newestDate(evidence.folders);
  const last = date === null ? '' : `; the newest sync of any folder was ${inUtc(date)}`;
  return {
    cause: `${what} changed from ${from} to ${to} at ${inUtc(at)}, and in the ${duration(evidence.now - at)} since then nothing has come through${last}. ${count(out.length, 'folder')} ${out.length === 1 ? 'is' : 'are'} out of step.`,
    since: at,
    folders: [],
    points: [
      { text: `${what} changed from ${from} to ${to}.`, at, position, values: { from, to } },
      ...statisticsPoints(out, 3),
    ],
  };
}

const HOUR_MS = 3_600_000;

/** A server that refuses, or cannot be found, from the hour on in which its name changed: the change is the cause of that too. */
function before(evidence: Evidence): readonly string[] | null {
  const moved = frozenSinceMove(evidence);
  if (moved?.what !== 'server') return null;
  const cameWithIt = (obstacle: Obstacle | null) =>
    obstacle !== null && !obstacle.notLoggedOn && Math.abs(beginningOfObstacle(obstacle) - moved.change.at) <= HOUR_MS;
  if (cameWithIt(noLogon(evidence))) return ['K5', 'credentials-rejected'];
  return cameWithIt(noNetwork(evidence)) ? ['K6'] : null;
}

function confirmed(evidence: Evidence, { at }: Tried): boolean {
  const { storeId } = evidence.changes;
  const isNew = storeId !== null && storeId.at >= at - BEFORE_SAID_MS;
  return (isNew || evidence.replica.client.storeId === undefined) && allInStepAfter(evidence, at);
}
