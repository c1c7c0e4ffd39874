import type { EventStore } from '@lockstep/event-store';
import { WATCHDOG_SIGNS } from '../../projections/streams.ts';
import { SELF_LIMITS } from '../../self/limits.ts';
import { CONSUMERS_WATCHED, type Probes } from '../../self/probes.ts';

type Instant = number;

const WITHIN_MS = 10_000;

export interface Working {
  readonly store: Pick<EventStore, 'append' | 'head'>;
  readonly consumers: Probes['consumers'];
  readonly overdue: Probes['overdue'];
}

/**
 * Why Lockstep does not work; null: it does. It can store, what it stores is folded, and what falls due is decided and sent. Where nothing has been stored of late a sign is
 * appended: it shows that the log takes it, and consumers that stand still cannot pass for ones with nothing to do.
 */
export async function whyNot(
  { store, consumers, overdue }: Working,
  now: Instant,
  everyMs: number,
): Promise<string | null> {
  try {
    await inTime(sign(store, now, everyMs));
  } catch (error) {
    return `The log cannot be appended to: ${reason(error)}`;
  }
  try {
    const found = await inTime(consumers(now));
    for (const name of CONSUMERS_WATCHED) {
      const consumer = found.find((one) => one.name === name);
      if (!consumer) return `The consumer ${name} has never run.`;
      const { behindMs } = consumer;
      if (behindMs > SELF_LIMITS.lagMs.ill)
        return `The consumer ${name} is ${Math.floor(behindMs / 1_000)} seconds behind.`;
    }
  } catch (error) {
    return `It cannot be seen whether consumers are behind: ${reason(error)}`;
  }
  try {
    const { alertsMs, deliveriesMs } = await inTime(overdue(now));
    if (alertsMs > SELF_LIMITS.overdueMs.alerts)
      return `The clock of alerts stands: it is off by ${Math.floor(alertsMs / 1_000)} seconds.`;
    if (deliveriesMs > SELF_LIMITS.overdueMs.deliveries)
      return `Messages wait, and nobody has tried to send one for ${Math.floor(deliveriesMs / 1_000)} seconds.`;
    return null;
  } catch (error) {
    return `It cannot be seen whether alerts are told: ${reason(error)}`;
  }
}

async function sign(store: Working['store'], now: Instant, everyMs: number): Promise<void> {
  const { recordedAt } = await store.head();
  if (recordedAt !== null && now - recordedAt < everyMs) return;
  await store.append({
    stream: WATCHDOG_SIGNS,
    events: [{ type: 'WatchdogSigned', observedAt: now, data: {} }],
  });
}

/** A database that hangs is one that does not work. */
async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${WITHIN_MS / 1_000} s`)), WITHIN_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const reason = (error: unknown): string => (error instanceof Error ? error.message : String(error));
