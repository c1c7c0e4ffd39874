import { consumerLags } from '@lockstep/event-store';
import type { Pool } from 'pg';
import { Counter, Histogram, type Gauge, type Registry } from 'prom-client';

/** How long a batch takes and how large it is; and the lag, which is looked up when it is asked for. */
export function projectionMetrics(
  registry: Registry,
  lag: Gauge<'consumer'>,
  pool: Pool,
): (facts: number, work: () => Promise<unknown>) => Promise<void> {
  const seconds = new Histogram({
    name: 'lockstep_projection_batch_seconds',
    help: 'From taking a batch of facts to its rows being written, before the commit',
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5],
    registers: [registry],
  });
  const facts = new Counter({
    name: 'lockstep_projection_facts_total',
    help: 'Facts folded into the read models',
    registers: [registry],
  });
  measureOnCollect(lag, async () => {
    for (const { consumer, behindMs } of await consumerLags(pool, Date.now())) lag.set({ consumer }, behindMs / 1_000);
  });

  return async (count, work) => {
    const stop = seconds.startTimer();
    await work();
    stop();
    facts.inc(count);
  };
}

/** prom-client takes `collect` only when a gauge is made; this one is made by the door, for all consumers. */
function measureOnCollect(gauge: Gauge<'consumer'>, measure: () => Promise<void>): void {
  const get = gauge.get.bind(gauge);
  gauge.get = async () => {
    await measure().catch(() => undefined);
    return get();
  };
}
