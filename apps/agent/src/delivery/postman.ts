import type { Report, ReportResult } from '@lockstep/contracts';
import type { Spool } from '../spool/spool.ts';
import type { Backoff } from './backoff.ts';
import type { Deliver } from './delivery.ts';

export interface PostmanOptions {
  readonly spool: Spool;
  readonly deliver: Deliver;
  readonly backoff: Backoff;
  readonly say: (text: string) => void;
  readonly wait: (ms: number) => Promise<void>;
  readonly stop: AbortSignal;
  /** Give up for now after so many failures in a row. */
  readonly attempts?: number;
}

export type Outcome = 'delivered' | 'undelivered' | 'expelled';

const BATCH = 200;
const BATCH_BYTES = 2 * 1024 * 1024;

/** Brings what is spooled to the server, oldest first, until nothing is left, patience ends, or the server expels us. */
export async function deliverAll(options: PostmanOptions): Promise<Outcome> {
  const { spool, backoff, say, stop } = options;
  let most = BATCH;
  while (spool.pending > 0) {
    if (stop.aborted) return 'undelivered';
    const batch = await spool.take(most, BATCH_BYTES);
    const delivery = await options.deliver(batch);

    switch (delivery.kind) {
      case 'answered': {
        const again = await settle(spool, batch, delivery.results);
        if (again === null) {
          if (backoff.attempts > 0) say('the server takes reports again');
          backoff.succeeded();
          most = BATCH;
          continue;
        }
        if (!(await patience(options, again, null))) return 'undelivered';
        break;
      }
      case 'refused':
        // One of them spoils the batch: find it, and let the others pass.
        if (batch.length > 1) most = Math.max(1, Math.floor(batch.length / 4));
        else {
          await spool.setAside(batch[0]!, delivery.reason);
          await spool.settle([batch[0]!.seq]);
        }
        break;
      case 'later':
        if (!(await patience(options, delivery.reason, delivery.afterMs))) return 'undelivered';
        break;
      case 'expelled':
        say(
          `the server does not accept this agent: ${delivery.reason.replace(/\.$/, '')}. Enrol it again with lockstep-agent join`,
        );
        return 'expelled';
    }
  }
  return 'delivered';
}

/** Settles what is decided. Returns why something must be sent again, or null. */
async function settle(
  spool: Spool,
  batch: readonly Report[],
  results: readonly ReportResult[],
): Promise<string | null> {
  const settled: number[] = [];
  let again: string | null = null;
  for (const [index, report] of batch.entries()) {
    const result = results.find((one) => one.index === index);
    if (result === undefined) again ??= 'the server did not say what became of a report';
    else if (result.outcome === 'rejected' && result.retry)
      again ??= result.reason ?? 'the server asks to send it again';
    else {
      if (result.outcome === 'conflict') await spool.setAside(report, 'the server holds another report of this number');
      if (result.outcome === 'rejected')
        await spool.setAside(report, `${result.field ?? ''} ${result.reason ?? ''}`.trim());
      settled.push(report.seq);
    }
  }
  if (settled.length > 0) await spool.settle(settled);
  return again;
}

/** Waits before the next attempt; false when it is time to give up. */
async function patience(options: PostmanOptions, reason: string, afterMs: number | null): Promise<boolean> {
  const { backoff, spool, say } = options;
  const ms = backoff.next(afterMs);
  // Said when it begins and then ever more seldom, not at each attempt.
  if (Number.isInteger(Math.log2(backoff.attempts))) {
    say(`${reason}; ${spool.pending} reports are kept, next attempt in ${Math.ceil(ms / 1_000)} s`);
  }
  if (options.attempts !== undefined && backoff.attempts >= options.attempts) return false;
  await options.wait(ms);
  return !options.stop.aborted;
}
