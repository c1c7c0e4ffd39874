import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cloneRoot, type System } from './start-system.ts';

export interface Demo {
  stop(): Promise<void>;
}

/** The fleet of `npm start -- --demo`; resolves once its week is told, and it goes on live until it is stopped. */
export async function runDemo(system: System, mailboxes: number): Promise<Demo> {
  const memory = await mkdtemp(join(tmpdir(), 'lockstep-e2e-demo-'));
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
  const told = new Promise<void>((resolve) =>
    demo.stdout.on('data', (said: Buffer) => / stored, .* refused/.test(said.toString()) && resolve()),
  );
  await Promise.race([told, ended.then(() => Promise.reject(new Error('The demo ended before its week was told.')))]);

  return {
    async stop() {
      demo.kill('SIGTERM');
      await ended;
      await rm(memory, { recursive: true, force: true });
    },
  };
}
