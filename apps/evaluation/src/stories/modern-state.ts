import { days, hours, minutes } from '../time.ts';
import { mbsync, thunderbird } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { busiest, each, inbox, others, stuck } from '../world/folders.ts';
import { plan, run } from '../world/run.ts';
import { type Folder, type World, partly } from '../world/world.ts';
import { type Story, also, inEachFlavour } from './story.ts';

/** What goes wrong between the two sides of a folder: its state, one message, items that fell away. */
export const stateStories: Story[] = [
  ...inEachFlavour('uidvalidity-changed', (world) => {
    mbsync(world);
    lead(world);
    const refusing = { plain: world.folders, noisy: [busiest(world)], odd: others(world).slice(0, 3) }[world.flavour];
    refuses(world, refusing, 'uidvalidity-changed: 1700000001, not 1600000001');
  }),
  ...inEachFlavour('sync-state-damaged', (world) => {
    mbsync(world);
    lead(world);
    refuses(world, [world.flavour === 'odd' ? inbox(world) : busiest(world)], 'sync-state-damaged: line 3');
  }),
  ...inEachFlavour('duplicates', doubled),
  ...inEachFlavour('message-rejected', (world) => {
    rejects(world, world.flavour === 'plain' ? 1 : 2, world.flavour === 'odd');
  }),
  also('message-rejected', 'the log says so', (world) => {
    mbsync(world);
    lead(world);
    const folder = busiest(world);
    folder.troubles = ['message-rejected: cannot be stored'];
    folder.server += 1;
    folder.lack = 1;
    world.sync.run = partly('one message was not stored');
    follow(world, days(2));
  }),
  also('message-rejected', 'three, one a day', (world) => {
    mbsync(world);
    const folder = busiest(world);
    folder.mailPerDay = 30;
    lead(world);
    for (const day of [0, 1, 2]) {
      plan(world, world.now + days(day) + minutes(20), () => {
        folder.server += 1;
        folder.lack += 1;
      });
    }
    follow(world, days(5));
  }),
  ...inEachFlavour('offline-deleted', deletedOffline),
  also('offline-deleted', 'all of it', (world) => {
    mbsync(world);
    lead(world);
    const folder = busiest(world);
    folder.lack = folder.offline;
    folder.offline = 0;
    follow(world, days(2));
  }),
];

function refuses(world: World, folders: readonly Folder[], trouble: string): void {
  each(folders, (folder) => {
    folder.sync = stuck;
    folder.troubles = [trouble];
  });
  world.sync.run = partly(trouble);
  follow(world, days(2));
}

/** The state was deleted: the next two-way run takes each side for new to the other. */
function doubled(world: World): void {
  mbsync(world);
  lead(world);
  const folder = world.flavour === 'plain' ? inbox(world) : others(world)[1]!;
  folder.server *= 2;
  folder.sync(folder, world.now);
  folder.troubles = ['duplicates: every second Message-ID twice'];
  follow(world, days(2));
}

/** One message that the client cannot store came with the morning's mail; what came later is all there. */
function rejects(world: World, messages: number, intoInbox: boolean): void {
  (intoInbox ? thunderbird : mbsync)(world);
  const folder = intoInbox ? inbox(world) : busiest(world);
  folder.mailPerDay = 15;
  if (world.flavour === 'plain') folder.deleted = 0;
  // What is deleted on the server makes the counts equal by chance, until the next run; no longer than five minutes.
  else world.agent.intervalMs = world.sync.everyMs = minutes(5);
  lead(world);
  run(world, minutes(3));
  folder.server += messages;
  folder.lack = messages;
  follow(world, days(3));
}

/** Files were removed from the offline store by hand; the client only pulls what is new, and does not notice. */
function deletedOffline(world: World): void {
  (world.flavour === 'odd' ? thunderbird : mbsync)(world);
  lead(world);
  const folder = others(world).reduce((most, one) => (one.server > most.server ? one : most));
  folder.mailPerDay = 10;
  run(world, hours(1) + minutes(2));
  const gone = Math.min(world.random.between(40, 160), Math.floor(folder.offline / 2));
  world.troubleAt = world.now;
  folder.offline -= gone;
  folder.lack = gone;
  follow(world, days(2));
}
