import type { FleetAgesView, Status } from '@lockstep/contracts';
import type { EventStore } from '@lockstep/event-store';
import type { ClientBase } from 'pg';
import { readPolicyBook } from '../projections/read-policies.ts';
import { SYNCHRONIZED_TO_MS } from '../projections/list-values.ts';
import { READ_SCHEMA } from '../projections/read-tables.ts';
import { statusOf } from '../projections/status-rank.ts';
import { spansAt, spanValues } from './fleet.queries.ts';
import { pictureAsOf } from './picture-as-of.ts';
import { countBySynchronized } from './value-counts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Folding a replica to a moment costs what it reported that day, so of a large fleet some are looked at, and the answer says so. */
const MOST_FOLDED = 200;
const FOLD_FOR_MS = 1_500;

interface Aged {
  /** Which of the buckets; null: no folder has a known last sync. */
  readonly bucket: number | null;
  readonly status: Status;
  readonly replicas: number;
}

/**
 * With the thresholds of the policy for everyone, which it names; a group may be judged by others. Counted by the minute, from the last
 * whole one: an age is told to the minute, and a whole fleet is counted from its minutes instead of its replicas.
 */
export async function fleetAges(client: ClientBase, now: number): Promise<FleetAgesView> {
  const { policy, bounds } = await policyAndBounds(client);
  const minute = Math.floor(now / SYNCHRONIZED_TO_MS);
  const minutes = await countBySynchronized(client);
  const aged = minutes.map(({ minute: last, status, replicas }): Aged => {
    const age = (minute - last) * SYNCHRONIZED_TO_MS;
    return { bucket: bounds.filter((bound) => age > bound).length, status: statusOf(status), replicas };
  });
  const { rows: fleet } = await client.query<{ replicas: number }>({
    name: 'fleet-total',
    text: `SELECT coalesce(sum(replicas), 0)::int AS replicas FROM ${READ_SCHEMA}.fleet_count WHERE partition = 0`,
  });
  const counted = bucketed(aged, bounds);
  const known = aged.reduce((sum, { replicas }) => sum + replicas, 0);
  return { policy, ...counted, unknown: fleet[0]!.replicas - known, sample: null };
}

/**
 * As it was at `at`: no row remembers when a folder last synchronized, so replicas are folded, as many as the time allows, in the order
 * of their ids: these are random, so those looked at stand for all. Bounds are those of the policy as it is now.
 */
export async function fleetAgesAt(
  client: ClientBase,
  store: Pick<EventStore, 'readStream'>,
  at: number,
  knownAt: number | undefined,
  clock: () => number = () => performance.now(),
): Promise<FleetAgesView> {
  const until = clock() + FOLD_FOR_MS;
  const { policy, bounds } = await policyAndBounds(client);
  const { rows } = await client.query<{ replica: string; status: number }>(
    `SELECT replica, status FROM (${spansAt(knownAt)}) s ORDER BY replica`,
    spanValues(at, knownAt),
  );
  const aged: Aged[] = [];
  for (const { replica, status } of rows.slice(0, MOST_FOLDED)) {
    // At least one: nothing looked at would say nothing.
    if (aged.length > 0 && clock() > until) break;
    const picture = await pictureAsOf(client, store, replica, at, knownAt);
    const last = picture?.judgement.lastSynchronizedAt ?? null;
    const bucket = last === null ? null : bounds.filter((bound) => at - last > bound).length;
    aged.push({ bucket, status: statusOf(status), replicas: 1 });
  }
  const sample = rows.length > aged.length ? { looked: aged.length, of: rows.length } : null;
  return { policy, ...bucketed(aged, bounds), sample };
}

async function policyAndBounds(client: ClientBase): Promise<{ policy: FleetAgesView['policy']; bounds: number[] }> {
  const { id, name, version, stale } = (await readPolicyBook(client)).entries.at(-1)!.policy;
  const [staleAfterMs, criticalAfterMs] = [stale.warningAfterOnMs, stale.criticalAfterOnMs];
  const all = new Set([5 * MINUTE, 15 * MINUTE, HOUR, staleAfterMs, criticalAfterMs, 7 * 24 * HOUR]);
  const bounds = [...all].sort((a, b) => a - b);
  return { policy: { id, name, version, staleAfterMs, criticalAfterMs }, bounds };
}

function bucketed(aged: readonly Aged[], bounds: readonly number[]): Pick<FleetAgesView, 'buckets' | 'unknown'> {
  const buckets = [...bounds, null].map((upToMs) => ({ upToMs, total: 0, stale: 0, silent: 0 }));
  let unknown = 0;
  for (const { bucket, status, replicas } of aged) {
    if (bucket === null) {
      unknown += replicas;
      continue;
    }
    const into = buckets[bucket]!;
    into.total += replicas;
    if (status === 'stale') into.stale += replicas;
    if (status === 'silent') into.silent += replicas;
  }
  return { buckets, unknown };
}
