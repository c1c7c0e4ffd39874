import type { EventStore } from '@lockstep/event-store';

export interface LastReport {
  readonly observedAt: number;
  readonly intervalSeconds: number;
}

// Reports may come late: the newest by its own time is among the last few.
const LOOK_BACK = 50;
const AT_LEAST_MS = 15 * 60_000;

/** Null: it never reported. */
export async function lastReport(store: EventStore, replica: string, partition: number): Promise<LastReport | null> {
  const types = ['ReplicaReported'];
  const reports = await store.readStream(replica, { partition, types, backwards: true, limit: LOOK_BACK });
  let newest: LastReport | null = null;
  for (const { observedAt, data } of reports) {
    if (newest && observedAt <= newest.observedAt) continue;
    newest = { observedAt, intervalSeconds: (data as { interval: number }).interval };
  }
  return newest;
}

/** When an agent that says nothing more counts as silent: DOMAIN, "Silent", by the axis of every judgement. */
export function silentFrom({ observedAt, intervalSeconds }: LastReport): number {
  return observedAt + Math.max(3 * intervalSeconds * 1000, AT_LEAST_MS);
}
