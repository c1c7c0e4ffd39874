import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from '@jest/globals';
import type { EventStore } from '../event-store.ts';
import type { RecordedEvent } from '../types.ts';

export interface WriterSettings {
  readonly url: string;
  readonly name: string;
  readonly lanes: number;
  readonly keyed: boolean;
  readonly ackFile: string;
  readonly most?: number;
}

export interface Ack {
  readonly stream: string;
  readonly seq: number;
  readonly outcome: 'stored' | 'duplicate';
  readonly position: number;
}

/** A writer in a process of its own; resolves when it is about to append. */
export async function startWriter(settings: WriterSettings): Promise<ChildProcess> {
  const child = fork(join(import.meta.dirname, 'writer-process.mjs'), [JSON.stringify(settings)], { execArgv: [] });
  const died = once(child, 'exit').then(() => Promise.reject(new Error(`the writer ${settings.name} died`)));
  died.catch(() => undefined);
  await Promise.race([once(child, 'message'), died]);
  return child;
}

/** Waits until each of the writers has `more` appends acknowledged. */
export async function untilAcknowledged(
  ackFiles: readonly string[],
  more: number,
  writers: readonly ChildProcess[],
): Promise<void> {
  const wanted = ackFiles.map((file) => acksOf(file).length + more);
  while (ackFiles.some((file, index) => acksOf(file).length < wanted[index]!)) {
    if (writers.some(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null))
      throw new Error('a writer died');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export async function stopWriter(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.send('stop');
  const [code] = await exited;
  expect(code).toBe(0);
}

export async function killWriter(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

/** What a writer was told is stored. Its last line may be torn, if it was killed while it wrote it. */
export function acksOf(ackFile: string): Ack[] {
  if (!existsSync(ackFile)) return [];
  const lines = readFileSync(ackFile, 'utf8').split('\n');
  lines.pop();
  return lines
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Ack | { readonly outcome: 'sending' })
    .filter((noted) => noted.outcome !== 'sending');
}

export async function wholeLog(store: EventStore): Promise<RecordedEvent[]> {
  const events: RecordedEvent[] = [];
  for (;;) {
    const page = await store.readLog({ after: events.length, limit: 5_000 });
    if (page.length === 0) return events;
    events.push(...page);
  }
}

/** No gap, no append doubled, none in half, none out of order within its stream, and all that was acknowledged where it was said to be. */
export function expectWhole(events: readonly RecordedEvent[], acks: readonly Ack[]): void {
  const lastSeq = new Map<string, number>();
  const ends = new Map<string, number>();
  events.forEach(({ position, stream, data }, index) => {
    const { seq, part } = data as { seq: number; part: number };
    if (position !== index + 1) throw new Error(`position ${position} stands at ${index + 1}`);
    const whole =
      part === 0 ||
      (events[index - 1]?.stream === stream && (events[index - 1]!.data as { part: number }).part === part - 1);
    if (!whole) throw new Error(`${stream} ${seq} is torn apart at ${position}`);
    if (part === 0 && seq <= (lastSeq.get(stream) ?? 0)) throw new Error(`${stream} ${seq} is doubled or out of order`);
    lastSeq.set(stream, seq);
    if (part === 2) ends.set(`${stream} ${seq}`, position);
  });
  expect(events.length % 3).toBe(0);
  expect(ends.size).toBe(events.length / 3);
  const wrong = acks.filter(({ stream, seq, position }) => ends.get(`${stream} ${seq}`) !== position);
  expect(wrong).toEqual([]);
}
