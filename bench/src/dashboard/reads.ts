import type { System } from '../server/system.ts';
import { LIST_QUESTIONS } from './list-queries.ts';

export interface Reads {
  readonly p50: number;
  readonly p99: number;
  readonly measured: number;
  /** The questions that were slowest in the middle. */
  readonly slowest: readonly { readonly what: string; readonly p50: number }[];
}

/**
 * All sorts and filters, the first page of each and the one after it, by turns, so that no question warms the next; milliseconds from the
 * request to the whole answer.
 */
export async function readLists(system: System, times: number): Promise<Reads> {
  const questions: [what: string, path: string][] = [];
  for (const [what, query] of Object.entries(LIST_QUESTIONS)) {
    const path = `/replicas?limit=100${query && `&${query}`}`;
    questions.push([what, path]);
    const { nextCursor } = await system.ask<{ nextCursor: string | null }>('GET', path);
    if (nextCursor !== null) questions.push([`${what}, next page`, `${path}&cursor=${nextCursor}`]);
  }
  return read(system, questions, times);
}

export const readFleet = (system: System, times: number): Promise<Reads> => read(system, [['fleet', '/fleet']], times);

async function read(
  system: System,
  questions: readonly (readonly [what: string, path: string])[],
  times: number,
): Promise<Reads> {
  const took = new Map<string, number[]>(questions.map(([what]) => [what, []]));
  for (const [, path] of questions) await system.ask('GET', path);
  for (let time = 0; time < times; time += 1) {
    for (const [what, path] of questions) {
      const began = performance.now();
      await system.ask('GET', path);
      took.get(what)!.push(performance.now() - began);
    }
  }
  const all = [...took.values()].flat();
  const slowest = [...took].map(([what, times]) => ({ what, p50: at(times, 0.5) })).sort((a, b) => b.p50 - a.p50);
  return { p50: at(all, 0.5), p99: at(all, 0.99), measured: all.length, slowest: slowest.slice(0, 5) };
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN) * 10) / 10;
}
