import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { cloneRoot, type System } from './start-system.ts';

export interface Demo {
  /** What it said when its past was told: how many mailboxes, reports, refusals, seconds. */
  readonly summary: string;
  stop(): Promise<void>;
}

/** The fleet of `npm start -- --demo`; resolves once its week is told, and it goes on live until it is stopped. */
export async function runDemo(system: System, mailboxes: number, memory: string): Promise<Demo> {
  const demo = spawn(process.execPath, [join(cloneRoot, 'tools/dist/demo.js')], {
    env: {
      ...process.env,
      LOCKSTEP_URL: system.url,
      LOCKSTEP_JOIN_KEY: system.joinKey,
      LOCKSTEP_DEMO_MAILBOXES: String(mailboxes),
      LOCKSTEP_DEMO_STATE: memory,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => demo.once('exit', () => resolve()));
  const told = new Promise<string>((resolve) =>
    demo.stdout.on('data', (said: Buffer) => {
      const summary = said
        .toString()
        .split('\n')
        .find((line) => / stored, .* refused/.test(line));
      if (summary) resolve(summary);
    }),
  );
  const early = ended.then(() => Promise.reject(new Error('The demo ended before its past was told.')));

  return {
    summary: await Promise.race([told, early]),
    async stop() {
      early.catch(() => undefined);
      demo.kill('SIGTERM');
      await ended;
    },
  };
}
