import { randomInt } from 'node:crypto';
import { homedir, hostname } from 'node:os';
import { main } from './cli/main.ts';

const stop = new AbortController();
// Only what lasts has something to bring to an end; all else may be cut off at any moment. So may that, when asked twice.
// `sync` hands signals on to what it runs, and ends with it.
const command = process.argv[2];
const lasts = process.argv.includes('run');
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (command === 'sync') return;
    if (!lasts || stop.signal.aborted) process.exit(signal === 'SIGINT' ? 130 : 143);
    stop.abort();
  });
}
// A reader that has seen enough, as in `look | head`, is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
  throw error;
});

process.exitCode = await main(process.argv.slice(2), {
  home: homedir(),
  hostName: hostname(),
  environment: process.env,
  isTerminal: process.stdout.isTTY === true,
  now: () => Date.now(),
  pick: (below) => randomInt(below),
  print: (text) => void process.stdout.write(text),
  say: (text) => void process.stderr.write(`${text}\n`),
  stop: stop.signal,
});
// Nothing of ours is left to do; a server that does not let go must not keep us.
setTimeout(() => process.exit(), 500).unref();
