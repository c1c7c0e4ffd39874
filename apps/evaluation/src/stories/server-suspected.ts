import { days, minutes } from '../time.ts';
import { mbsync, outlook } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { each } from '../world/folders.ts';
import { type World, fails } from '../world/world.ts';
import { type Story, inEachFlavour } from './story.ts';

/**
 * Seen from one of the replicas of a server that is ill. That many turned together is not for one agent to know: the incident is
 * given to the diagnosis, as the server does that has found one; that it finds it is tested with the incidents.
 */
export const serverStories: Story[] = inEachFlavour('server-suspected', (world) => {
  (world.flavour === 'noisy' ? outlook : mbsync)(world);
  lead(world);
  const trouble = { plain: 'server-unreachable', noisy: 'server-timeout', odd: 'credentials-rejected' }[world.flavour];
  world.troubles = [trouble];
  each(world.folders, (folder) => (folder.serverSeen = false));
  world.sync.run = fails(trouble);
  joinsIncident(world);
  follow(world, days(1));
});

function joinsIncident(world: World): void {
  const from = world.now + minutes(25);
  const name = world.client.server!;
  world.incident = {
    from,
    facts: {
      id: '6b1f3c52-2f0e-4c53-9a55-0f6f2a1f7f10',
      cause: 'server-suspected',
      name,
      title: `${name} is suspected`,
      since: world.now,
      replicas: 37,
      share: 0.64,
    },
  };
}
