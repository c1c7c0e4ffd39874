import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { LIVES, STORIES } from './all.ts';
import { type Result, play } from './play.ts';

const all = [...STORIES, ...LIVES];
const THREADS = 2;

interface Part {
  readonly share: number;
  readonly dice: string;
}

/** Plays every story, two at a time, and tells of each in the order in which they are listed. */
export async function playAll(dice: string, tell: (result: Result) => void): Promise<Result[]> {
  const played = new Map<number, Result>();
  const results: Result[] = [];
  const take = (index: number, result: Result) => {
    played.set(index, result);
    for (let next = played.get(results.length); next !== undefined; next = played.get(results.length)) {
      results.push(next);
      tell(next);
    }
  };
  await Promise.all(Array.from({ length: THREADS }, (_, share) => playShare({ share, dice }, take)));
  return results;
}

function playShare(part: Part, take: (index: number, result: Result) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: part });
    worker.on('message', ({ index, result }: { index: number; result: Result }) => take(index, result));
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`A thread ended with ${code}.`))));
  });
}

if (!isMainThread) {
  const { share, dice } = workerData as Part;
  for (const [index, story] of all.entries()) {
    if (index % THREADS === share) parentPort!.postMessage({ index, result: play(story, dice) });
  }
}
