import type { Story } from '../stories/story.ts';
import { days, hours, minutes } from '../time.ts';
import { restartAgent } from '../world/agent.ts';
import { mbsync, outlook, thunderbird } from '../world/clients.ts';
import { nightsOff } from '../world/flavours.ts';
import { each, slowly } from '../world/folders.ts';
import { hourOf, isWorkday, officeHours, plan } from '../world/run.ts';
import { type World, completes, fails } from '../world/world.ts';
import { life } from './life.ts';

/** What devices, clocks, lines and servers do that looks like trouble. */
export const deviceLives: Story[] = [
  life('a holiday of two weeks', 5, (world) => {
    mbsync(world);
    world.on = (at) => at < world.beganAt + days(8) || at > world.beganAt + days(22.4);
  }),
  life('a holiday, and the mail afterwards', 5, (world) => {
    mbsync(world);
    world.on = (at) => officeHours()(at) && (at < world.beganAt + days(4) || at > world.beganAt + days(21));
    // So much comes down in several runs.
    for (const folder of world.folders) folder.sync = slowly(400);
  }),
  life('short nights', 4, (world) => {
    outlook(world);
    world.on = (at) => hourOf(at) < 1 || hourOf(at) > 6;
  }),
  life('off at night, on at weekends', 4, (world) => {
    thunderbird(world);
    world.on = nightsOff;
  }),
  life('office hours', 4, (world) => {
    outlook(world);
    world.on = officeHours();
  }),
  life('on at weekends alone', 5, (world) => {
    mbsync(world);
    world.on = (at) => !isWorkday(at) && hourOf(at) > 9 && hourOf(at) < 20;
  }),
  life('a clock that drifts', 4, (world) => {
    mbsync(world);
    world.agent.intervalMs = minutes(10);
    for (let hour = 1; hour < 24 * 26; hour += 1) {
      plan(world, world.beganAt + hours(hour), ({ agent }) => {
        agent.clockAheadMs = Math.round((minutes(4) * hour) / (24 * 26));
      });
    }
  }),
  life('a clock that is three minutes behind', 3, (world) => {
    outlook(world);
    world.agent.clockAheadMs = -minutes(3);
  }),
  life('a slow line', 3, (world) => {
    outlook(world);
    world.sync.everyMs = minutes(60);
    world.sync.takesMs = minutes(38);
    world.agent.delayMs = () => world.random.below(minutes(4));
  }),
  life('a server that is serviced for 20 minutes each Wednesday', 4, (world) => {
    mbsync(world);
    for (const week of [0, 1, 2, 3]) serviced(world, world.beganAt + days(2 + week * 7) + hours(21));
  }),
  life('a store that a backup locks for five minutes each night', 3, (world) => {
    outlook(world);
    for (let night = 1; night < 20; night += 1) locked(world, world.beganAt + days(night) + hours(3));
  }),
  life('an agent upgraded twice', 3, (world) => {
    thunderbird(world);
    for (const day of [5, 12]) plan(world, world.beganAt + days(day) + hours(10), restartAgent);
  }),
  life('a new spool while reports wait in the old', 3, (world) => {
    mbsync(world);
    plan(world, world.beganAt + days(6) + hours(9), ({ agent, now }) => (agent.cutOffUntil = now + hours(5)));
    plan(world, world.beganAt + days(6) + hours(12), restartAgent);
  }),
  life(
    'the clocks go back',
    3,
    (world) => {
      outlook(world);
      const goesBack = Date.UTC(2026, 9, 25, 1);
      world.on = (at) => officeHours()(at + (at < goesBack ? hours(2) : hours(1)));
    },
    Date.UTC(2026, 9, 12),
  ),
  life('reports that come late and out of order', 3, (world) => {
    outlook(world);
    world.agent.jitterMs = minutes(1);
    world.agent.loses = 0.05;
    world.agent.delayMs = () => (world.random.chance(0.15) ? world.random.below(minutes(40)) : 2_000);
  }),
  life('a client updated, and again', 3, (world) => {
    outlook(world);
    for (const day of [4, 11])
      plan(world, world.beganAt + days(day) + hours(12), ({ client }) => (client.version += '.1'));
  }),
  life('the server has a new name, and all goes on', 3, (world) => {
    outlook(world);
    plan(world, world.beganAt + days(9) + hours(3), ({ client }) => (client.server = 'mail-neu.example.org'));
  }),
  life('a new offline folders file that fills at once', 3, (world) => {
    outlook(world);
    plan(world, world.beganAt + days(9) + hours(10), ({ client, folders }) => {
      client.storeId = 'ost-new';
      client.storePath = 'D:\\Mail\\outlook-2.ost';
      each(folders, (folder) => Object.assign(folder, { offline: 0, last: null }));
    });
  }),
  life('one failed run now and then', 3, (world) => {
    mbsync(world);
    world.sync.run = (now, at) => (now.random.chance(0.04) ? fails('connection reset')(now, at) : completes(now, at));
  }),
];

/** Twenty minutes in which neither client nor agent reaches the server. */
function serviced(world: World, at: number): void {
  let before = world.sync.run;
  world.passing.push({ from: at, to: at + minutes(20), id: 'server-unreachable' });
  plan(world, at, () => {
    before = world.sync.run;
    world.troubles = ['server-unreachable: ECONNREFUSED'];
    each(world.folders, (folder) => (folder.serverSeen = false));
    world.sync.run = fails('connection refused');
  });
  plan(world, at + minutes(20), () => {
    world.troubles = [];
    each(world.folders, (folder) => (folder.serverSeen = true));
    world.sync.run = before;
  });
}

function locked(world: World, at: number): void {
  world.passing.push({ from: at, to: at + minutes(5), id: 'offline-store-in-use' });
  plan(world, at, () => {
    world.troubles = ['offline-store-in-use: a backup runs'];
    each(world.folders, (folder) => (folder.offlineSeen = folder.dateSeen = false));
  });
  plan(world, at + minutes(5), () => {
    world.troubles = [];
    each(world.folders, (folder) => (folder.offlineSeen = folder.dateSeen = true));
  });
}
