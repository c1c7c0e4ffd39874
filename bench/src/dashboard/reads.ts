import type { System } from '../server/system.ts';
import { fleetQuestions } from './fleet-questions.ts';
import { AS_TYPED, DEEP_ORDERS, LIST_QUESTIONS } from './list-queries.ts';

/** In milliseconds, from the request to the whole answer. */
export interface Reads {
  readonly what: string;
  readonly p50: number;
  readonly p99: number;
  readonly measured: number;
  /** The questions that were slowest in the middle. */
  readonly slowest: readonly { readonly path: string; readonly p50: number }[];
}

interface Question {
  readonly group: string;
  readonly path: string;
}

const DEEP_ROWS = 50_000;
const MOST_A_PAGE = 500;

/** As the list asks, all by turns, so that no question warms the next: pages, the counts of saved views, what is found letter by letter. */
export async function readLists(system: System, times: number, replicas: number): Promise<Reads[]> {
  const questions: Question[] = [];
  for (const query of Object.values(LIST_QUESTIONS)) {
    const path = `/replicas?limit=100${query && `&${query}`}`;
    questions.push({ group: 'list', path });
    const { nextCursor } = await system.ask<Page>('GET', path);
    if (nextCursor !== null) questions.push({ group: 'list', path: `${path}&cursor=${nextCursor}` });
    if (!query.includes('sort='))
      questions.push({ group: 'counts of a view', path: `/replicas?limit=1&sort=mailbox${query && `&${query}`}` });
  }
  for (const sort of DEEP_ORDERS) {
    const cursor = await deepCursor(system, sort, Math.min(DEEP_ROWS, replicas / 2));
    questions.push({ group: 'deep page', path: `/replicas?limit=100&sort=${sort}&cursor=${cursor}` });
  }
  for (const word of AS_TYPED)
    for (let letters = 1; letters <= word.length; letters += 1) {
      const q = `q=${encodeURIComponent(word.slice(0, letters))}`;
      questions.push({ group: 'search as you type', path: `/replicas?limit=100&${q}` });
      if (letters > 1) questions.push({ group: 'find anything', path: `/replicas?limit=6&sort=mailbox&${q}` });
    }
  return read(system, questions, times);
}

export const readFleet = async (system: System, times: number): Promise<Reads[]> =>
  read(system, await fleetQuestions(system), times);

interface Page {
  readonly nextCursor: string | null;
}

/** Walks there, as whoever scrolls does. */
async function deepCursor(system: System, sort: string, rows: number): Promise<string> {
  let cursor = '';
  for (let read = 0; read < rows; read += MOST_A_PAGE) {
    const page = await system.ask<Page>(
      'GET',
      `/replicas?limit=${MOST_A_PAGE}&sort=${sort}${cursor && `&cursor=${cursor}`}`,
    );
    if (page.nextCursor === null) break;
    cursor = page.nextCursor;
  }
  return cursor;
}

async function read(system: System, questions: readonly Question[], times: number): Promise<Reads[]> {
  const took = new Map<string, number[]>(questions.map(({ path }) => [path, []]));
  for (const { path } of questions) await system.ask('GET', path);
  for (let time = 0; time < times; time += 1) {
    for (const { path } of questions) {
      const began = performance.now();
      await system.fetch(path);
      took.get(path)!.push(performance.now() - began);
    }
  }
  return [...new Set(questions.map(({ group }) => group))].map((group) =>
    summed(
      group,
      new Map([...took].filter(([path]) => questions.some((one) => one.group === group && one.path === path))),
    ),
  );
}

/** The first page of each of the list's questions. */
export const listPaths = (): string[] =>
  Object.values(LIST_QUESTIONS).map((query) => `/replicas?limit=100${query && `&${query}`}`);

/** Asks by turns until something else has come to its end, each question once at least. */
export async function readWhile(
  system: System,
  what: string,
  paths: readonly string[],
  until: Promise<unknown>,
): Promise<Reads> {
  const took = new Map<string, number[]>(paths.map((path) => [path, []]));
  let over = false;
  const ended = until.finally(() => (over = true));
  ended.catch(() => undefined);
  for (let turn = 0; !over || turn < paths.length; turn += 1) {
    const path = paths[turn % paths.length]!;
    const began = performance.now();
    await system.fetch(path);
    if (!over) took.get(path)!.push(performance.now() - began);
  }
  await ended;
  return summed(what, took);
}

function summed(what: string, took: ReadonlyMap<string, readonly number[]>): Reads {
  const all = [...took.values()].flat();
  const slowest = [...took].map(([path, times]) => ({ path, p50: at(times, 0.5) })).sort((a, b) => b.p50 - a.p50);
  return { what, p50: at(all, 0.5), p99: at(all, 0.99), measured: all.length, slowest: slowest.slice(0, 5) };
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN) * 10) / 10;
}
