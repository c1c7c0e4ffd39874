import type { ReportInput } from '@lockstep/contracts';
import { days, iso } from '../time.ts';
import { type Folder, type World, uuid } from './world.ts';

type Statement = NonNullable<ReportInput['folders']>[number];

/** The agent looks at everything and says what changed since it last spoke; all of it once a day, and after a restart. */
export function sendReport(world: World): void {
  const { agent, random, now } = world;
  agent.nextReportAt = now + agent.intervalMs + Math.round((random.next() - 0.5) * 2 * agent.jitterMs);
  if (!world.on(now)) return;

  agent.seq += 1;
  if (random.chance(agent.loses)) return;
  const full = now >= agent.nextFullAt;
  if (full) agent.nextFullAt = now + days(1);
  world.deliveries.push({
    at: Math.max(now + agent.delayMs(), agent.cutOffUntil),
    report: {
      epoch: agent.epoch,
      seq: agent.seq,
      observedAt: iso(now + agent.clockAheadMs),
      intervalSeconds: agent.intervalMs / 1000,
      kind: full ? 'full' : 'delta',
      ...whatChanged(world, full),
      ...(world.troubles.length > 0 && { troubles: world.troubles.map(trouble) }),
      ...clientFacts(world, full),
      ...(agent.attempts.length > 0 && { attempts: agent.attempts }),
    },
  });
  agent.attempts = [];
}

/** It starts again: a new spool, and the first report is a full one. */
export function restartAgent({ agent, random }: World): void {
  agent.epoch = uuid(random);
  agent.seq = 0;
  agent.nextFullAt = 0;
}

function whatChanged(world: World, full: boolean): Pick<ReportInput, 'folders' | 'removed'> {
  const before = world.agent.told;
  const now = new Map<string, string>();
  const folders: Statement[] = [];
  for (const folder of world.folders) {
    const key = folder.path.join('\u0000');
    const seen = inShort(folder, world);
    now.set(key, seen);
    if (full || before.get(key) !== seen) folders.push(statement(folder, world));
  }
  const removed = full ? [] : [...before.keys()].filter((key) => !now.has(key)).map((key) => key.split('\u0000'));
  world.agent.told = now;
  return { ...((full || folders.length > 0) && { folders }), ...(removed.length > 0 && { removed }) };
}

/** All that a statement rests on; to write each statement out only to compare it would take half the time of an evaluation. */
function inShort(folder: Folder, { running, agent }: World): string {
  const { server, offline, last, expected, because, troubles, serverSeen, offlineSeen, dateSeen } = folder;
  const counts = `${serverSeen ? server : '?'} ${offlineSeen ? offline : '?'}`;
  const date = dateSeen && last !== null ? last + agent.clockAheadMs : '?';
  return `${counts} ${date} ${running !== null} ${expected} ${because} ${troubles.join()}`;
}

function statement(folder: Folder, world: World): Statement {
  const { path, server, offline, last, expected, because, troubles } = folder;
  return {
    path,
    serverItems: folder.serverSeen ? server : null,
    offlineItems: folder.offlineSeen ? offline : null,
    lastSynchronizedAt: folder.dateSeen && last !== null ? iso(last + world.agent.clockAheadMs) : null,
    ...(folder.dateSeen && last !== null && { lastSynchronizedBasis: 'sync-state' }),
    ...(world.running && because !== 'local-only' && { inProgress: true }),
    ...(expected !== 0 && { expectedDifference: expected }),
    ...(because !== null && { expectedBecause: because }),
    ...(troubles.length > 0 && { troubles: troubles.map(trouble) }),
  };
}

function clientFacts(world: World, full: boolean): Pick<ReportInput, 'client' | 'profile'> {
  const { client, profile, agent } = world;
  const text = `${Object.values(client).join()} ${Object.entries(profile ?? {}).join()}`;
  if (!full && text === agent.toldFacts) return {};
  agent.toldFacts = text;
  return { client: { ...client }, ...(profile && { profile: { ...profile } }) };
}

function trouble(said: string): { code: string; detail?: string } {
  const [code, detail] = said.split(': ', 2);
  return { code: code!, ...(detail !== undefined && { detail }) };
}
