import { setTimeout as pause } from 'node:timers/promises';
import type { BulkResult } from '@lockstep/contracts';
import type { AlertEvent, AlertState, MaintenanceEvent, SilenceEvent, Unnumbered } from '@lockstep/domain';
import { isOpenAlert } from '@lockstep/domain';
import type { Append, Json } from '@lockstep/event-store';
import type { Database } from '../database/database.ts';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { SILENCES } from '../projections/streams.ts';
import { ProblemError } from '../web/problem.ts';
import { alertStream } from './alert-conclusions.ts';
import { ALERTS_CONSUMER } from './alerts-consumer-id.ts';
import { readAlertsProgress } from './alerts-progress.ts';
import { alertStates } from './alerts.query.ts';

export type Word = Unnumbered<AlertEvent | SilenceEvent | MaintenanceEvent>;

/** What a person's word on one alert becomes; throws the problem that refuses it, and null where it is so already. */
export type SayOf = (alert: AlertState, now: number) => Word | null;

/** One alert: 404 where there is none; 409 where it is over and nothing can be said to it any more. */
export async function sayOfAlert(database: Database, id: string, say: SayOf): Promise<{ cursor: string }> {
  const [result] = await sayOfAlerts(database, [id], say);
  if (result!.ok) return { cursor: result!.cursor };
  throw result!.problem;
}

type Said = { readonly ok: true; readonly cursor: string } | { readonly ok: false; readonly problem: ProblemError };

/** The same of many; each stands or falls alone. An id that is named twice is said to twice. */
export async function sayOfAlerts(database: Database, ids: readonly string[], say: SayOf): Promise<Said[]> {
  const { pool, store } = database;
  // PostgreSQL takes no NUL, and no alert has one.
  const states = await alertStates(
    pool,
    ids.filter((id) => !id.includes('\u0000')),
  );
  const now = Date.now();
  const words = ids.map((id) => wordFor(states.get(id), say, now));
  const appends = words.flatMap((word) => (typeof word === 'object' && 'type' in word ? [toAppend(word)] : []));
  const results = await store.appendAll(appends);
  const positions = results.map((result) => {
    if (result.outcome !== 'stored') throw new Error(`A word without a key was ${result.outcome}.`);
    return result.position;
  });
  const last = positions.at(-1);
  if (last !== undefined) await known(database, last);
  let next = 0;
  return words.map((word): Said => {
    if (word instanceof ProblemError) return { ok: false, problem: word };
    if (word === 'so already') return { ok: true, cursor: String(positions[Math.max(0, next - 1)] ?? 0) };
    return { ok: true, cursor: String(positions[next++]!) };
  });
}

function wordFor(alert: AlertState | undefined, say: SayOf, now: number): Word | ProblemError | 'so already' {
  if (!alert) return new ProblemError(404, { detail: 'There is no such alert.' });
  try {
    return say(alert, now) ?? 'so already';
  } catch (error) {
    if (error instanceof ProblemError) return error;
    throw error;
  }
}

export function toResult(id: string, said: Said): BulkResult {
  if (said.ok) return { id, ok: true, cursor: said.cursor };
  return { id, ok: false, status: said.problem.status, detail: said.problem.message };
}

export function refuseResolved(alert: AlertState): void {
  if (!isOpenAlert(alert)) throw new ProblemError(409, { detail: 'It is resolved already.' });
}

/** A word on silences or maintenance windows. */
export async function sayOfSilences(database: Database, word: Word): Promise<number> {
  const stored = await database.store.append(toAppend(word));
  if (stored.outcome !== 'stored') throw new Error(`A word without a key was ${stored.outcome}.`);
  await known(database, stored.position);
  return stored.position;
}

function toAppend({ type, observedAt, data }: Word): Append {
  return {
    partition: ALERTS_CONSUMER.source,
    stream: 'alert' in data ? alertStream(data.alert) : SILENCES,
    events: [{ type, observedAt, data: data as unknown as Json }],
  };
}

const LOOK_EVERY_MS = 15;
const WAIT_AT_MOST_MS = 1_000;

/** Waits until the rows know it, so that who asks next sees what they said; not for long, for it stands in the log. */
async function known({ pool }: Database, position: number): Promise<void> {
  for (const end = performance.now() + WAIT_AT_MOST_MS; performance.now() < end; await pause(LOOK_EVERY_MS)) {
    const progress = await readAlertsProgress(pool, ALERTS_SCHEMA);
    if (progress !== null && progress.position >= position) return;
  }
}
