import { setTimeout as sleep } from 'node:timers/promises';
import { createHttpDoor, RefusedError, type Door } from '../door/http-door.ts';
import { Tally } from '../door/tally.ts';
import { makeFleet } from '../fleet/fleet.ts';
import type { Mailbox } from '../fleet/mailbox.ts';
import { STORIES } from '../stories/stories.ts';
import { minutes, seconds, type Instant } from '../time.ts';
import { enrol, goLive, tellHistory, type Agent, type LiveAgent } from './agent.ts';
import { storyClock } from './clock.ts';
import { halfways } from './halfways.ts';
import { recall, remember, type Memory } from './memory.ts';

export interface Play {
  readonly url: string;
  readonly joinKey: string;
  readonly mailboxes: number;
  readonly seed: number;
  /** Name of one story for all; null: the usual mix. */
  readonly story: string | null;
  /** How much of the past is told first. */
  readonly historyMs: number;
  /** How fast the past is told: so many times as fast as it happened, or `Infinity`, at once. */
  readonly speed: number;
  /** From one report to the next, once it is live. */
  readonly intervalSeconds: number;
  /** Where the fleet's memory is kept; null: it is forgotten at the end. */
  readonly memoryFile: string | null;
  /** Go on for ever, or stop when the past is told. */
  readonly live: boolean;
  readonly signal: AbortSignal;
  readonly say: (line: string) => void;
}

/** Steps of the past for mailboxes to which nothing happens, and for the others. */
const CALM_SECONDS = 3_600;
const EVENTFUL_SECONDS = 1_800;
const AT_ONCE = 4;
const SAVE_EVERY_MS = seconds(5);
const SAY_EVERY_MS = minutes(10);
/** While the past is told, somebody waits. */
const SAY_TOLD_EVERY_MS = seconds(5);

/**
 * 1. Recalls the fleet, or makes it and has its agents join. 2. Tells its past through the agents' door.
 * 3. Goes on live, each agent at its interval, until the signal. What was refused is counted, and said.
 */
export async function play(plan: Play): Promise<Tally> {
  const tally = new Tally();
  const door = createHttpDoor(plan.url, plan.joinKey, tally, plan.signal);
  await door.ready();

  const memory = await recallOrBegin(plan, door);
  const fleet = makeFleet({ ...memory, story: storyNamed(memory.story) });
  const save = () => plan.memoryFile && remember(plan.memoryFile, memory);
  const atOnce = plan.speed === Infinity;
  const since = Date.now() - plan.historyMs;
  const clock = storyClock(atOnce ? Date.now() : since, atOnce ? 1 : plan.speed);
  const live: LiveAgent[] = [];
  const begun = Date.now();
  let told = 0;

  const saving = setInterval(save, SAVE_EVERY_MS);
  const ticking = setInterval(() => live.forEach((agent) => agent.tick(clock())), 100);
  const saying = setInterval(() => plan.say(`Live: ${tally.sentence()}.`), SAY_EVERY_MS);
  const counting = setInterval(() => plan.say(`${told} of ${fleet.length} mailboxes …`), SAY_TOLD_EVERY_MS);
  try {
    const toldUntil = ({ address }: Mailbox) => Math.max(since, memory.agents[address]?.reportedUntil ?? since);
    // One by one, the server would see each of them well again before it hears of the next.
    const halfway = atOnce ? halfways(fleet, toldUntil, Date.now()) : new Map<Mailbox, Instant>();
    await eachOf([...halfway.keys()], AT_ONCE, async (mailbox) => void (await bringIn(mailbox, halfway.get(mailbox))));
    // These first: until their second half is told, they look silent.
    await eachOf(new Set([...halfway.keys(), ...fleet]), AT_ONCE, async (mailbox) => {
      const agent = await bringIn(mailbox);
      told += 1;
      if (agent && plan.live) live.push(goLive(agent, plan.url, plan.intervalSeconds, tally));
    });
    clearInterval(counting);
    save();
    plan.say(`${Object.keys(memory.agents).length} mailboxes, ${tally.sentence()}, in ${lasted(begun)} s.`);
    for (const reason of tally.reasons()) plan.say(`  ${reason}`);
    if (plan.live) await untilStopped(plan.signal);
  } finally {
    [saving, ticking, saying, counting].forEach(clearInterval);
    live.forEach((agent) => agent.close());
    save();
  }
  return tally;

  /** Null when the server will not have it. */
  async function bringIn(mailbox: Mailbox, until = clock()): Promise<Agent | null> {
    try {
      return await tell(mailbox, memory.agents[mailbox.address], until);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      // Its token was revoked: it joins anew.
      if (error.status === 401 && memory.agents[mailbox.address]) {
        delete memory.agents[mailbox.address];
        return bringIn(mailbox, until);
      }
      tally.refuse(`${mailbox.address}: ${error.message}`);
      return null;
    }
  }

  async function tell(mailbox: Mailbox, known: Memory['agents'][string] | undefined, until: Instant): Promise<Agent> {
    const agent = await enrol(
      mailbox,
      known && { ...known, reportedUntil: Math.max(known.reportedUntil, since) },
      since,
      door,
    );
    memory.agents[mailbox.address] = agent.memory;
    if (atOnce) await tellHistory(agent, mailbox.eventful ? EVENTFUL_SECONDS : CALM_SECONDS, until, door);
    return agent;
  }
}

async function recallOrBegin(plan: Play, door: Door): Promise<Memory> {
  const { seed, mailboxes, story, memoryFile, say } = plan;
  const known = memoryFile ? recall(memoryFile) : null;
  const [someone] = Object.values(known?.agents ?? {});
  if (!known || !someone || !(await door.knows(someone.token))) {
    if (someone) say('This server does not know the fleet that was here before; a new one begins.');
    return { seed, mailboxes, story, anchor: Date.now(), agents: {} };
  }
  if (known.seed !== seed || known.mailboxes !== mailboxes || known.story !== story) {
    say(`Goes on with the fleet of ${known.mailboxes} mailboxes that is here (${memoryFile}).`);
  }
  return known;
}

function storyNamed(name: string | null): (typeof STORIES)[number] | undefined {
  return STORIES.find((story) => story.name === name);
}

/** So many at a time, in order. */
async function eachOf<T>(items: Iterable<T>, atOnce: number, work: (item: T) => Promise<void>): Promise<void> {
  const queue = [...items].values();
  const worker = async () => {
    for (const item of queue) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function untilStopped(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) await sleep(minutes(60), undefined, { signal }).catch(() => undefined);
}

function lasted(begun: Instant): string {
  return ((Date.now() - begun) / 1_000).toFixed(1);
}
