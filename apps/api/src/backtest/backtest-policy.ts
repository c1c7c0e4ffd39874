import type { BacktestDays, PolicyBacktest, PolicyBacktestInput } from '@lockstep/contracts';
import { compareBacktest, type BacktestAnswer, type Happened } from '@lockstep/domain';
import type { EventStore } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { readPolicyLog } from '../policies/policy-log.ts';
import { breather, gently, type Breather } from './breather.ts';
import { readFleet, readSaid } from './read-past.ts';
import { AlertsReplay, type Said } from './replay-alerts.ts';
import { replayReplicas, type Replicas } from './replay-replicas.ts';
import type { News } from './replay-replica.ts';
import { whatIsCompared, whoIsConcerned } from './whom.ts';

type Instant = number;
const DAY_MS = 86_400_000;
/** Before what is counted: what is open then is raised, and what was resolved within a day may regress. */
const WARM_UP_MS = 2 * DAY_MS;

export interface BacktestOptions {
  readonly pool: Pool;
  readonly store: Pick<EventStore, 'readStream'>;
  readonly now: Instant;
  readonly signal: AbortSignal;
  /** For reading and judging; deciding alerts may take as long again. */
  readonly mostMs: number;
  readonly onProgress?: (progress: { facts: number; replayed: number; of: number }) => void;
}

/**
 * What the policies as they are, and as they would be, make of what really happened:
 * 1. each replica's facts are judged by either, from a snapshot before the days that are asked about;
 * 2. what turned is put in the order in which it was known, and alerts are decided from it, twice;
 * 3. the two are compared. Nothing is written, and nobody is told.
 * Facts are read and judged a slice at a time. Where time is up, the answer is about those replicas, or that stretch of time, that were
 * done, and says so.
 */
export async function backtestPolicy(input: PolicyBacktestInput, options: BacktestOptions): Promise<PolicyBacktest> {
  const began = performance.now();
  const { now } = options;
  const { concerned, replicas, said, to, worlds } = await replayPast(input, options);
  const replayed = concerned.slice(0, replicas.replayed);
  const from = Math.max(now - input.days * DAY_MS, Math.min(replicas.firstAt ?? now, now));
  const mailboxes = new Map(replayed.map(({ replica, mailbox }) => [replica, mailbox]));
  const answer = compareBacktest(
    { from, to, timeZone: input.timeZone, mailboxes },
    await whatHappened(replicas, said, breather(options.signal)),
    worlds[0]!,
    worlds[1] ?? null,
  );
  return toView(answer, {
    days: input.days,
    from,
    to,
    concerned: concerned.length,
    replayed: replayed.length,
    complete: to === now && replicas.isComplete,
    facts: replicas.facts,
    tookMs: Math.round(performance.now() - began),
  });
}

/** The first and the second step. */
export async function replayPast(input: PolicyBacktestInput, options: BacktestOptions) {
  const { pool, store, now, signal, mostMs } = options;
  const until = performance.now() + 2 * mostMs;
  const compared = whatIsCompared((await readPolicyLog(store)).book, input, now);
  const rest = breather(signal);
  const { concerned, others } = await whoIsConcerned(await readFleet(pool, rest), compared, rest);
  const from = now - input.days * DAY_MS - WARM_UP_MS;
  const replicas = await replayReplicas({ ...options, ...compared, concerned, others, rest, from });
  const said = await readSaid(pool, store, from, now);
  const books = compared.proposed === null ? [replicas.asIs] : [replicas.asIs, replicas.proposed];
  return { concerned, replicas, said, ...(await replayAlerts(books, said, now, rest, until)) };
}

const STEP_MS = DAY_MS / 4;

/** Both go through time side by side, so that they can be compared up to wherever they come. */
async function replayAlerts(
  news: readonly (readonly News[])[],
  said: Said,
  now: Instant,
  rest: Breather,
  until: number,
): Promise<{ to: Instant; worlds: AlertsReplay[] }> {
  const worlds: AlertsReplay[] = [];
  for (const one of news) worlds.push(await AlertsReplay.of(one, said, rest));
  let to = Math.min(now, ...news.map((one) => one.reduce((first, { at }) => Math.min(first, at), now)));
  while (to < now && performance.now() < until) {
    to = Math.min(now, to + STEP_MS);
    for (const world of worlds) await world.runUntil(to, rest);
  }
  return { to, worlds };
}

async function whatHappened({ asIs, proposed }: Replicas, { taken }: Said, rest: Breather): Promise<Happened> {
  const confirmed = new Map<string, Happened['confirmed'][number]>();
  await gently([...asIs, ...proposed], rest, ({ replica, appends }) => {
    for (const { type, observedAt, data } of appends.flat()) {
      if (type !== 'FixConfirmed') continue;
      const { fix } = data as { fix: string };
      confirmed.set(`${replica} ${fix} ${observedAt}`, { replica, fix, at: observedAt });
    }
  });
  return { taken, confirmed: [...confirmed.values()] };
}

const MOST_NAMED = 20;

interface Frame {
  readonly days: BacktestDays;
  readonly from: Instant;
  readonly to: Instant;
  readonly concerned: number;
  readonly replayed: number;
  readonly complete: boolean;
  readonly facts: number;
  readonly tookMs: number;
}

function toView(answer: BacktestAnswer, { days, from, to, ...frame }: Frame): PolicyBacktest {
  const { missed, days: byDay, ...rest } = answer;
  const untold = missed.filter(({ laterMs }) => laterMs === null).length;
  return {
    asked: { days },
    from: new Date(from).toISOString(),
    to: new Date(to).toISOString(),
    ...frame,
    ...rest,
    days: byDay.map(({ day, ...counts }) => ({ date: new Date(day * DAY_MS).toISOString().slice(0, 10), ...counts })),
    later: missed.length - untold,
    untold,
    missed: missed.slice(0, MOST_NAMED).map(({ problem, laterMs }) => ({
      replica: problem.replica,
      mailbox: problem.mailbox,
      since: new Date(problem.since).toISOString(),
      lastedMs: problem.endedAt === null ? null : problem.endedAt - problem.since,
      laterMs,
      because: problem.because.what,
      by:
        problem.because.what === 'fixed'
          ? problem.because.fix
          : problem.because.what === 'taken'
            ? problem.because.by
            : null,
    })),
  };
}
