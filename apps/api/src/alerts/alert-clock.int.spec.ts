import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { Consumer } from '@lockstep/event-store';
import { queueRows } from '../notify/delivery/outbox-rows.ts';
import { queueEvent } from '../notify/delivery/testing/outbox.ts';
import { ROUTES } from '../projections/streams.ts';
import { readOverdue } from '../self/overdue.ts';
import { ROUTED, startTestAlerts, type TestAlerts } from '../testing/alerts.ts';
import { rebuildAlerts } from './rebuild-alerts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

jest.setTimeout(60_000);
let test: TestAlerts;
let consumer: Consumer;

beforeEach(async () => {
  test = await startTestAlerts();
  consumer = test.start();
  await test.say(ROUTES, ...ROUTED);
});
afterEach(async () => {
  await consumer.stop();
  await test.models.close();
});

const raised = () => ({
  type: 'ConditionRaised',
  data: {
    condition: {
      ...{ rule: 'mismatch', kind: 'although-synchronizing', severity: 'critical', folder: ['INBOX'], evidence: [1] },
      ...{ since: test.models.now - HOUR, policy: 'default', policyVersion: 1 },
    },
  },
});
const overdue = () => readOverdue(test.models.pool, test.models.now);

it('tells what fires after the clock was set back, and a rebuild gives the same rows', async () => {
  const [one, other] = [await test.enrol('imap-01'), await test.enrol('imap-02')];
  test.models.now += 2 * HOUR;
  await test.say(one, raised());
  await test.pass(MINUTE);
  expect(await test.messages()).toHaveLength(1);

  test.models.now -= 2 * HOUR;
  expect((await overdue()).alertsMs).toBeGreaterThan(HOUR);
  await test.pass(0);
  await test.say(other, raised());
  // The log goes on from its newest moment: what is stored now is stamped ahead.
  await test.pass(MINUTE);
  expect(await test.messages()).toHaveLength(2);
  expect((await overdue()).alertsMs).toBe(0);
  for (const { state } of await test.alerts()) expect(state['firedAt']).toBeLessThanOrEqual(test.models.now);

  const before = await test.rows();
  await consumer.stop();
  const { pool, store } = test.models;
  expect(await rebuildAlerts({ pool, store, baseUrl: 'https://lockstep.example.org', pageSize: 3 })).toBe(true);
  expect(await test.rows()).toEqual(before);
  consumer = test.start();
});

it('is seen to stand, where nobody says that something fell due, or nobody sends what was said', async () => {
  await test.say(await test.enrol(), raised());
  await test.caughtUp();
  expect(await overdue()).toEqual({ alertsMs: 0, deliveriesMs: 0 });
  test.models.now += 5 * MINUTE;
  expect((await overdue()).alertsMs).toBe(5 * MINUTE - 30_000);

  const { pool, store, now } = test.models;
  await queueRows(pool, [await queueEvent(store, { channel: 'hook', group: 'g', key: 'k', at: now })]);
  const untried = async () => (await readOverdue(pool, now + 4 * MINUTE)).deliveriesMs;
  expect(await untried()).toBe(4 * MINUTE);
  await pool.query(`UPDATE alerts.outbox SET lease_until = $1 WHERE key = 'k'`, [Date.now() + HOUR]);
  expect(await untried()).toBe(0);
  await pool.query(`UPDATE alerts.outbox SET lease_until = NULL, failed_at = $1 WHERE key = 'k'`, [now + 3 * MINUTE]);
  expect(await untried()).toBe(MINUTE);
});
