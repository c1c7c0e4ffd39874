import { type Story, story } from '../stories/story.ts';
import { days, hours, minutes } from '../time.ts';
import { mbsync, outlook, thunderbird } from '../world/clients.ts';
import { busiest, each, inbox, others, stuck, whole } from '../world/folders.ts';
import { run } from '../world/run.ts';
import { type World, completes, fails, partly } from '../world/world.ts';

/** A trouble that ends: an hour after it all is in step again, and from then on nothing may be said. */
export const recoveries: Story[] = [
  recovery('the network is back', (world) => {
    outlook(world);
    return () => {
      world.troubles = ['server-unreachable'];
      each(world.folders, (folder) => (folder.serverSeen = false));
      world.sync.run = fails('the server is not available');
    };
  }),
  recovery('the new password is in', (world) => {
    mbsync(world);
    return () => {
      world.troubles = ['credentials-rejected'];
      each(world.folders, (folder) => (folder.serverSeen = false));
      world.sync.run = fails('authentication failed');
    };
  }),
  recovery('somebody synchronized all folders', (world) => {
    outlook(world);
    return () => (world.sync.run = null);
  }),
  recovery('the state was reset', (world) => {
    mbsync(world);
    return () => {
      busiest(world).troubles = ['uidvalidity-changed'];
      busiest(world).sync = stuck;
      world.sync.run = partly('uidvalidity');
    };
  }),
  recovery('a new offline folders file', (world) => {
    outlook(world);
    return (over) => {
      inbox(world).sync = stuck;
      world.sync.run = partly('Synchronization failed');
      if (!over) return;
      world.client.storeId = 'ost-new';
      world.client.storePath = 'C:\\Mail\\outlook-2.ost';
      each(world.folders, (folder) => Object.assign(folder, { offline: 0, last: null }));
    };
  }),
  recovery('the files that were deleted were pulled again', (world) => {
    mbsync(world);
    return (over) => {
      const folder = others(world)[0] ?? inbox(world);
      if (!over) Object.assign(folder, { offline: folder.offline - 50, lack: 50 });
    };
  }),
  recovery('the index was repaired', (world) => {
    thunderbird(world);
    return () => (inbox(world).troubles = ['index-damaged']);
  }),
];

/** `breaks` is asked to do the harm, and once more just before all is mended, for what the mending changes. */
function recovery(name: string, begin: (world: World) => (over: boolean) => void): Story {
  return story({ quiet: 'all', id: null }, `recovered: ${name}`, 'plain', (world) => {
    const breaks = begin(world);
    run(world, days(1) + hours(9));
    world.troubleAt = world.now;
    breaks(false);
    run(world, days(1) + hours(1));
    breaks(true);
    mend(world);
    run(world, hours(1) + minutes(5));
    world.overAt = world.now;
    run(world, days(4));
  });
}

function mend(world: World): void {
  world.troubles = [];
  world.sync.run = completes;
  each(world.folders, (folder) => {
    folder.troubles = [];
    folder.serverSeen = true;
    folder.sync = whole;
    folder.lack = 0;
  });
}
