import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { stat } from 'node:fs/promises';
import { noteOf, type Trigger } from '../attempts/noted-run.ts';
import { nameOf, noteRun } from '../attempts/run-notes.ts';
import { targetsOf } from '../attempts/targets.ts';
import { withConfigFile } from '../sources/config-file.ts';
import type { Flags } from './arguments.ts';
import type { Context } from './context.ts';
import { stateFolder } from './join.ts';

// A complaint comes early or late; what lies between the two ends of an endless output is let go.
const KEPT_BYTES = 256 * 1024;

/**
 * Runs the program that synchronizes, as if this were not between: its output, its exit code and signals pass. When it has ended, the run is
 * noted for the agent, which may run or not. That a note cannot be kept never becomes the failure of a sync.
 */
export async function sync(given: Flags, command: readonly string[], context: Context): Promise<number> {
  const flags = await withConfigFile(given);
  const folder = stateFolder(flags, context);
  const trigger: Trigger = flags.trigger ?? 'unknown';
  const startedAt = context.now();
  const { exitCode, output, reason } = await runThrough(command, context);
  const endedAt = context.now();

  const lines = output.split('\n');
  const targets = targetsOf(command);
  const run = noteOf({ startedAt, endedAt, trigger, exitCode, lines, targets, ...(reason && { reason }) });
  try {
    // Made by join alone: a mistyped folder must not swallow notes for ever.
    await stat(folder);
    if (run !== null) await noteRun(folder, run, nameOf(startedAt, process.pid));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'nothing is enrolled there' : (code ?? message);
    context.say(`lockstep-agent: this run could not be noted in ${folder} (${why})`);
  }
  return exitCode;
}

interface Ended {
  readonly exitCode: number;
  readonly output: string;
  readonly reason?: string;
}

function runThrough(command: readonly string[], context: Context): Promise<Ended> {
  const [program = '', ...args] = command;
  const kept = keepEnds(KEPT_BYTES);
  return new Promise((resolve) => {
    // On a terminal mbsync counts along on standard output, and only there; complaints go to standard error.
    const out = context.isTerminal ? 'inherit' : 'pipe';
    const child = spawn(program, args, { stdio: ['inherit', out, 'pipe'] });
    const pass = (from: NodeJS.ReadableStream | null, to: NodeJS.WriteStream) =>
      from?.on('data', (chunk: Buffer) => {
        kept.add(chunk);
        // A reader that is slow slows mbsync, as it would without us.
        if (to.write(chunk)) return;
        from.pause();
        to.once('drain', () => from.resume());
      });
    pass(child.stdout, process.stdout);
    pass(child.stderr, process.stderr);

    const forward = (signal: NodeJS.Signals) => void child.kill(signal);
    const signals = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, forward);
    const end = (ended: Omit<Ended, 'output'>) => {
      for (const signal of signals) process.off(signal, forward);
      resolve({ ...ended, output: kept.text() });
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      context.say(`lockstep-agent: ${program} cannot be started: ${error.code ?? error.message}`);
      const exitCode = error.code === 'ENOENT' ? 127 : 126;
      end({ exitCode, reason: `${program} cannot be started: ${error.code ?? error.message}` });
    });
    child.on('close', (code, signal) => {
      if (signal === null) return end({ exitCode: code ?? 1 });
      end({ exitCode: 128 + (constants.signals[signal] ?? 0), reason: `ended by ${signal}` });
    });
  });
}

/** The first and the last of a stream. */
function keepEnds(most: number) {
  let first = Buffer.alloc(0);
  let last = Buffer.alloc(0);
  return {
    add(chunk: Buffer) {
      const room = most / 2 - first.length;
      if (room > 0) first = Buffer.concat([first, chunk.subarray(0, room)]);
      if (chunk.length > room) last = Buffer.concat([last, chunk.subarray(Math.max(0, room))]).subarray(-most / 2);
    },
    text: () => Buffer.concat([first, last]).toString('utf8'),
  };
}
