import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { Reporter } from '../server/fleet.ts';
import { httpSender } from '../server/senders.ts';
import type { System } from '../server/system.ts';
import { seededReplica } from './seeded-replica.ts';
import { memoryOf } from './tab.ts';

export interface LiveHour {
  readonly changesPerSecond: number;
  readonly seconds: number;
  readonly heap: Course;
  readonly tab: Course;
}

/** In MB, and MB a minute: of the straight line through the samples of the second half, when what is kept has settled. */
export interface Course {
  readonly first: number;
  readonly most: number;
  readonly last: number;
  readonly slope: number;
  readonly afterAnHour: number;
}

/** Changes of one folder each, all over the fleet, while the page looks on. */
export async function liveChanges(
  system: System,
  page: Page,
  { perSecond, seconds, replicas }: { perSecond: number; seconds: number; replicas: number },
): Promise<LiveHour> {
  const devtools = await page.context().newCDPSession(page);
  const sender = httpSender(system.url);
  const reporters = new Map<number, Reporter>();
  const samples: { minute: number; heap: number; tab: number }[] = [];
  const began = performance.now();
  const waiting = new Set<Promise<void>>();
  let sent = 0;
  let stored = 0;
  let sampleAt = 5_000;
  try {
    for (let now = 0; now < seconds * 1_000; now = performance.now() - began) {
      for (; sent < (now * perSecond) / 1_000 && waiting.size < 500; sent += 1) {
        const number = Math.imul(sent, 7_919) % replicas;
        const reporter = reporters.get(number) ?? reporterOf(Math.abs(number));
        reporters.set(number, reporter);
        const one: Promise<void> = sender
          .send(reporter)
          .then(() => void (stored += 1))
          .finally(() => waiting.delete(one));
        one.catch(() => undefined);
        waiting.add(one);
      }
      if (now >= sampleAt) {
        samples.push({ minute: now / 60_000, ...(await memoryOf(page, devtools)) });
        sampleAt += 10_000;
      }
      await pause(5);
    }
    await Promise.all(waiting);
  } finally {
    sender.close();
  }
  return {
    changesPerSecond: Math.round(stored / seconds),
    seconds,
    heap: course(samples.map(({ minute, heap }) => [minute, heap])),
    tab: course(samples.map(({ minute, tab }) => [minute, tab])),
  };
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

function course(samples: readonly (readonly [minute: number, megabytes: number])[]): Course {
  const settled = samples.slice(Math.floor(samples.length / 2));
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [at, size] = [mean(settled.map(([minute]) => minute)), mean(settled.map(([, value]) => value))];
  const over = settled.reduce((sum, [minute, value]) => sum + (minute - at) * (value - size), 0);
  const slope = over / settled.reduce((sum, [minute]) => sum + (minute - at) ** 2, 0);
  const all = samples.map(([, value]) => value);
  return {
    first: Math.round(all[0] ?? NaN),
    most: Math.round(Math.max(...all)),
    last: Math.round(all.at(-1) ?? NaN),
    slope: Math.round(slope * 100) / 100,
    afterAnHour: Math.round((all.at(-1) ?? NaN) + Math.max(0, slope) * (60 - (samples.at(-1)?.[0] ?? 0))),
  };
}
