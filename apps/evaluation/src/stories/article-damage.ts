import { days, hours } from '../time.ts';
import { outlook } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { each, inbox, stuck } from '../world/folders.ts';
import { run } from '../world/run.ts';
import { type World, fails, partly } from '../world/world.ts';
import { type Story, also, inEachFlavour } from './story.ts';

/** A store that cannot be used any more (K7), is damaged (K11), and what is left after a new one (K12, K13). */
export const damageStories: Story[] = [
  ...inEachFlavour('K7', (world) => {
    outlook(world);
    lead(world);
    if (world.flavour === 'noisy') world.client.server = 'exchange2.example.org';
    else world.client.storePath = 'E:\\Sauvegarde\\Zoë\\outlook.ost';
    world.sync.run = fails('the offline folders file cannot be used with this server');
    follow(world, days(2));
  }),
  ...inEachFlavour(
    'K11',
    (world) => {
      outlook(world);
      lead(world);
      inboxStuck(world);
      follow(world, days(2));
    },
    'all but the Inbox',
  ),
  ...inEachFlavour(
    'K11',
    (world) => {
      outlook(world);
      lead(world);
      nothingGoes(world);
      follow(world, days(2));
    },
    'nothing goes',
  ),
  also('K11', 'the file says so', (world) => {
    outlook(world);
    lead(world);
    damaged(world);
    follow(world, days(2));
  }),
  ...inEachFlavour('K12', (world) => {
    outlook(world);
    lead(world);
    (world.flavour === 'odd' ? nothingGoes : inboxStuck)(world);
    run(world, days(2) + hours(1));
    newStore(world, world.flavour !== 'noisy');
    follow(world, days(2));
  }),
  ...inEachFlavour('K13', (world) => {
    outlook(world);
    lead(world);
    (world.flavour === 'plain' ? nothingGoes : inboxStuck)(world);
    run(world, days(2) + hours(1));
    newStore(world, true);
    run(world, days(2));
    world.client.version = `${world.client.version}-R`;
    world.causeAt = world.now;
    if (world.flavour === 'noisy') tried(world, 'K12');
    follow(world, days(2));
  }),
  also('K13', 'people say what was tried', (world) => {
    outlook(world);
    lead(world);
    nothingGoes(world);
    for (const fix of ['K11', 'K12']) {
      run(world, days(1) + hours(20));
      tried(world, fix);
      world.causeAt = world.now;
    }
    follow(world, days(2));
  }),
];

/** Every folder but the Inbox synchronizes. */
function inboxStuck(world: World): void {
  inbox(world).sync = stuck;
  world.sync.run = partly('Synchronization failed');
}

/** Nothing does, with service, delivery, logon and network as they should be. */
function nothingGoes(world: World): void {
  each(world.folders, (folder) => (folder.sync = stuck));
  world.sync.run = fails('Synchronization failed');
}

/** The file cannot be read to its end. */
function damaged(world: World): void {
  nothingGoes(world);
  world.troubles = ['offline-store-damaged: the file is shorter than its header says'];
  each(world.folders, (folder) => {
    folder.offlineSeen = false;
    folder.dateSeen = false;
  });
}

/** The fix of K11 is done: a new file under a new name, empty at first; what synchronized before does so again, and the rest does not. */
function newStore(world: World, shown: boolean): void {
  world.causeAt = world.now;
  if (shown) {
    world.client.storeId = `${world.client.storeId}-new`;
    world.client.storePath = world.client.storePath!.replace('outlook.ost', 'outlook-2.ost');
    each(world.folders, (folder) => {
      if (folder.because === 'local-only') return;
      folder.offline = 0;
      folder.last = null;
    });
  } else tried(world, 'K11');
}

function tried(world: World, fix: string): void {
  world.deliveries.push({ at: world.now, tried: fix, by: 'zoë' });
}
