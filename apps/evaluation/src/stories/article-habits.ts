import { days, hours, minutes } from '../time.ts';
import { outlook } from '../world/clients.ts';
import { follow, lead } from '../world/flavours.ts';
import { each, inbox, others, slowly, stuck } from '../world/folders.ts';
import { everyWorkday, officeHours, plan, run, synchronizeNow } from '../world/run.ts';
import { type World, completes, fails, partly } from '../world/world.ts';
import { type Story, also, inEachFlavour } from './story.ts';

/** The network (K6), and what people do and leave undone (K8, K9, K10). */
export const habitStories: Story[] = [
  ...inEachFlavour('K6', (world) => {
    outlook(world);
    lead(world);
    offTheNetwork(world);
    follow(world, days(2));
  }),
  ...inEachFlavour('K8', nobodySynchronizes),
  ...inEachFlavour('K8', onlyThisFolder, 'this folder only'),
  also('K8', 'automatic is off, and nobody left', (world) => {
    outlook(world);
    lead(world);
    world.profile!.syncOnExit = false;
    world.sync.run = null;
    follow(world, days(2));
  }),
  ...inEachFlavour('K9', backAfterLong),
  ...inEachFlavour('K10', notUponExiting),
  also('K10', 'nights tell', (world) => {
    outlook(world);
    world.on = officeHours();
    exitsDaily(world, false);
    lead(world);
    world.profile!.syncOnExit = false;
    world.sync.run = null;
    follow(world, days(3));
  }),
];

function offTheNetwork(world: World): void {
  world.troubles = [world.flavour === 'odd' ? 'server-unreachable: no route to host' : 'server-unreachable'];
  each(world.folders, (folder) => {
    folder.serverSeen = false;
  });
  world.sync.run = fails('the server is not available');
}

/** The client is on and online, automatic synchronization would be on, and nobody leaves it or asks for a run. */
function nobodySynchronizes(world: World): void {
  outlook(world);
  if (world.flavour === 'noisy') delete world.profile!.syncOnExit;
  lead(world);
  world.sync.run = null;
  follow(world, days(2));
}

/** The user synchronizes the Inbox by hand, several times a day, and nothing else. */
function onlyThisFolder(world: World): void {
  outlook(world);
  lead(world);
  world.sync.run = null;
  for (const hour of [9, 11, 14, 16]) {
    everyWorkday(world, hour, () => {
      synchronizeNow(world, (_world, at) => {
        const folder = inbox(world);
        folder.sync(folder, at);
        return { outcome: 'succeeded', folders: [folder.path] };
      });
    });
  }
  follow(world, days(3));
}

/** Three weeks away with the device off; then everything has to come down. */
function backAfterLong(world: World): void {
  outlook(world);
  lead(world);
  const { on } = world;
  const back = world.now + days(world.flavour === 'plain' ? 20 : 13);
  world.on = (at) => at >= back && on(at);
  run(world, back - world.now - minutes(20));
  const folder = inbox(world);
  folder.server += 6_000;
  world.troubleAt = back;
  each(world.folders, (one) => {
    one.sync = slowly(40, world.flavour === 'odd' ? 'each-run' : 'when-done');
  });
  world.sync.everyMs = minutes(10);
  world.sync.run = world.flavour === 'odd' ? completes : partly('more to come');
  run(world, hours(5) + minutes(20));
}

/** The user leaves the client each evening while online; since Tuesday the box for automatic synchronization is not ticked. */
function notUponExiting(world: World): void {
  outlook(world);
  world.on = officeHours();
  world.sync.run = null;
  exitsDaily(world, true);
  syncsAllDay(world);
  lead(world);
  world.profile!.syncOnExit = false;
  world.acts = world.acts.filter(({ act }) => act !== inTheDay);
  if (world.flavour === 'odd') each(others(world).slice(0, 1), (folder) => (folder.sync = stuck));
  follow(world, days(3));
}

/** Leaves at a quarter past five; with the box ticked, everything is synchronized then. */
function exitsDaily(world: World, told: boolean): void {
  everyWorkday(world, 17.25, () => {
    if (told) world.profile!.lastExitAt = new Date(world.now).toISOString();
    if (world.profile!.syncOnExit) synchronizeNow(world, completes, 'exit');
  });
}

/** As long as the box is ticked, the day has its syncs as well. */
const inTheDay = (world: World): void => synchronizeNow(world, completes, 'schedule');

function syncsAllDay(world: World): void {
  for (let hour = 8.25; hour < 17; hour += 0.4) everyWorkday(world, hour, inTheDay);
  plan(world, world.now + minutes(2), inTheDay);
}
