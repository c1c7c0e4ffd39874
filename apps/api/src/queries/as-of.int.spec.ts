import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { folderFacts } from '@lockstep/domain';
import { liveTheirLives } from '../testing/lives.ts';
import { startReadModels, type ReadModels } from '../testing/read-models.ts';
import { fleetGroups } from './fleet-groups.query.ts';
import { fleetHistory } from './fleet-history.query.ts';
import { fleet, fleetAt } from './fleet.queries.ts';
import { pictureAsOf } from './picture-as-of.ts';
import { listReplicas } from './replica-list.query.ts';
import { replicaHistory } from './replica-history.query.ts';
import { toRow } from './replica-view.ts';
import { readTransaction } from './read-transaction.ts';

jest.setTimeout(60_000);
const MINUTE = 60_000;
const DAY = 86_400_000;

let models: ReadModels;
beforeEach(async () => {
  models = await startReadModels();
  models.startConsumer();
});
afterEach(() => models.close());

const look = (replica: string, at: number, knownAt?: number) =>
  readTransaction(models.pool, async (client) => {
    const picture = await pictureAsOf(client, models.store, replica, at, knownAt);
    return picture && { server: folderFacts(picture.state)[0]?.serverItems ?? null, status: picture.judgement.status };
  });

describe('as of a moment', () => {
  it('a late report counts for when it was observed, but not for what was known before it came', async () => {
    const [replica, epoch] = [randomUUID(), randomUUID()];
    const report = (seq: number, observedAt: number, items: number) =>
      models.append(
        replica,
        'ReplicaReported',
        observedAt,
        { epoch, seq, kind: 'full', interval: 300, folders: [[['INBOX'], items, items, observedAt]] },
        { epoch, seq },
      );
    const start = models.now;
    await models.append(replica, 'ReplicaEnrolled', start, { mailbox: 'anna@example.org', device: 'd' });
    await report(1, start, 1);
    models.now = start + 20 * MINUTE;
    await models.append(replica, 'DeadlineReached', start + 16 * MINUTE, {}, { epoch: 'watchdog', seq: 1 });
    // Two days offline; then the spool comes, all at once.
    models.now = start + 2 * DAY;
    await report(2, start + 10 * MINUTE, 2);
    await report(3, start + DAY, 3);
    await report(4, models.now, 4);
    await models.caughtUp();

    expect(await look(replica, start - 1)).toBeNull();
    expect(await look(replica, start + 9 * MINUTE)).toEqual({ server: 1, status: 'in-step' });
    expect(await look(replica, start + 11 * MINUTE)).toEqual({ server: 2, status: 'in-step' });
    expect(await look(replica, start + 11 * MINUTE, start + DAY)).toEqual({ server: 1, status: 'in-step' });
    expect(await look(replica, start + DAY)).toEqual({ server: 3, status: 'in-step' });
    expect(await look(replica, start + DAY, start + DAY)).toEqual({ server: 1, status: 'silent' });
    expect(await look(replica, start + DAY + 16 * MINUTE)).toEqual({ server: 3, status: 'silent' });

    const history = (knownAt?: number) =>
      readTransaction(models.pool, (client) =>
        replicaHistory(client, models.store, replica, { from: start + MINUTE, to: start + DAY, knownAt }),
      );
    const then = await history(start + DAY);
    expect(then.folders[0]!.points).toEqual([[start + MINUTE, 1, 1]]);
    expect(then.statuses.map(({ status }) => status)).toEqual(['in-step', 'silent']);
    expect(then.statuses.at(-1)!.to).toBeNull();
    const now = await history();
    expect(now.folders[0]!.points.map(([at, count]) => [at - start, count])).toEqual([
      [MINUTE, 1],
      [10 * MINUTE, 2],
      [DAY, 3],
    ]);
    expect(now.statuses.map(({ status }) => status)).toEqual(['in-step', 'silent', 'in-step']);
    expect(now.statuses[0]!.to).not.toBe(then.statuses[0]!.to);
  });

  it('with what was known then alone, groups are of now, as the fleet and its list are', async () => {
    const [replica, epoch] = [randomUUID(), randomUUID()];
    const knownAt = models.now;
    await models.append(replica, 'ReplicaEnrolled', knownAt, { mailbox: 'anna@example.org', device: 'd' });
    // A clock that is a little ahead is believed.
    const observedAt = knownAt + 2 * MINUTE;
    const data = { epoch, seq: 1, kind: 'full', interval: 300, folders: [[['INBOX'], 1, 1, observedAt]] };
    await models.append(replica, 'ReplicaReported', observedAt, data, { epoch, seq: 1 });
    await models.caughtUp();

    const now = knownAt + 3 * MINUTE;
    await readTransaction(models.pool, async (client) => {
      const { statuses } = await fleetAt(client, now, knownAt);
      expect(statuses['in-step']).toBe(1);
      const { groups } = await fleetGroups(client, { by: 'server' }, { knownAt }, now);
      expect(groups[0]!.statuses).toEqual(statuses);
    });
  });

  it('a replica has its name at moments before it was enrolled, of which it brought news', async () => {
    const [replica, epoch] = [randomUUID(), randomUUID()];
    const before = models.now - DAY;
    const enrolment = {
      mailbox: 'anna@example.org',
      device: 'd',
      labels: { site: 'Lyon' },
      client: { server: 'imap-1' },
    };
    await models.append(replica, 'ReplicaEnrolled', models.now, enrolment);
    const data = { epoch, seq: 1, kind: 'full', interval: 300, folders: [[['INBOX'], 1, 1, before]] };
    await models.append(replica, 'ReplicaReported', before, data, { epoch, seq: 1 });
    await models.caughtUp();

    const row = await readTransaction(models.pool, async (client) => {
      const picture = await pictureAsOf(client, models.store, replica, before + MINUTE);
      return picture && toRow(picture, null);
    });
    expect(row).toMatchObject({
      mailbox: 'anna@example.org',
      device: 'd',
      labels: { site: 'Lyon' },
      server: 'imap-1',
      status: 'in-step',
    });
  });

  it('is the same from a snapshot as from the beginning, and the fleet says of each replica what the replica says', async () => {
    const start = models.now;
    const ids = await liveTheirLives(models, { replicas: 8, steps: 300, seed: 11, clocksSetBack: false });
    await models.caughtUp();
    expect((await models.pool.query('SELECT count(*)::int AS n FROM read.replica_snapshot')).rows[0].n).toBeGreaterThan(
      0,
    );
    for (const share of [0.2, 0.5, 0.8]) {
      const at = start + Math.round((models.now - start) * share);
      const pictures = await Promise.all(ids.map((id) => look(id, at)));
      const { statuses } = await readTransaction(models.pool, (client) => fleetAt(client, at, undefined));
      const counted = pictures.map((picture) => picture?.status).filter((status) => status !== undefined);
      for (const [status, count] of Object.entries(statuses)) {
        expect([share, status, counted.filter((one) => one === status).length]).toEqual([share, status, count]);
      }
    }
    const histories = [[start, models.now, 7] as const, [start + DAY, start + DAY + 30 * MINUTE, 60] as const];
    for (const [from, to, points] of [...histories, [start - 3 * DAY, models.now + DAY, 40] as const]) {
      const history = await readTransaction(models.pool, (client) => fleetHistory(client, from, to, points));
      for (const { at, ...counts } of history.points) {
        const { statuses } = await readTransaction(models.pool, (client) => fleetAt(client, Date.parse(at), undefined));
        expect([at, counts]).toEqual([at, statuses]);
      }
    }
    const before = await Promise.all(ids.map((id) => look(id, start + DAY)));
    await models.pool.query('DELETE FROM read.replica_snapshot');
    expect(await Promise.all(ids.map((id) => look(id, start + DAY)))).toEqual(before);
  });
});

it('a counter equals its list at every moment, while the rows change', async () => {
  let writing = true;
  const writes = liveTheirLives(models, { replicas: 20, steps: 400, seed: 12 }).finally(() => (writing = false));
  let looks = 0;
  for (; writing; looks++) {
    await readTransaction(models.pool, async (client) => {
      const { statuses, total } = await fleet(client);
      expect((await listReplicas(client, { sort: 'mailbox', descending: false, limit: 1 })).total).toBe(total);
      for (const [status, count] of Object.entries(statuses)) {
        const list = await listReplicas(client, {
          status: [status as never],
          sort: 'since',
          descending: true,
          limit: 500,
        });
        expect([status, list.total, list.items.length]).toEqual([status, count, count]);
      }
    });
  }
  await writes;
  expect(looks).toBeGreaterThan(3);
});
