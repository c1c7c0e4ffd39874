import { setTimeout as pause } from 'node:timers/promises';
import { Backoff } from '../delivery/backoff.ts';
import type { Deliver } from '../delivery/delivery.ts';
import { httpDoor } from '../delivery/http-door.ts';
import { deliverAll, type Outcome } from '../delivery/postman.ts';
import { openAgent, type Agent } from '../reporting/agent.ts';
import { withConfigFile } from '../sources/config-file.ts';
import type { Flags } from './arguments.ts';
import type { Context } from './context.ts';
import { stateFolder } from './join.ts';
import { isKnown } from './look.ts';

const PATIENCE_MS = 20_000;

/** One look, one report, delivered with everything that waits. */
export async function once(given: Flags, context: Context): Promise<number> {
  const flags = await withConfigFile(given);
  const agent = await openAgent(flags, stateFolder(flags, context), context);
  try {
    const observation = await agent.round();
    const { server, token } = agent.enrolment;
    const outcome = await bring(agent, context, httpDoor(server, token, PATIENCE_MS), 4);
    if (outcome === 'expelled') return 3;
    if (outcome === 'delivered' && observation) context.print(`${observation.folders.length} folders reported\n`);
    return outcome === 'delivered' && observation !== null && isKnown(observation) ? 0 : 1;
  } finally {
    await agent.close();
  }
}

/** Looks at every interval and delivers as well as the network allows, until it is stopped or expelled. */
export async function run(given: Flags, context: Context): Promise<number> {
  const flags = await withConfigFile(given);
  const agent = await openAgent(flags, stateFolder(flags, context), context);
  const { server, token } = agent.enrolment;
  // Only who stays needs the socket, and its ten megabytes.
  const { socketDoor } = await import('../delivery/socket-door.ts');
  const socket = socketDoor({
    server,
    token,
    connectMs: 10_000,
    acknowledgeMs: PATIENCE_MS,
    onResume: (resume) => agent.spool.resume(resume),
  });
  const http = httpDoor(server, token, PATIENCE_MS);
  // The socket where it can be had; HTTP passes where a proxy stops the socket, and says why we are not let in.
  const deliver: Deliver = async (reports) => {
    const door = socket.open() || (await socket.connect()) ? socket.deliver : http;
    return door(reports);
  };

  let expelled = false;
  const stop = new AbortController();
  context.stop.addEventListener('abort', () => stop.abort(), { once: true });
  if (context.stop.aborted) stop.abort();
  const stopped = aborted(stop.signal);
  const bell = createBell(stopped);
  const delivering = (async () => {
    while (!stop.signal.aborted) {
      await bell.rung();
      if (stop.signal.aborted) break;
      if ((await bring(agent, { ...context, stop: stop.signal }, deliver)) !== 'expelled') continue;
      expelled = true;
      stop.abort();
    }
  })();

  context.say(`${agent.enrolment.mailbox}: a look every ${agent.intervalSeconds} s, reports go to ${server}`);
  bell.ring();
  while (!stop.signal.aborted) {
    await Promise.race([agent.round(), stopped]);
    // Where the program lets us: what a look needed is not kept until the next one.
    globalThis.gc?.();
    bell.ring();
    await nextRound(agent, jittered(agent.intervalSeconds * 1_000, context.pick), stop.signal);
  }
  // What is on its way gets a moment; what does not arrive is in the spool.
  await Promise.race([delivering, pause(2_000, undefined, { ref: false })]);
  socket.close();
  await agent.close();
  return expelled ? 3 : 0;
}

function bring(agent: Agent, context: Context, deliver: Deliver, attempts?: number): Promise<Outcome> {
  return deliverAll({
    spool: agent.spool,
    deliver,
    backoff: new Backoff(context.pick),
    say: context.say,
    wait: (ms) => wait(ms, context.stop),
    stop: context.stop,
    ...(attempts === undefined ? {} : { attempts }),
  });
}

// Programs that synchronize every few seconds must not make us look every few seconds.
const SOONEST_MS = 10_000;

/** The interval, or sooner when a run has ended: what it did is news. */
async function nextRound(agent: Agent, interval: number, stop: AbortSignal): Promise<void> {
  const round = new AbortController();
  const either = AbortSignal.any([stop, round.signal]);
  const early = async () => {
    await wait(Math.min(interval, SOONEST_MS), either);
    await agent.runEnded(either);
  };
  await Promise.race([wait(interval, either), early()]);
  round.abort();
}

/** A fleet that was switched on at one moment must not report at one moment for ever. */
function jittered(ms: number, pick: (below: number) => number): number {
  return ms * 0.9 + pick(Math.max(1, Math.round(ms * 0.2)));
}

async function wait(ms: number, stop: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal: stop }).catch(() => undefined);
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

/** Remembers that it was rung while nobody listened. */
function createBell(stopped: Promise<void>) {
  let rung = false;
  let listener: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      listener?.();
    },
    async rung(): Promise<void> {
      if (!rung) await Promise.race([new Promise<void>((resolve) => (listener = resolve)), stopped]);
      rung = false;
      listener = null;
    },
  };
}
