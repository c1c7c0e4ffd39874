import { days } from '../time.ts';
import { mbsync, outlook, syncthing, thunderbird } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { busiest, each, inbox, others, stuck } from '../world/folders.ts';
import { type Folder, type World, partly } from '../world/world.ts';
import { type Story, inEachFlavour } from './story.ts';

/** Stores that cannot be read, used or trusted; sides that lack a folder. */
export const storeStories: Story[] = [
  ...inEachFlavour('offline-store-damaged', (world) => {
    (world.flavour === 'odd' ? thunderbird : mbsync)(world);
    lead(world);
    unreadable(world, 'offline-store-damaged: input/output error');
  }),
  ...inEachFlavour('offline-store-in-use', (world) => {
    ({ plain: outlook, noisy: thunderbird, odd: mbsync })[world.flavour](world);
    lead(world);
    unreadable(world, 'offline-store-in-use: locked by another program');
  }),
  ...inEachFlavour('index-damaged', (world) => {
    thunderbird(world);
    lead(world);
    const folder = world.flavour === 'odd' ? inbox(world) : busiest(world);
    folder.troubles = ['index-damaged: the index knows 90 fewer'];
    if (world.flavour === 'noisy') folder.sync = stuck;
    follow(world, days(2));
  }),
  ...inEachFlavour('never-compacted', (world) => {
    thunderbird(world);
    lead(world);
    const folder = world.flavour === 'plain' ? inbox(world) : others(world)[0]!;
    folder.troubles = ['never-compacted: 4 GB for 900 messages'];
    if (world.flavour !== 'plain') folder.lack = -Math.round(folder.server * 0.8 + 60);
    follow(world, days(2));
  }),
  ...inEachFlavour('offline-folder-missing', (world) => {
    mbsync(world);
    lead(world);
    lacks(world, others(world)[1]!, 'offline');
  }),
  ...inEachFlavour('server-folder-missing', (world) => {
    (world.flavour === 'noisy' ? thunderbird : mbsync)(world);
    lead(world);
    lacks(world, others(world)[1]!, 'server');
  }),
  ...inEachFlavour('peer-never-connected', neverConnected),
  ...inEachFlavour('folder-marker-missing', (world) => {
    syncthing(world);
    lead(world);
    const folder = world.flavour === 'odd' ? inbox(world) : busiest(world);
    folder.troubles = ['folder-marker-missing: stopped'];
    folder.sync = stuck;
    follow(world, days(2));
  }),
];

/** Of the whole store, or in the noisy story of one folder of it. */
function unreadable(world: World, trouble: string): void {
  const folders = world.flavour === 'noisy' ? [busiest(world)] : world.folders;
  if (world.flavour === 'noisy') folders[0]!.troubles = [trouble];
  else world.troubles = [trouble];
  each(folders, (folder) => {
    folder.offlineSeen = false;
    folder.dateSeen = false;
    folder.sync = stuck;
  });
  world.sync.run = partly('could not open the store');
  follow(world, days(2));
}

function lacks(world: World, folder: Folder, side: 'offline' | 'server'): void {
  folder.troubles = [`${side}-folder-missing`];
  folder.sync = stuck;
  if (side === 'offline') folder.dateSeen = folder.offlineSeen = false;
  else folder.serverSeen = false;
  world.sync.run = partly('one folder was left out');
  follow(world, days(2));
}

/** Nothing on either side and all of it done: the peer was never there. */
function neverConnected(world: World): void {
  syncthing(world);
  const folders = world.flavour === 'noisy' ? world.folders.slice(1, 2) : world.folders;
  each(folders, (folder) => {
    folder.server = 0;
    folder.offline = 0;
    folder.last = null;
    folder.mailPerDay = 0;
    folder.sync = stuck;
    if (world.flavour !== 'odd') folder.troubles = ['peer-never-connected'];
  });
  if (world.flavour === 'odd') world.troubles = ['peer-never-connected'];
  lead(world, true);
  follow(world, days(2));
}
