import { join } from 'node:path';
import { run } from './run.ts';
import { cloneRoot, type System } from './start-system.ts';

/** A simulated fleet with its past, told through the agents' door; it is silent afterwards. `story`: one for all, instead of the usual mix. */
export async function tellPast(system: System, mailboxes: number, historyHours: number, story?: string): Promise<void> {
  const simulator = join(cloneRoot, 'tools/dist/simulate.js');
  const args = ['--url', system.url, '--mailboxes', String(mailboxes), '--history', String(historyHours), '--once'];
  if (story !== undefined) args.push('--story', story);
  await run(process.execPath, [simulator, ...args], { LOCKSTEP_JOIN_KEY: system.joinKey });
}
