import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../../apps/api/dist/rebuild.js', import.meta.url));

/** `npm run rebuild` on the log that the other measurements left; seconds of the whole process, start and switch included. */
export async function rebuild(databaseUrl: string): Promise<number> {
  const began = performance.now();
  const child = spawn(process.execPath, [program], {
    env: { ...process.env, DATABASE_URL: databaseUrl, LOCKSTEP_LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`The rebuild ended with ${code}.`);
  return (performance.now() - began) / 1_000;
}
