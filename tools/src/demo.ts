import { join } from 'node:path';
import { play } from './play/play.ts';
import { stopSignal } from './play/stop-signal.ts';
import { days } from './time.ts';

const { env } = process;
const say = (line: string) => console.log(`demo: ${line}`);

/** `npm start -- --demo`: a believable fleet with a week of history, then live for ever; through the agents' door only. */
async function demo(): Promise<void> {
  const url = env['LOCKSTEP_URL'] ?? 'http://127.0.0.1:4400';
  const joinKey = env['LOCKSTEP_JOIN_KEY'];
  if (!joinKey) throw new Error('LOCKSTEP_JOIN_KEY is not set: the simulated agents join with it, as real ones do.');

  const mailboxes = Number(env['LOCKSTEP_DEMO_MAILBOXES'] || 300);
  say(`${mailboxes} mailboxes with a week of history, for ${url}`);
  await play({
    url,
    joinKey,
    mailboxes,
    seed: Number(env['LOCKSTEP_DEMO_SEED'] || 1),
    story: null,
    historyMs: days(7),
    speed: Infinity,
    intervalSeconds: 60,
    memoryFile: join(env['LOCKSTEP_DEMO_STATE'] || env['LOCKSTEP_DATA'] || '.lockstep', 'demo-fleet.json'),
    live: true,
    signal: stopSignal(),
    say,
  });
}

await demo().catch((error: unknown) => {
  if (error instanceof Error && error.name === 'AbortError') return;
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
