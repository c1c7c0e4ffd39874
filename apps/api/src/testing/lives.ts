import { DEFAULT_POLICY } from '@lockstep/domain';
import { POLICIES } from '../projections/streams.ts';
import type { ReadModels } from './read-models.ts';

const MINUTE = 60_000;
const FIXES = ['server-unreachable', 'not-synchronizing', 'duplicates', 'K6'];

/** A small generator of numbers that seem random and are the same for the same seed. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * Replicas that fall behind, catch up, go silent, come back with a spool, lose folders, change their client, and whose deadlines
 * pass; over days, so that there are snapshots. Everything that the fold must be right about, in no order that anybody planned.
 */
export async function liveTheirLives(
  models: ReadModels,
  {
    replicas,
    steps,
    seed,
    clocksSetBack = true,
  }: { replicas: number; steps: number; seed: number; clocksSetBack?: boolean },
): Promise<string[]> {
  const random = seeded(seed);
  const pick = (below: number) => Math.floor(random() * below);
  const ids = Array.from(
    { length: replicas },
    (_, index) => `00000000-0000-4000-8000-${String(seed * 1_000 + index).padStart(12, '0')}`,
  );
  const epoch = (index: number) => `10000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
  const seqs = ids.map(() => 0);
  const observed = ids.map(() => models.now);

  for (const [index, id] of ids.entries()) {
    await models.append(id, 'ReplicaEnrolled', models.now, {
      mailbox: `user${index}@example.org`,
      device: `d${index}`,
      labels: { site: 'Lyon' },
    });
  }
  const report = (index: number, observedAt: number) => {
    const seq = (seqs[index] = seqs[index]! + 1);
    observed[index] = Math.max(observed[index]!, observedAt);
    const folders = Array.from({ length: pick(4) }, () => {
      const server = pick(300);
      const offline = random() < 0.1 ? null : random() < 0.6 ? server : Math.max(0, server - pick(150));
      const more = random() < 0.1 ? [{ troubles: [['duplicates']] }] : [];
      return [
        [['INBOX'], ['Drafts'], ['Été', 'Ny'], ['2024']][pick(4)],
        server,
        offline,
        random() < 0.9 ? observedAt - pick(600) * MINUTE : null,
        ...more,
      ];
    }).filter((folder, at, all) => all.findIndex((other) => String(other[0]) === String(folder[0])) === at);
    const troubles = random() < 0.05 ? { troubles: [['server-unreachable', 'refused']] } : {};
    const data = {
      epoch: epoch(index),
      seq,
      kind: random() < 0.2 ? 'full' : 'delta',
      interval: 300,
      folders,
      ...troubles,
    };
    return models.append(ids[index]!, 'ReplicaReported', observedAt, data, { epoch: epoch(index), seq });
  };

  for (let step = 0; step < steps; step++) {
    models.now += pick(25) * MINUTE;
    const index = pick(replicas);
    const kind = random();
    if (kind < 0.7) await report(index, models.now);
    // A spool: several reports at once, of the hours since the last one; or, with a clock that was set back, of before it.
    else if (kind < 0.8) {
      const from = clocksSetBack ? models.now - 160 * MINUTE : observed[index]!;
      for (const part of [0.25, 0.5, 0.75]) await report(index, Math.round(from + (models.now - from) * part));
    } else if (kind < 0.85)
      await models.append(ids[index]!, 'SyncAttempted', models.now, {
        startedAt: new Date(models.now).toISOString(),
        outcome: 'succeeded',
      });
    else if (kind < 0.9)
      await models.append(ids[index]!, 'ClientFactsReported', models.now, {
        client: { name: 'mbsync', server: `imap-${pick(3)}` },
      });
    // People try what they like, suggested or not.
    else if (kind < 0.92)
      await models.append(ids[index]!, 'FixTried', models.now, { fix: FIXES[pick(FIXES.length)]!, by: 'ada' });
    else if (kind < 0.94) await changePolicies(models, pick, step);
    // They accept what differs, of folders that are there and of others, and what they accept expires.
    else if (kind < 0.96)
      await models.append(ids[index]!, 'DifferenceAccepted', models.now, {
        path: [['INBOX'], ['Drafts'], ['Nowhere']][pick(3)]!,
        items: pick(200) - 50,
        reason: 'known',
        by: 'ada',
        until: models.now + pick(2_000) * MINUTE,
      });
    else
      await models.append(
        ids[index]!,
        'DeadlineReached',
        models.now - pick(30) * MINUTE,
        {},
        { epoch: 'watchdog', seq: step + seed * 100_000 },
      );
  }
  return ids;
}

/** Somebody makes, changes or removes a policy for one of the servers, for the site, or for everyone. */
async function changePolicies(models: ReadModels, pick: (below: number) => number, step: number): Promise<void> {
  const by = 'admin@example.org';
  const id = ['imap-0', 'imap-1', 'site', 'default'][pick(4)]!;
  if (id !== 'default' && pick(4) === 0) {
    await models.append(POLICIES, 'PolicyRemoved', models.now, { id, by });
    return;
  }
  const scope =
    id === 'default' ? { of: 'everyone' } : id === 'site' ? { of: 'label', name: 'site', value: 'Lyon' } : { of: 'server', server: id }; // prettier-ignore
  const { silent, stale, mismatch, pending, suspected } = DEFAULT_POLICY;
  const thresholds = {
    silent,
    stale: { ...stale, warningAfterOnMs: (1 + pick(8)) * 60 * MINUTE },
    mismatch: { ...mismatch, warning: { ...mismatch.warning, items: 5 + pick(90) } },
    pending,
    suspected,
  };
  const day = [['07:00', '19:00']];
  const workingHours =
    pick(2) === 0 ? null : { timeZone: 'Europe/Paris', days: { mon: day, tue: day, sat: day }, holidays: [] };
  await models.append(POLICIES, 'PolicyChanged', models.now, {
    id,
    name: id,
    scope,
    thresholds,
    workingHours,
    by,
    version: step + 2,
  });
}
