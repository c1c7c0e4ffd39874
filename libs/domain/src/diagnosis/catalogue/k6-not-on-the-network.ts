import type { DiagnosisRule, EvidencePoint, Match } from '../rule.ts';
import type { Evidence } from '../evidence.ts';
import { count, troubleText } from '../../explain/wording.ts';
import { inUtc } from '../../replica/calendar.ts';
import { beginningOf } from './signs/attempts.ts';
import { earliest, isStale, judged, outFolders } from './signs/folders.ts';
import { noNetwork, type Obstacle } from './signs/logon-and-network.ts';
import { synchronizedAfter } from './signs/mended.ts';
import { MAY_PASS_MS } from './signs/passing.ts';
import { attemptPoint, statisticsPoints } from './signs/points.ts';
import { itemsCome } from './signs/differences.ts';
import { SYNCHRONIZE_NEWER } from './signs/outlook-steps.ts';

/** The server cannot be reached from this device: as the agent says now, or as attempts say again and again. */
export const K6: DiagnosisRule = {
  id: 'K6',
  title: 'Not on the network',
  family: 'article',
  source: 'KB195875, More Information: log on to the network',
  seen: 'Everything is stale and the server cannot be reached.',
  cause:
    'The device is not connected to the network of the server, or not logged on to it, so the mailbox is out of reach.',
  twin: 'server-unreachable',
  tellApart: {
    K5: 'K6 if the server does not answer at all; K5 if it answers and refuses, or Windows was started without logging on.',
    'server-suspected':
      'K6 if this device alone does not reach the server; the server is to blame if others do not either.',
  },
  matches,
  fix: {
    steps: [
      'See that the cable is in, or the wireless network connected, and that another page or share of the company opens.',
      'Outside the company, connect the VPN or the dial-up line.',
      'Log on to the network with user name and password.',
      'See whether `{server}` answers, for example with `ping {server}`.',
      'Run Tools → Synchronize → All Folders again.',
    ],
    newerSteps: [
      'See that the cable is in, or the wireless network connected, and that another page or share of the company opens.',
      'Outside the company, connect the VPN.',
      'See whether `{server}` answers, for example with `ping {server}`.',
      'See that *Send/Receive → Work Offline* is not chosen in Outlook.',
      SYNCHRONIZE_NEWER,
    ],
    forWhom: 'user',
    cost: 'Five minutes.',
    risk: 'None.',
    confirmedWhen: 'The next attempt succeeds.',
    suggestAfterMs: MAY_PASS_MS,
    confirmed: (evidence, tried) => noNetwork(evidence) === null && synchronizedAfter(evidence, tried.at),
  },
};

function matches(evidence: Evidence): Match | null {
  if (!evidence.exchangeType || evidence.replica.profile.exchangeService === false) return null;
  const found = noNetwork(evidence);
  const out = outFolders(evidence);
  if (found === null || (found.trouble === null && !attemptsSay(evidence, found))) return null;

  const { trouble, attempts } = found;
  const since = earliest([...attempts.map(beginningOf), trouble?.since ?? Infinity]);
  const { lastSyncAt, replica } = evidence;
  const server = replica.client.server ?? 'The server';
  const failed = attempts.length === 0 ? '' : `, and ${count(attempts.length, 'attempt')} failed of it`;
  const last = lastSyncAt === null ? 'no sync is known' : `the last sync was ${inUtc(lastSyncAt)}`;
  const cannot = out.length === 0 ? '' : `, and ${count(out.length, 'folder')} cannot synchronize`;
  return {
    cause: `${server} has been out of reach from ${replica.device} since ${inUtc(since)}${failed}; ${last}${cannot}.`,
    since,
    folders: [],
    points: pointsOf(evidence, found),
  };
}

/** One failure is no cause of anything. They count once they go on and leave something out of step, and nothing comes meanwhile. */
function attemptsSay(evidence: Evidence, { attempts }: Obstacle): boolean {
  const out = outFolders(evidence);
  if (out.length === 0 || judged(evidence).some((folder) => itemsCome(folder, evidence.now))) return false;
  return attempts.length >= 2 || out.some((folder) => folder.status === 'mismatched' || isStale(folder, evidence));
}

function pointsOf(evidence: Evidence, { trouble, attempts }: Obstacle): EvidencePoint[] {
  const said = trouble === null ? '' : troubleText(trouble.code);
  const detail = trouble?.detail === undefined ? '' : ` (${trouble.detail})`;
  return [
    ...(trouble === null
      ? []
      : [
          {
            text: `The agent says since ${inUtc(trouble.since)}: ${said}${detail}.`,
            at: trouble.since,
            position: trouble.position,
          },
        ]),
    ...attempts.slice(0, 3).map(attemptPoint),
    ...statisticsPoints(outFolders(evidence), 3),
  ];
}
