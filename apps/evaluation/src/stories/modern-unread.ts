import { days } from '../time.ts';
import { mbsync, outlook, thunderbird } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { busiest, each, others, stuck } from '../world/folders.ts';
import type { World } from '../world/world.ts';
import { type Story, also, inEachFlavour } from './story.ts';

/** Stores that there never were, of a kind that no reader knows, or of which a part could not be read. */
export const unreadStories: Story[] = [
  ...inEachFlavour('offline-use-not-set-up', (world) => {
    (world.flavour === 'noisy' ? thunderbird : mbsync)(world);
    world.sync.run = null;
    if (world.flavour === 'odd') world.folders = [];
    noOfflineSide(world, 'offline-use-not-set-up: there is no folder /home/zoe/Mail', true);
  }),
  ...inEachFlavour('unsupported-store', (world) => {
    // The client goes on synchronizing; it is the agent that cannot read what it writes.
    ({ plain: mbsync, noisy: thunderbird, odd: outlook })[world.flavour](world);
    noOfflineSide(world, 'unsupported-store: a kind of store that cannot be read', world.flavour === 'plain');
  }),
  ...inEachFlavour('partial-read', readInPart),
  also('partial-read', 'the server does not tell of a folder', (world) => {
    mbsync(world);
    lead(world);
    const folder = busiest(world);
    folder.serverSeen = false;
    folder.troubles = ['partial-read: the server did not tell the status of this folder'];
    follow(world, days(2));
  }),
];

/** The server can be counted, the offline side cannot. `never`: it could not from the first report on. */
function noOfflineSide(world: World, trouble: string, never: boolean): void {
  if (!never) lead(world);
  world.troubles = [trouble];
  each(world.folders, (folder) => {
    folder.offlineSeen = false;
    folder.dateSeen = false;
    if (never) folder.sync = stuck;
  });
  if (never) lead(world, true);
  follow(world, days(2));
}

/** What belongs to another user cannot be counted, or is left out of a count that then looks right by chance. */
function readInPart(world: World): void {
  (world.flavour === 'noisy' ? thunderbird : mbsync)(world);
  lead(world);
  const hidden = world.flavour === 'noisy' ? others(world).slice(0, 2) : [others(world)[1]!];
  each(hidden, (folder) => {
    folder.troubles = ['partial-read: permission denied'];
    // In the odd story the counts are there, and even equal: they are not to be trusted all the same.
    if (world.flavour !== 'odd') folder.offlineSeen = folder.dateSeen = false;
  });
  follow(world, days(2));
}
