import { days, hours, minutes } from '../time.ts';
import { restartAgent } from './agent.ts';
import { addFolder, addLocalOnly } from './folders.ts';
import { hourOf, isWorkday, officeHours, plan, run, runUntil } from './run.ts';
import type { World } from './world.ts';

/**
 * The healthy days before the trouble, as the story's flavour has them, up to a Tuesday at ten; there the trouble begins. With
 * `none`, it is there from the first report on.
 */
export function lead(world: World, none = false): void {
  if (world.flavour === 'noisy') makeNoisy(world);
  if (world.flavour === 'odd') makeOdd(world);
  if (!none) runUntil(world, world.beganAt + days(world.flavour === 'odd' ? 8 : 1) + hours(10));
  world.troubleAt = world.now;
}

/** The trouble goes on for about so long; the story ends in the afternoon of a working day. */
export function follow(world: World, ms: number): void {
  run(world, ms);
  let end = world.now - (world.now % days(1)) + hours(15);
  while (end < world.now || !isWorkday(end)) end += days(1);
  runUntil(world, end);
}

/** Counts that never rest, reports that come late, out of order or not at all, and an agent that starts again in the midst of it. */
function makeNoisy(world: World): void {
  const { agent, random } = world;
  world.bustle = 4;
  agent.jitterMs = 45_000;
  agent.loses = 0.03;
  agent.delayMs = () => (random.chance(0.06) ? random.below(minutes(25)) : random.below(8_000));
  for (const day of [0.7, 1.9, 3.2]) plan(world, world.beganAt + days(day), restartAgent);
  plan(world, world.beganAt + days(2) + hours(13), ({ now }) => {
    agent.cutOffUntil = now + minutes(50);
  });
}

/** Two or three things that look strange and are not. */
function makeOdd(world: World): void {
  const { random } = world;
  const oddities = [...ODDITIES];
  for (let left = 3; left > 0; left -= 1) oddities.splice(random.below(oddities.length), 1)[0]!(world);
}

const ODDITIES: readonly ((world: World) => void)[] = [
  function declaredWindow(world) {
    const lack = world.random.between(300, 9_000);
    addFolder(world, ['Archive', 'Altes'], lack + 450, { lack, expected: lack, because: 'window' });
  },
  function localOnly(world) {
    addLocalOnly(world, ['Sync Issues'], world.random.between(1, 9));
  },
  function clockAhead(world) {
    world.agent.clockAheadMs = minutes(2);
  },
  function weekendAndNightsOff(world) {
    world.on = (at) => officeHours(7.5, 19)(at);
  },
  function agentUpdated(world) {
    plan(world, world.beganAt + days(4) + hours(11), restartAgent);
  },
  function renamed(world) {
    plan(world, world.beganAt + days(3) + hours(14), ({ folders }) => {
      const folder = folders.find(({ path }) => path.length === 2);
      if (folder) folder.path = [folder.path[0]!, `${folder.path[1]!} (neu)`];
    });
  },
  function bigImport(world) {
    plan(world, world.beganAt + days(2) + hours(9) + minutes(30), ({ folders, random }) => {
      if (folders[1]) folders[1].server += random.between(1_500, 6_000);
    });
  },
  function clientUpdated(world) {
    plan(world, world.beganAt + days(1) + hours(12), ({ client }) => {
      client.version = `${client.version}.1`;
    });
  },
];

/** Off at night, on at weekends too. */
export const nightsOff = (at: number): boolean => hourOf(at) >= 7 && hourOf(at) < 22.5;
