import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { UsageError } from '../cli/usage-error.ts';

/**
 * Two agents on one spool would give one number to two reports. Takes the folder for this process and returns how to give it back.
 * A process number may have been given to another program since, so where the system tells it, the time the process began is compared.
 */
export async function beTheOnlyOne(folder: string, proc = '/proc'): Promise<() => Promise<void>> {
  const path = join(folder, 'agent.lock');
  const mine = `${process.pid} ${await startOf(process.pid, proc)}`;
  for (let attempt = 0; attempt < 3; attempt += 1) {
    if (await create(path, mine)) {
      // Of two that found the same old lock, the slower one may just have removed ours.
      await pause(20);
      if ((await read(path)) === mine) return () => rm(path, { force: true });
      continue;
    }
    const holder = await read(path);
    if (holder !== null && holder !== mine && (await isAlive(holder, proc))) {
      throw new UsageError(
        `another lockstep-agent (process ${holder.split(' ')[0]}) works with ${folder}; give each replica its own --state`,
      );
    }
    await rm(path, { force: true });
  }
  throw new UsageError(`${path} could not be taken; is another lockstep-agent starting?`);
}

async function create(path: string, text: string): Promise<boolean> {
  try {
    const file = await open(path, 'wx', 0o600);
    await file.writeFile(text);
    await file.close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

const read = (path: string) => readFile(path, 'utf8').catch(() => null);

async function isAlive(holder: string, proc: string): Promise<boolean> {
  const [pid = '', began = ''] = holder.split(' ');
  if (!/^\d+$/.test(pid)) return false;
  try {
    process.kill(Number(pid), 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const begins = await startOf(Number(pid), proc);
  return began === '' || begins === '' || began === begins;
}

/** The 22nd field of stat, after a name in brackets that may hold anything. */
async function startOf(pid: number, proc: string): Promise<string> {
  const stat = await readFile(`${proc}/${pid}/stat`, 'utf8').catch(() => '');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
