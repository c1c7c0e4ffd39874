import { randomUUID } from 'node:crypto';
import type { System } from './system.ts';

export const FOLDERS = 20;
const INTERVAL_SECONDS = 60;

/** One simulated agent: every report changes each of its folders, so that each folder counts as one changed folder statistic. */
export interface Reporter {
  readonly replica: string;
  readonly token: string;
  next(): object;
}

export async function enrol(system: System, count: number): Promise<Reporter[]> {
  const reporters: Reporter[] = [];
  const width = 16;
  for (let first = 0; first < count; first += width) {
    const numbers = Array.from({ length: Math.min(width, count - first) }, (_, offset) => first + offset);
    reporters.push(...(await Promise.all(numbers.map((number) => enrolOne(system, number)))));
  }
  return reporters;
}

async function enrolOne(system: System, number: number): Promise<Reporter> {
  const server = `imap-${String(1 + (number % 8)).padStart(2, '0')}.example.org`;
  const { replica, token } = await system.join(`user-${randomUUID().slice(0, 8)}-${number}@example.org`, server);
  const epoch = randomUUID();
  let seq = 0;
  let items = 1_000 + number;

  return {
    replica,
    token,
    next() {
      seq += 1;
      items += 1;
      const now = new Date().toISOString();
      return {
        epoch,
        seq,
        observedAt: now,
        intervalSeconds: INTERVAL_SECONDS,
        kind: seq === 1 ? 'full' : 'delta',
        folders: PATHS.map((path, index) => ({
          path,
          serverItems: items + index,
          // Each tenth report has two folders behind, and the next one has them equal: judging has something to do.
          offlineItems: items + index - (seq % 10 === 0 && index < 2 ? 25 : 0),
          lastSynchronizedAt: now,
          lastSynchronizedBasis: 'sync-state',
        })),
      };
    },
  };
}

const PATHS = [
  ['INBOX'],
  ['Sent'],
  ['Drafts'],
  ...Array.from({ length: FOLDERS - 3 }, (_, index) => ['Projects', `Project ${index + 1}`]),
];
