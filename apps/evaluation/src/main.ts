import { performance } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { LIVES, STORIES } from './all.ts';
import { playAll } from './play-all.ts';
import { HEADING, lineOf, table, totals } from './print.ts';
import { score } from './score.ts';
import { printTrace } from './trace.ts';

/** `npm run evaluate -- [--story NAME] [--dice WORD] [--json | --table]`: exit 0 when the goal is reached, 1 when it is missed, 2 on wrong use. */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      story: { type: 'string' },
      dice: { type: 'string' },
      json: { type: 'boolean' },
      table: { type: 'boolean' },
    },
  });
  const dice = values.dice ?? '';
  const all = [...STORIES, ...LIVES];
  if (values.story !== undefined) {
    const found = all.filter(({ name }) => name === values.story);
    if (found.length > 0) return printTrace(found[0]!, dice) ? 0 : 1;
    console.error(`There is no story "${values.story}". Some that come near:`);
    for (const { name } of all.filter(({ name }) => name.includes(values.story!))) console.error(`  ${name}`);
    return 2;
  }

  const told = !values.json && !values.table;
  const began = performance.now();
  if (told) console.log(HEADING);
  const results = await playAll(dice, (result) => {
    if (told) console.log(lineOf(result));
  });
  const scored = score(results);
  if (values.table) console.log(table(scored));
  else if (values.json) console.log(JSON.stringify({ score: scored, stories: results }, null, 2));
  else console.log(`\n${totals(scored, performance.now() - began)}`);
  return scored.goal ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'))) throw error;
  console.error(`${error.message}\nUsage: npm run evaluate -- [--story NAME] [--dice WORD] [--json | --table]`);
  process.exitCode = 2;
}
