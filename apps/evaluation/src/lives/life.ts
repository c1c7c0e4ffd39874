import { type Story, story } from '../stories/story.ts';
import { days, minutes } from '../time.ts';
import { run } from '../world/run.ts';
import type { World } from '../world/world.ts';

/** Some weeks in which nothing is wrong, and nothing may be said. */
export function life(name: string, weeks: number, begin: (world: World) => void, beganAt?: number): Story {
  return story(
    { quiet: 'all', id: null },
    `healthy: ${name}`,
    'plain',
    (world) => {
      world.agent.intervalMs = minutes(world.random.pick([10, 15]));
      begin(world);
      run(world, days(7 * weeks));
    },
    beganAt,
  );
}
