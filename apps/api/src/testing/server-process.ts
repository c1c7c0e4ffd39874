import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cloneRoot } from '../config/config.ts';
import { TEST_JOIN_KEY, TEST_PASSWORD } from './start-test-server.ts';

export interface ServerProcess {
  readonly url: string;
  readonly output: () => string;
  /** Resolves with the exit code, or the signal's name, once the process is gone. */
  end(signal: NodeJS.Signals): Promise<number | string | null>;
}

const running = new Set<ChildProcess>();

/** After a test that failed half-way. */
export function killLeftOvers(): void {
  for (const child of running) child.kill('SIGKILL');
}

/** The program as it is shipped (built), in a process of its own, so that it can be killed. */
export async function startServerProcess(
  databaseUrl: string,
  env: Record<string, string> = {},
): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, [`${cloneRoot}apps/api/dist/main.js`], {
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      DATABASE_URL: databaseUrl,
      LOCKSTEP_ADMIN_PASSWORD: TEST_PASSWORD,
      LOCKSTEP_JOIN_KEY: TEST_JOIN_KEY,
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const gone = once(child, 'exit').finally(() => running.delete(child));
  let output = '';
  const url = await new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        const said = /Lockstep is at (\S+)/.exec(output)?.[1];
        if (said) resolve(said);
      });
    }
    void gone.then(() => reject(new Error(`The server did not start:\n${output}`)));
  });
  return {
    url,
    output: () => output,
    async end(signal) {
      child.kill(signal);
      const [code, by] = (await gone) as [number | null, string | null];
      return code ?? by;
    },
  };
}
