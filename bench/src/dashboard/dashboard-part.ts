import { onFreshDatabase } from '../database.ts';
import type { Part } from '../part.ts';
import { startSystem } from '../server/system.ts';
import { GOALS } from './goals.ts';
import { measure } from './measure.ts';
import { seedFleet, settled } from './seed-fleet.ts';
import { linesOf, table } from './table.ts';

/** The built dashboard in a real browser, before the whole server with a seeded fleet; all on the same cores. */
export const dashboardPart: Part = {
  name: 'dashboard',
  run: ({ serverUrl, quick, log }) =>
    onFreshDatabase(serverUrl, async ({ url }) => {
      const replicas = quick ? 3_000 : 100_000;
      await seedFleet(url, { replicas, log });
      const system = await startSystem(url);
      try {
        await settled(url, log);
        const measured = await measure(system, replicas, quick, log);
        const lines = linesOf(measured);
        for (const { what, goal, measured } of lines.filter(({ met }) => met === false)) {
          log(`missed: ${what}: ${measured} (${goal})`);
          // A short run measures too little to tell.
          if (!quick) process.exitCode = 1;
        }
        return { results: { goals: GOALS, ...measured }, markdown: table(lines) };
      } finally {
        await system.stop();
      }
    }),
};
