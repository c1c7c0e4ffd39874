import type { FolderPath } from '@lockstep/contracts';
import type { LoggedTrouble, ReplicaEvent } from '../replica/replica.events.ts';
import { type Agent, MONDAY, newAgent, note, report, stated } from './agent.ts';
import type { Seeded } from './seeded.ts';
import { days, hours, minutes } from './durations.ts';

const PATHS: readonly FolderPath[] = [['INBOX'], ['Sent'], ['Projects', 'Été'], ['Archive', '2024'], ['Sync Issues']];
const TROUBLES: readonly LoggedTrouble[] = [
  ['server-unreachable'],
  ['credentials-rejected', 'as of now'],
  ['partial-read'],
  ['sync-in-progress'],
];

interface Folder {
  path: FolderPath;
  server: number;
  offline: number;
  last: number | null;
}

/** A replica lives through everything at once: busy days, syncs that fail, nights, holidays, lost counts, new spools. */
export function randomLife(random: Seeded, reports: number): ReplicaEvent[] {
  const agent = newAgent();
  const folders: Folder[] = PATHS.map((path) => {
    const items = random.below(3000);
    return { path, server: items, offline: items, last: -minutes(1) };
  });
  let at = 0;
  for (let round = 0; round < reports; round += 1) {
    at += pause(random, agent);
    if (random.chance(0.02)) newSpool(agent, round);
    if (random.chance(0.05)) agent.seq += random.below(3);
    const changed = folders.filter((folder) => live(folder, random, at));
    tell(agent, random, at, folders, changed, round === 0);
    if (random.chance(0.1)) note(agent, 'DeadlineReached', at + minutes(random.below(60)), {});
    if (random.chance(0.1)) attempt(agent, random, at);
  }
  return agent.facts;
}

function pause(random: Seeded, agent: Agent): number {
  if (random.chance(0.02)) return days(random.below(12));
  if (random.chance(0.05)) return hours(random.below(30));
  if (random.chance(0.05)) return minutes(random.below(40));
  return agent.intervalMs + random.below(3) * 1000;
}

function newSpool(agent: Agent, round: number): void {
  agent.epoch = `epoch-${round + 2}`;
  agent.seq = 0;
}

function live(folder: Folder, random: Seeded, at: number): boolean {
  const before = `${folder.server} ${folder.offline} ${folder.last}`;
  if (random.chance(0.2)) folder.server = Math.max(0, folder.server + random.below(60) - 20);
  if (random.chance(0.02)) folder.server += random.below(2000);
  if (random.chance(0.03)) folder.offline = random.below(3000);
  if (random.chance(0.15)) folder.offline += Math.round((folder.server - folder.offline) * random.next());
  if (random.chance(0.15)) folder.last = at - random.below(minutes(5));
  if (random.chance(0.01)) folder.last = null;
  return before !== `${folder.server} ${folder.offline} ${folder.last}`;
}

function tell(agent: Agent, random: Seeded, at: number, all: Folder[], changed: Folder[], first: boolean): void {
  const full = first || random.chance(0.05);
  const removed = !full && random.chance(0.03) ? [random.pick(PATHS)] : [];
  const said = (full ? all.filter(() => first || random.chance(0.9)) : changed).filter(
    ({ path }) => !removed.includes(path),
  );
  report(agent, at, {
    kind: full ? 'full' : 'delta',
    folders: said.map(({ path, server, offline, last }) =>
      stated({
        path,
        last,
        server: path[0] === 'Sync Issues' || random.chance(0.03) ? null : server,
        offline: random.chance(0.01) ? null : offline,
        ...(path[0] === 'Sync Issues' && { because: 'local-only' }),
        ...(random.chance(0.02) && { because: random.pick(['local-only', 'window'] as const) }),
        ...(random.chance(0.05) && { inProgress: true }),
        ...(random.chance(0.03) && { troubles: ['duplicates'] }),
        ...(random.chance(0.05) && { expected: random.below(30) }),
      }),
    ),
    ...(removed.length > 0 && { removed }),
    ...(random.chance(0.08) && { troubles: [random.pick(TROUBLES)] }),
  });
  if (random.chance(0.05)) clientFacts(agent, random, at);
  if (random.chance(0.05)) people(agent, random, at, all);
}

function clientFacts(agent: Agent, random: Seeded, at: number): void {
  const client = {
    name: 'mbsync',
    version: `1.${random.below(3)}`,
    ...(random.chance(0.8) && { storeId: random.pick(['one', 'other']), server: 'imap.example.org' }),
  };
  const lastExitAt = random.chance(0.5) ? new Date(MONDAY + at - random.below(hours(3))).toISOString() : null;
  note(agent, 'ClientFactsReported', at, { client, ...(random.chance(0.6) && { profile: { lastExitAt } }) });
}

/** Before the folder is there, while it is gone, twice: people do as they like. */
function people(agent: Agent, random: Seeded, at: number, all: Folder[]): void {
  const { path, server, offline } = random.pick(all);
  if (random.chance(0.2)) note(agent, 'FixTried', at, { fix: random.pick(['K8', 'K11']), by: 'admin' });
  else if (random.chance(0.3)) note(agent, 'DifferenceAcceptanceWithdrawn', at, { path, by: 'admin' });
  else
    note(agent, 'DifferenceAccepted', at, {
      path,
      items: server - offline + random.pick([0, 0, 5, -5]),
      reason: 'known',
      by: 'admin',
      until: MONDAY + at + random.below(days(3)),
    });
}

function attempt(agent: Agent, random: Seeded, at: number): void {
  note(agent, 'SyncAttempted', at, {
    startedAt: new Date(MONDAY + at - minutes(2)).toISOString(),
    endedAt: new Date(MONDAY + at - minutes(1)).toISOString(),
    outcome: random.pick(['succeeded', 'partial', 'failed'] as const),
    ...(random.chance(0.3) && { trigger: random.pick(['exit', 'manual'] as const) }),
    ...(random.chance(0.2) && { error: 'as of now' }),
    ...(random.chance(0.2) && { folders: [[...random.pick(PATHS)]] }),
  });
}
