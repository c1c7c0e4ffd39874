import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { play } from './play/play.ts';
import { stopSignal } from './play/stop-signal.ts';
import { STORIES } from './stories/stories.ts';
import { hours } from './time.ts';

const HELP = `Simulates a fleet of agents, through the public door only.

  LOCKSTEP_JOIN_KEY=… node tools/dist/simulate.js --url http://127.0.0.1:4400 --mailboxes 300

  --url URL            the server (default http://127.0.0.1:4400)
  --join-key-file FILE the join key; else from LOCKSTEP_JOIN_KEY
  --mailboxes N        how many (default 300)
  --seed N             the same seed is the same fleet (default 1)
  --story NAME         one story for all, instead of the usual mix:
${STORIES.map(({ name, promise }) => `      ${name.padEnd(22)} ${promise}`).join('\n')}
  --history HOURS      how much of the past is told first (default 168, a week)
  --speed N            tells the past N times as fast as it happened, then goes on in real time;
                       default: all of it at once
  --interval SECONDS   from one report of an agent to its next, once live (default 60)
  --memory FILE        keeps the fleet's tokens (mode 0600), so that the same fleet goes on next time
  --once               stops when the past is told
  --help
`;

async function simulate(): Promise<number> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string', default: 'http://127.0.0.1:4400' },
      'join-key-file': { type: 'string' },
      mailboxes: { type: 'string', default: '300' },
      seed: { type: 'string', default: '1' },
      story: { type: 'string' },
      history: { type: 'string', default: '168' },
      speed: { type: 'string' },
      interval: { type: 'string', default: '60' },
      memory: { type: 'string' },
      once: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(HELP);
    return 0;
  }

  const keyFile = values['join-key-file'];
  const joinKey = keyFile ? readFileSync(keyFile, 'utf8').trim() : process.env['LOCKSTEP_JOIN_KEY'];
  if (!joinKey) throw new Error('There is no join key: set LOCKSTEP_JOIN_KEY or say --join-key-file FILE.');
  if (values.story && !STORIES.some(({ name }) => name === values.story)) {
    throw new Error(`There is no story ${values.story}; --help names them all.`);
  }

  const tally = await play({
    url: values.url,
    joinKey,
    mailboxes: positive('--mailboxes', values.mailboxes),
    seed: positive('--seed', values.seed),
    story: values.story ?? null,
    historyMs: hours(positive('--history', values.history)),
    speed: values.speed === undefined ? Infinity : positive('--speed', values.speed),
    intervalSeconds: Math.round(positive('--interval', values.interval)),
    memoryFile: values.memory ?? null,
    live: !values.once,
    signal: stopSignal(),
    say: console.log,
  });
  return tally.refused > 0 ? 1 : 0;
}

function positive(flag: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`${flag} is ${JSON.stringify(text)}; it must be a number above zero.`);
  return value;
}

process.exitCode = await simulate().catch((error: unknown) => {
  if (error instanceof Error && error.name === 'AbortError') return 0;
  console.error(error instanceof Error ? error.message : String(error));
  return 2;
});
