import { days } from '../time.ts';
import { mbsync, outlook, thunderbird } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { each, stuck } from '../world/folders.ts';
import { type World, FLAVOURS, fails } from '../world/world.ts';
import { type Story, story } from './story.ts';

/** K0: in another client's trouble the article keeps quiet, and the modern list speaks. K2: of a healthy replica nothing is said. */
export const quietStories: Story[] = [
  ...FLAVOURS.map((flavour) => story({ quiet: 'article', id: 'K0' }, `K0 ${flavour}`, flavour, notOfTheArticle)),
  ...FLAVOURS.map((flavour) => story({ quiet: 'all', id: 'K2' }, `K2 ${flavour}`, flavour, healthy)),
];

/** Troubles that, with an offline folders file, would be K6, K11 and K8. */
function notOfTheArticle(world: World): void {
  (world.flavour === 'noisy' ? thunderbird : mbsync)(world);
  lead(world);
  if (world.flavour === 'plain') {
    world.troubles = ['server-unreachable'];
    each(world.folders, (folder) => (folder.serverSeen = false));
    world.sync.run = fails('connection refused');
  } else if (world.flavour === 'noisy') {
    world.folders[0]!.troubles = ['offline-store-damaged'];
    world.folders[0]!.offlineSeen = false;
    world.folders[0]!.sync = stuck;
  } else world.sync.run = null;
  follow(world, days(2));
}

function healthy(world: World): void {
  outlook(world);
  lead(world);
  world.troubleAt = null;
  follow(world, days(5));
}
