import { days, minutes } from '../time.ts';
import { mbsync, outlook, thunderbird } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { busiest, each, inbox, stuck } from '../world/folders.ts';
import { type World, completes, fails, partly } from '../world/world.ts';
import { type Story, inEachFlavour } from './story.ts';

/**
 * Seen from one of many replicas that turned together. That they are many is not for one agent to know: the incident is given to the
 * diagnosis, as the server does that has found one; that it finds it is tested with the incidents.
 */
export const crowdStories: Story[] = [
  ...inEachFlavour('server-suspected', (world) => {
    (world.flavour === 'noisy' ? outlook : mbsync)(world);
    lead(world);
    const trouble = { plain: 'server-unreachable', noisy: 'server-timeout', odd: 'credentials-rejected' };
    refused(world, trouble[world.flavour]);
    joinsIncident(world, 'server', world.client.server!);
  }),
  ...inEachFlavour('site-suspected', (world) => {
    ({ plain: mbsync, noisy: thunderbird, odd: outlook })[world.flavour](world);
    lead(world);
    // A line that is cut, one that hardly carries, and a proxy that shows a certificate of its own.
    refused(world, { plain: 'server-unreachable', noisy: 'server-timeout', odd: 'tls-failed' }[world.flavour]);
    joinsIncident(world, 'site', 'Lyon');
  }),
  ...inEachFlavour('client-suspected', (world) => {
    ({ plain: mbsync, noisy: outlook, odd: thunderbird })[world.flavour](world);
    lead(world);
    world.client.version = `${world.client.version}-rc2`;
    brokenByUpdate(world);
    joinsIncident(world, 'client', `${world.client.name} ${world.client.version}`);
  }),
];

function refused(world: World, trouble: string): void {
  world.troubles = [trouble];
  each(world.folders, (folder) => (folder.serverSeen = false));
  world.sync.run = fails(trouble);
}

/** The new version damages its states, no longer takes the Inbox in, or damages its indexes. */
function brokenByUpdate(world: World): void {
  if (world.flavour === 'noisy') {
    inbox(world).sync = stuck;
    world.sync.run = partly('Synchronization failed');
    return;
  }
  const folder = busiest(world);
  folder.troubles = [world.flavour === 'plain' ? 'sync-state-damaged: version 7' : 'index-damaged: unknown format'];
  folder.sync = stuck;
  world.sync.run = world.flavour === 'plain' ? partly('sync-state-damaged') : completes;
}

function joinsIncident(world: World, scope: 'server' | 'site' | 'client', name: string): void {
  world.incident = {
    from: world.now + minutes(25),
    facts: {
      id: '6b1f3c52-2f0e-4c53-9a55-0f6f2a1f7f10',
      cause: `${scope}-suspected`,
      name,
      title: `${name} is suspected`,
      since: world.now,
      replicas: 37,
      share: 0.64,
    },
  };
  follow(world, days(1));
}
