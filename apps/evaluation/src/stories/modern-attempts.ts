import { days, minutes } from '../time.ts';
import { mbsync, outlook, thunderbird } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { each, stuck } from '../world/folders.ts';
import { plan } from '../world/run.ts';
import { type World, fails } from '../world/world.ts';
import { type Story, also, inEachFlavour } from './story.ts';

/** Runs that fail, hang, were killed, or are not there at all. */
export const attemptStories: Story[] = [
  ...inEachFlavour('server-unreachable', (world) => {
    refused(world, world.flavour === 'noisy' ? 'server-timeout' : 'server-unreachable: ECONNREFUSED');
  }),
  ...inEachFlavour('credentials-rejected', (world) => {
    refused(world, 'credentials-rejected: authentication failed');
  }),
  also('credentials-rejected', 'Windows is logged on', (world) => {
    refused(world, 'credentials-rejected', outlook);
  }),
  ...inEachFlavour('tls-failed', (world) => {
    refused(world, 'tls-failed: the certificate has expired');
  }),
  ...inEachFlavour('mailbox-moved', moved),
  ...inEachFlavour('not-synchronizing', (world) => {
    (world.flavour === 'odd' ? thunderbird : mbsync)(world);
    lead(world);
    world.sync.run = null;
    follow(world, days(2));
  }),
  ...inEachFlavour('sync-interrupted', interrupted),
  ...inEachFlavour('sync-hung', hung),
];

/** The agent cannot count the server either. */
function refused(world: World, trouble: string, client = world.flavour === 'odd' ? thunderbird : mbsync): void {
  client(world);
  lead(world);
  world.troubles = [trouble];
  // A server that does not answer in time does answer now and then that it is not there.
  if (trouble === 'server-timeout') {
    for (let turn = 1; turn < 40; turn += 1) {
      plan(world, world.now + minutes(turn * 95), ({ troubles }) => {
        troubles[0] = turn % 2 ? 'server-unreachable' : 'server-timeout';
      });
    }
  }
  each(world.folders, (folder) => (folder.serverSeen = false));
  world.sync.run = fails(trouble);
  follow(world, days(2));
}

/** The mailbox was moved or restored: the server has another name since, and nothing goes. */
function moved(world: World): void {
  (world.flavour === 'noisy' ? thunderbird : mbsync)(world);
  lead(world);
  world.client.server = world.flavour === 'odd' ? 'imap.nach-umzug.example.de' : 'imap2.example.org';
  world.sync.run = fails('the mailbox is not the one that was paired');
  follow(world, days(2));
}

/** Killed in the middle: its journal lies there and no process does. */
function interrupted(world: World): void {
  mbsync(world);
  lead(world);
  const folder = world.folders[world.flavour === 'plain' ? 0 : 2]!;
  folder.troubles = ['sync-interrupted: the journal is 42 min old'];
  if (world.flavour === 'odd') world.sync.run = null;
  else world.sync.run = fails('killed');
  each(world.folders, (one) => (one.sync = stuck));
  follow(world, days(2));
}

/** The process is alive, and no attempt ends. */
function hung(world: World): void {
  mbsync(world);
  lead(world);
  world.running = { startedAt: world.now, endsAt: Infinity };
  if (world.flavour !== 'odd') world.troubles = ['sync-hung: running since this morning'];
  world.agent.attempts.push({
    startedAt: new Date(world.now + world.agent.clockAheadMs).toISOString(),
    endedAt: null,
    trigger: 'schedule',
    outcome: 'partial',
  });
  follow(world, days(2));
}
