import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { CATALOGUE, whatTellsApart } from '@lockstep/domain';
import type { Result } from './play.ts';
import type { Score } from './score.ts';

const home = dirname(dirname(fileURLToPath(import.meta.url)));

/** The program as it is built, and not what Jest makes of it: that takes four times as long. */
describe('npm run evaluate', () => {
  let exitCode: number;
  let score: Score;
  let stories: readonly Result[];

  beforeAll(async () => {
    const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');
    const built = await program(compiler, '-b', home);
    if (built.exitCode !== 0) throw new Error(`The evaluation could not be built:\n${built.output}`);
    const ran = await program(join(home, 'dist', 'main.js'), '--json');
    ({ score, stories } = JSON.parse(ran.output) as { score: Score; stories: Result[] });
    exitCode = ran.exitCode;
  }, 300_000);

  it('finds every trouble', () => {
    const missed = stories.filter(({ expected, detectedAfterMs }) => isTrouble(expected) && detectedAfterMs === null);
    expect(missed.map(({ name }) => name)).toEqual([]);
  });

  it('names the right cause first, in 95 of 100', () => {
    const wrong = stories.filter(({ expected, right }) => isTrouble(expected) && !right);
    if (score.rightFirst < 0.95 * score.stories)
      expect(wrong.map(({ name, first }) => `${name}: ${first}`)).toEqual([]);
  });

  it('raises no false alarm: in healthy lives, before a trouble and once it is over', () => {
    const alarms = stories.filter(({ falseAlarms }) => falseAlarms.length > 0);
    expect(alarms.map(({ name, falseAlarms }) => `${name}: ${falseAlarms[0]!.said}`)).toEqual([]);
  });

  it('keeps quiet where it is to: the article of other clients (K0), everything of a healthy replica (K2)', () => {
    expect(score.quiet.right).toBe(score.quiet.stories);
  });

  it('has no rule that throws', () => {
    expect(stories.filter(({ notJudged }) => notJudged.length > 0).map(({ name }) => name)).toEqual([]);
  });

  it('shows no two causes together, at any moment, that nothing tells apart', () => {
    const shown = new Set(stories.flatMap(({ together }) => together));
    expect(shown.size).toBeGreaterThan(10);
    expect([...shown].filter((pair) => !isToldApart(pair))).toEqual([]);
  });

  it('ends with 0 because the goal is reached', () => {
    expect({ goal: score.goal, exitCode }).toEqual({ goal: true, exitCode: 0 });
  });

  it('ends with 2 on wrong use', async () => {
    expect((await program(join(home, 'dist', 'main.js'), '--story', 'no such story')).exitCode).toBe(2);
    expect((await program(join(home, 'dist', 'main.js'), '--strory')).exitCode).toBe(2);
  });
});

const isTrouble = (expected: string | null) => expected !== null && expected !== 'K0' && expected !== 'K2';

/** By a sentence of one of the two at least. */
function isToldApart(pair: string): boolean {
  const [one, other] = pair.split(' + ').map((id) => CATALOGUE.find((rule) => rule.id === id)!);
  return whatTellsApart(one!, other!) !== null || whatTellsApart(other!, one!) !== null;
}

function program(...args: string[]): Promise<{ exitCode: number; output: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ exitCode, output: stdout === '' ? stderr : stdout });
    });
  });
}
