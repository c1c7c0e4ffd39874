import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Severity } from '@lockstep/contracts';
import type { Consumer } from '@lockstep/event-store';
import { ALERTS_SCHEMA } from '../notify/delivery/outbox-tables.ts';
import { INCIDENTS, ROUTES } from '../projections/streams.ts';
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

const condition = (severity: Severity | null, over: object = {}) => ({
  rule: 'mismatch',
  kind: 'although-synchronizing',
  severity,
  folder: ['INBOX'],
  since: test.models.now - HOUR,
  policy: 'default',
  policyVersion: 1,
  evidence: [1],
  ...over,
});
const raised = (severity: Severity | null, over: object = {}) => ({
  type: 'ConditionRaised',
  data: { condition: condition(severity, over) },
});
const cleared = (over: object = {}) => ({
  type: 'ConditionCleared',
  data: { condition: condition('critical', over), heldForMs: 1 },
});
const kinds = async () => (await test.messages()).map(({ kind }) => kind);
const told = (id: string, type: string, data: object) =>
  test.say(`alert-${id}`, { type, data: { alert: id, ...data } });

describe('an alert', () => {
  beforeEach(() => void (test.arrives = true));

  it('is pending, fires, is told once after the group wait, is taken, heals, and is told to be over', async () => {
    const replica = await test.enrol();
    await test.say(replica, raised(null));
    expect(await test.alerts()).toMatchObject([{ id: '1', status: 'pending', severity: null }]);
    await test.pass(10 * MINUTE);
    expect(await kinds()).toEqual([]);

    await test.say(replica, raised('critical'));
    expect(await test.alerts()).toMatchObject([{ id: '1', status: 'firing', severity: 'critical' }]);
    await test.pass(29_000);
    expect(await kinds()).toEqual([]);
    await test.pass(1_000);
    expect(await kinds()).toEqual(['firing']);

    await told('1', 'AlertAcknowledged', { by: 'eve', until: null });
    await test.pass(HOUR);
    expect(await test.alerts()).toMatchObject([{ status: 'firing', taken: true }]);
    expect(await kinds()).toEqual(['firing']);

    await test.say(replica, cleared());
    expect(await test.alerts()).toMatchObject([{ status: 'recovering' }]);
    await test.pass(HOUR);
    expect(await test.alerts()).toMatchObject([{ id: '1', status: 'resolved' }]);
    expect(await kinds()).toEqual(['firing', 'resolved']);
    expect(new Set((await test.messages()).map(({ key }) => key)).size).toBe(2);
  });

  it('regresses when the same comes back within a day, under the number it had', async () => {
    const replica = await test.enrol();
    await test.say(replica, raised('warning'));
    await test.pass(MINUTE);
    await test.say(replica, cleared());
    await test.pass(HOUR);
    await test.say(replica, raised('warning'));
    await test.pass(10 * MINUTE);
    expect(await test.alerts()).toMatchObject([{ id: '1', status: 'firing' }]);
    expect(await kinds()).toEqual(['firing', 'resolved', 'firing']);

    await test.say(replica, cleared());
    await test.pass(HOUR);
    await test.pass(25 * HOUR);
    await test.say(replica, raised('warning'));
    expect(await test.alerts()).toMatchObject([
      { id: '1', status: 'resolved' },
      { id: '2', status: 'firing' },
    ]);
  });

  it('of all folders of a replica is one, and decided once for what one report said', async () => {
    const replica = await test.enrol();
    const folders = Array.from({ length: 120 }, (_, n) => raised('warning', { folder: [`Folder ${n}`] }));
    await test.say(replica, ...folders);
    expect(await test.alerts()).toMatchObject([{ id: '1', state: { folders: 120 } }]);
    const biography = await test.models.store.readStream('alert-1');
    expect(biography.map(({ type }) => type)).toEqual(['AlertRaised']);
  });

  it('is kept quiet by a silence, and its end is told if its beginning was', async () => {
    const [quiet, loud] = [await test.enrol(), await test.enrol('imap-07')];
    await test.say(loud, raised('critical'));
    await test.pass(MINUTE);
    expect(await kinds()).toEqual(['firing']);

    const silence = {
      id: 's1',
      matchers: [{ rule: 'mismatch' }],
      comment: 'moving',
      by: 'eve',
      until: test.models.now + 2 * HOUR,
      endsOnResolve: false,
    };
    await test.say('silences', { type: 'SilenceCreated', data: silence });
    await test.say(quiet, raised('critical'));
    await test.pass(HOUR);
    expect(await test.alerts()).toMatchObject([{ suppressed: true }, { suppressed: true, status: 'firing' }]);
    expect(await kinds()).toEqual(['firing']);

    await test.say(loud, cleared());
    await test.pass(30 * MINUTE);
    expect(await kinds()).toEqual(['firing', 'resolved']);
    // The silence ends: what still fires is told.
    await test.pass(HOUR);
    expect(await test.alerts()).toMatchObject([{ status: 'resolved' }, { suppressed: false, status: 'firing' }]);
    expect(await kinds()).toEqual(['firing', 'resolved', 'firing']);
  });
});

describe('a digest', () => {
  it('is made once a day at its time, of what was since the one before', async () => {
    const digest = { every: 'day', at: '08:00', timeZone: 'UTC', channels: ['help-desk'], version: 2, by: 'eve' };
    await test.say(ROUTES, { type: 'DigestConfigured', data: digest });
    const [heals, stays] = [await test.enrol(), await test.enrol('imap-07')];
    await test.say(heals, raised('critical'));
    await test.say(stays, raised('warning'));
    await test.pass(MINUTE);
    await test.say(heals, cleared());
    const digests = async () => (await test.messages()).filter(({ kind }) => kind === 'digest');
    await test.pass(20 * HOUR);
    expect(await digests()).toEqual([]);
    await test.pass(5 * HOUR);
    expect(await digests()).toMatchObject([{ title: 'The day: 2 fired, 1 resolved, 1 open', alerts: ['2'] }]);
    await test.pass(24 * HOUR);
    expect((await digests()).map(({ title }) => title)[1]).toBe('The day: 0 fired, 0 resolved, 1 open');
    expect(await digests()).toHaveLength(2);
  });
});

describe('an outage of a server', () => {
  beforeEach(() => void (test.arrives = true));

  it('with 300 mailboxes is one alert and one message that grows, and ends with one', async () => {
    const replicas: string[] = [];
    for (let n = 0; n < 300; n++) replicas.push(await test.enrol());
    const trouble = { rule: 'trouble', kind: 'server-unreachable', folder: null };
    const opened = {
      type: 'IncidentOpened',
      data: {
        incident: '7',
        scope: 'server',
        name: 'imap-03',
        symptom: 'server-unreachable',
        since: test.models.now,
        replicas: 100,
        users: 100,
        total: 400,
      },
    };
    const joined = (from: number, to: number) => ({
      type: 'IncidentChanged',
      data: { incident: '7', joined: replicas.slice(from, to), replicas: to },
    });
    for (const replica of replicas.slice(0, 100)) await test.say(replica, raised('critical', trouble));
    await test.say(INCIDENTS, opened, joined(0, 100));
    await test.pass(MINUTE);
    expect(await kinds()).toEqual(['firing']);
    const [first] = await test.messages();
    expect(first!.title).toContain('imap-03 cannot be reached');

    for (const replica of replicas.slice(100)) await test.say(replica, raised('critical', trouble));
    await test.say(INCIDENTS, joined(100, 300), {
      type: 'IncidentEscalated',
      data: { incident: '7', replicas: 300, total: 400 },
    });
    await test.pass(10 * MINUTE);
    const alerts = await test.alerts();
    const loud = alerts.filter(({ suppressed, status }) => status === 'firing' && !suppressed);
    expect(loud).toMatchObject([{ severity: 'critical', state: { incident: '7', users: 300 } }]);
    expect(alerts.filter(({ suppressed }) => suppressed)).toHaveLength(300);
    const grown = await test.messages();
    expect(grown.length).toBeGreaterThan(1);
    expect(grown.length).toBeLessThan(4);
    expect(new Set(grown.flatMap((message) => message.alerts))).toEqual(new Set([loud[0]!.id]));

    for (const replica of replicas) await test.say(replica, cleared(trouble));
    await test.say(
      INCIDENTS,
      { type: 'IncidentChanged', data: { incident: '7', left: replicas, replicas: 0 } },
      { type: 'IncidentClosed', data: { incident: '7', heldForMs: 1, most: 300 } },
    );
    await test.pass(HOUR);
    expect((await test.alerts()).every(({ status }) => status === 'resolved')).toBe(true);
    const all = await kinds();
    expect(all.slice(grown.length)).toEqual(['resolved']);
  });
});

describe('the rows of alerts', () => {
  async function aLife(): Promise<void> {
    const replicas = [await test.enrol(), await test.enrol('imap-07'), await test.enrol()];
    await test.say(replicas[0]!, raised(null), raised('warning', { folder: ['Sent'] }));
    await test.pass(MINUTE);
    await test.say(replicas[1]!, raised('critical'));
    await told('1', 'AlertAssigned', { by: 'eve', to: 'bob' });
    await test.pass(MINUTE);
    await test.say(replicas[2]!, raised('critical'), { type: 'FixSuggested', data: { fix: 'K8', evidence: [] } });
    await test.pass(10 * MINUTE);
    await test.say(replicas[0]!, cleared({ folder: ['Sent'] }), cleared());
    await test.pass(HOUR);
    await test.say(replicas[0]!, raised('critical'));
    await test.pass(HOUR);
    const [message] = await test.messages();
    await test.say(`notification-${message!.key}`, {
      type: 'NotificationDelivered',
      data: { key: message!.key, attempt: 1, answer: '200' },
    });
    await test.caughtUp();
  }

  it('are a function of the log: made anew they are the same, and what was sent is sent', async () => {
    await aLife();
    const before = await test.rows();
    const positions = (await test.models.store.head()).position;
    expect(before.outbox!.some((row) => row.includes('sent'))).toBe(true);
    const { pool, store } = test.models;
    await consumer.stop();
    expect(await rebuildAlerts({ pool, store, baseUrl: 'https://lockstep.example.org', pageSize: 3 })).toBe(true);

    // Of the memory at rest the order may be another; what it says is not.
    expect(await test.rows()).toEqual(before);
    expect((await store.head()).position).toBe(positions);

    consumer = test.start();
    await test.pass(HOUR);
    expect((await test.messages()).filter(({ state }) => state === 'sent')).toHaveLength(1);
  });

  it('and what is said do not hang on batches, nor on restarts, nor on a commit that failed after its conclusions were stored', async () => {
    await consumer.stop();
    consumer = test.start(1);
    const { pool } = test.models;
    await aLife();
    const before = await test.rows();

    // As after a crash between the append of conclusions and the commit of the rows: the rows are of earlier, and the log is ahead.
    await consumer.stop();
    await pool.query(`DROP SCHEMA ${ALERTS_SCHEMA} CASCADE`);
    const { migrateAlertTables } = await import('./alert-tables.ts');
    await pool.query(`DELETE FROM log.checkpoint WHERE consumer = 'alerts'`);
    await migrateAlertTables(pool);
    const positions = (await test.models.store.head()).position;
    consumer = test.start(7);
    await test.caughtUp();
    expect(await test.rows()).toEqual(before);
    expect((await test.models.store.head()).position).toBe(positions);
  });

  it('hold what the log says was concluded, where other code would conclude otherwise', async () => {
    const replica = await test.enrol();
    await test.caughtUp();
    await consumer.stop();
    await test.say(replica, raised('critical'));
    const { position } = await test.models.store.head();
    const otherwise = {
      alert: '1',
      fingerprint: `mismatch:${replica}`,
      rule: 'mismatch',
      kind: null,
      severity: 'warning',
      title: 'As it was said then',
      text: '',
      replica,
      incident: null,
      mailbox: 'user1@example.org',
      server: null,
      labels: {},
      users: 1,
      folders: 1,
      since: test.models.now,
    };
    await test.models.append('alert-1', 'AlertRaised', test.models.now, otherwise, { epoch: 'alerts', seq: position });

    consumer = test.start();
    expect(await test.alerts()).toMatchObject([{ severity: 'warning', state: { title: 'As it was said then' } }]);
    expect(await test.models.store.readStream('alert-1')).toHaveLength(1);
    const before = await test.rows();
    await consumer.stop();
    const { pool, store } = test.models;
    await rebuildAlerts({ pool, store, baseUrl: 'https://lockstep.example.org' });
    expect(await test.rows()).toEqual(before);
    consumer = test.start();
  });
});
