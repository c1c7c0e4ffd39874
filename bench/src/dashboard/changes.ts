import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Reporter } from '../server/fleet.ts';
import { httpSender } from '../server/senders.ts';
import type { System } from '../server/system.ts';
import { seededReplica } from './seeded-replica.ts';

export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
  readonly replicas: number;
}

const MOST_WAITING = 500;

/** Changes of one folder each, all over the fleet. `look` is called every few milliseconds meanwhile, with those since the beginning; answers how many were stored. */
export async function change(
  system: System,
  { perSecond, seconds, replicas }: Load,
  look: (ms: number) => Promise<void> = async () => undefined,
): Promise<number> {
  const sender = httpSender(system.url);
  const reporters = new Map<number, Reporter>();
  const waiting = new Set<Promise<void>>();
  const began = performance.now();
  let sent = 0;
  let stored = 0;
  try {
    for (let now = 0; now < seconds * 1_000; now = performance.now() - began) {
      for (; sent < (now * perSecond) / 1_000 && waiting.size < MOST_WAITING; sent += 1) {
        const number = (sent * 7_919) % replicas;
        const reporter = reporters.get(number) ?? reporterOf(number);
        reporters.set(number, reporter);
        const one: Promise<void> = sender
          .send(reporter)
          .then(() => void (stored += 1))
          .finally(() => waiting.delete(one));
        one.catch(() => undefined);
        waiting.add(one);
      }
      await look(now);
      await pause(5);
    }
    await Promise.all(waiting);
  } finally {
    sender.close();
  }
  return stored;
}

/** Goes on where the seeded fleet stopped: its Inbox gains an item on both sides, and each tenth time only on the server. */
function reporterOf(number: number): Reporter {
  const { replica, token } = seededReplica(number, Date.now());
  // As after its spool was made anew: a second run does not say the first one's numbers again.
  const epoch = randomUUID();
  let seq = 0;
  return {
    replica,
    token,
    next() {
      seq += 1;
      const now = new Date().toISOString();
      const items = 30_000 + seq;
      return {
        ...{ epoch, seq, observedAt: now, intervalSeconds: 3_600, kind: 'delta' },
        folders: [
          { path: ['INBOX'], serverItems: items, offlineItems: items - (number % 10 === 0 ? 25 : 0), lastSynchronizedAt: now }, // prettier-ignore
        ],
      };
    },
  };
}
