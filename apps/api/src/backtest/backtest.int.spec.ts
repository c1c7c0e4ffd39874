import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { PolicyBacktest, PolicyBacktestInput } from '@lockstep/contracts';
import { DEFAULT_POLICY } from '@lockstep/domain';
import type { Consumer, RecordedEvent } from '@lockstep/event-store';
import { INCIDENTS, ROUTES } from '../projections/streams.ts';
import { ROUTED, startTestAlerts, type TestAlerts } from '../testing/alerts.ts';
import { Watchdog } from '../watchdog/watchdog.ts';
import { backtestPolicy, replayPast, type BacktestOptions } from './backtest-policy.ts';

jest.setTimeout(150_000);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const STEP = 15 * MINUTE;
const LASTS = 14;

/** Who has what, by the hour of the story. */
const STORY: readonly Replica[] = [
  { name: 'anna', counts: () => [200, 200], isHeard: () => true, isSynchronized: () => true },
  // Fifty items behind, and nothing synchronizes: somebody takes it.
  {
    name: 'bob',
    counts: (hour) => [200, within(hour, 2, 5.75) ? 150 : 200],
    isHeard: () => true,
    isSynchronized: (hour) => !within(hour, 2, 5.75),
  },
  { name: 'carl', counts: () => [90, 90], isHeard: () => true, isSynchronized: (hour) => !within(hour, 0, 11) },
  { name: 'dora', counts: () => [10, 10], isHeard: (hour) => !within(hour, 10, 12), isSynchronized: () => true },
];
interface Replica {
  readonly name: string;
  readonly counts: (hour: number) => readonly [server: number, offline: number];
  readonly isHeard: (hour: number) => boolean;
  readonly isSynchronized: (hour: number) => boolean;
}
const within = (hour: number, from: number, to: number) => hour >= from && hour < to;

let test: TestAlerts;
const replicas = new Map<string, string>();
let began: number;
let alerts: Consumer;

/** The whole live system lives through it: fold, watchdog, alerts and their clock. */
beforeAll(async () => {
  test = await startTestAlerts();
  const { models } = test;
  test.arrives = true;
  began = models.now;
  models.startConsumer();
  alerts = test.start();
  const watchdog = new Watchdog({ pool: models.pool, store: models.store, clock: () => models.now, mostGraceMs: 0 });
  for (const event of ROUTED) await test.say(ROUTES, event);
  for (const { name } of STORY) replicas.set(name, await enrol(name));
  for (let step = 0; step * STEP <= LASTS * HOUR; step += 1) {
    const hour = (step * STEP) / HOUR;
    for (const replica of STORY) if (replica.isHeard(hour)) await report(replica, step, hour);
    for (let looks = 0; looks < 3; looks += 1) {
      await models.caughtUp();
      await watchdog.round();
      await models.caughtUp();
      if (hour === 5 && looks === 0) await take(`mismatch:${replicas.get('bob')}`);
      await test.pass(STEP / 3);
    }
  }
});
afterAll(async () => {
  await alerts?.stop();
  await test?.models.close();
});

async function enrol(name: string): Promise<string> {
  const replica = randomUUID();
  const data = { mailbox: `${name}@example.org`, device: 'laptop', client: { server: `imap-${name}` } };
  await test.say(replica, { type: 'ReplicaEnrolled', data });
  return replica;
}

const synchronizedAt = new Map<string, number>();

async function report({ name, counts, isSynchronized }: Replica, step: number, hour: number): Promise<void> {
  const now = test.models.now;
  const last = isSynchronized(hour) ? now : (synchronizedAt.get(name) ?? now);
  synchronizedAt.set(name, last);
  const [server, offline] = counts(hour);
  const data = {
    epoch: name,
    seq: step + 1,
    kind: step === 0 ? 'full' : 'delta',
    interval: 900,
    folders: [[['Sent'], server, offline, last]],
  };
  await test.models.append(replicas.get(name)!, 'ReplicaReported', now, data, { epoch: name, seq: step + 1 });
}

async function take(fingerprint: string): Promise<void> {
  const found = (await test.alerts()).find(({ state }) => state['fingerprint'] === fingerprint)!;
  await test.say(`alert-${found.id}`, { type: 'AlertAcknowledged', data: { alert: found.id, by: 'ada', until: null } });
}

const { silent, stale, mismatch, pending, suspected } = DEFAULT_POLICY;
const asIs = (): PolicyBacktestInput => ({
  id: 'default',
  name: 'Default',
  scope: { of: 'everyone' },
  thresholds: { silent, stale, mismatch, pending, suspected },
  workingHours: null,
  days: 7,
  timeZone: 'UTC',
});
const proposing = (thresholds: Partial<PolicyBacktestInput['thresholds']>): PolicyBacktestInput => ({
  ...asIs(),
  thresholds: { ...asIs().thresholds, ...thresholds },
});
const options = (over: Partial<BacktestOptions> = {}): BacktestOptions => ({
  pool: test.models.pool,
  store: test.models.store,
  now: test.models.now,
  signal: new AbortController().signal,
  mostMs: 60_000,
  ...over,
});
const ask = (input: PolicyBacktestInput): Promise<PolicyBacktest> => backtestPolicy(input, options());

const LIFE = [
  'AlertRaised',
  'AlertFired',
  'AlertEscalated',
  'AlertRecovering',
  'AlertRelapsed',
  'AlertResolved',
  'AlertRegressed',
];
interface Said {
  readonly type: string;
  readonly observedAt: number;
  readonly data: unknown;
}
/** By what it is about, since alerts are numbered in the order in which they come. */
function lives(events: readonly Said[]): Record<string, string[]> {
  const names = new Map<string, string>();
  const said: Record<string, string[]> = {};
  for (const { type, observedAt, data } of events) {
    const { alert, fingerprint, severity } = data as { alert: string; fingerprint?: string; severity?: string | null };
    if (fingerprint !== undefined) names.set(alert, fingerprint);
    if (!LIFE.includes(type)) continue;
    const minute = Math.round((observedAt - began) / MINUTE);
    (said[names.get(alert)!] ??= []).push(`${minute} ${type} ${severity ?? ''}`);
  }
  return said;
}

describe('a back-test of the policy as it is', () => {
  it('gives the very alerts that were raised, and the messages that were sent', async () => {
    const log: RecordedEvent[] = await test.models.store.readLog({ after: 0, limit: 100_000 });
    const live = lives(log.filter(({ stream }) => stream.startsWith('alert-')));
    const { worlds } = await replayPast(asIs(), options());
    expect(worlds).toHaveLength(1);
    expect(Object.keys(live)).toHaveLength(3);
    expect(lives(worlds[0]!.alerts)).toEqual(live);

    const sent = log
      .filter(({ type }) => type === 'NotificationQueued')
      .map(({ data }) => (data as { kind: string }).kind);
    expect(worlds[0]!.messages.map(({ data }) => data.kind)).toEqual(sent);
    expect(log.some(({ stream }) => stream === INCIDENTS)).toBe(false);
  });

  it('says its figures alone, and from when there is history', async () => {
    const answer = await ask(asIs());
    expect(answer).toMatchObject({
      concerned: 4,
      replayed: 4,
      complete: true,
      proposed: null,
      saved: null,
      missed: [],
    });
    expect(answer.from).toBe(new Date(began).toISOString());
    expect(answer.asIs).toMatchObject({ alerts: 3, users: 3, problems: 1, told: 1, flapping: 0 });
    expect(answer.days.map((day) => day.asIs).reduce((sum, many) => sum + many, 0)).toBe(3);
  });

  it('writes nothing', async () => {
    const before = await test.models.store.head();
    await ask(proposing({ pending: { reports: 2, forMs: 3 * HOUR } }));
    expect(await test.models.store.head()).toEqual(before);
  });
});

describe('a proposed change', () => {
  it('that asks for more items misses the difference that somebody took, and says whose', async () => {
    const answer = await ask(
      proposing({
        mismatch: {
          ...mismatch,
          warning: { ...mismatch.warning, items: 60 },
          critical: { ...mismatch.critical, orItems: 60 },
        },
      }),
    );
    expect(answer.proposed).toMatchObject({ alerts: answer.asIs.alerts - 1 });
    expect(answer.missed).toMatchObject([
      {
        mailbox: 'bob@example.org',
        replica: replicas.get('bob'),
        because: 'taken',
        by: 'ada',
        laterMs: null,
      },
    ]);
  });

  it('that waits longer tells later, and one that waits less tells sooner and misses nothing', async () => {
    const later = await ask(proposing({ pending: { reports: 2, forMs: 2 * HOUR } }));
    expect(later.proposed!.medianTimeToTellMs).toBeGreaterThan(later.asIs.medianTimeToTellMs!);
    expect(later.missed).toMatchObject([{ mailbox: 'bob@example.org', laterMs: 90 * MINUTE }]);

    const sooner = await ask(proposing({ pending: { reports: 1, forMs: MINUTE } }));
    expect(sooner.proposed!.medianTimeToTellMs).toBeLessThan(sooner.asIs.medianTimeToTellMs!);
    expect(sooner.missed).toEqual([]);
  });

  it('that gives a silence more time than it took saves its alert, which had passed by itself', async () => {
    const answer = await ask(proposing({ silent: { ...silent, intervals: 12 } }));
    expect(answer.proposed!.alerts).toBe(2);
    expect(answer.saved).toEqual({ alerts: 1, passed: 1 });
    expect(answer.missed).toEqual([]);
  });

  it('for one mailbox is about that one', async () => {
    const { id: _id, ...rest } = proposing({ stale: { ...stale, warningAfterOnMs: 12 * HOUR } });
    const answer = await ask({ ...rest, scope: { of: 'mailbox', mailboxes: ['carl@example.org'] } });
    expect([answer.concerned, answer.asIs.alerts, answer.proposed!.alerts]).toEqual([1, 1, 0]);
  });
});

describe('a back-test that may take no time', () => {
  it('says how little it has done', async () => {
    const answer = await backtestPolicy(asIs(), options({ mostMs: 0 }));
    expect(answer).toMatchObject({ complete: false, replayed: 0, concerned: 4 });
  });

  it('ends when nobody waits for it', async () => {
    const gone = AbortSignal.abort();
    await expect(backtestPolicy(asIs(), options({ signal: gone }))).rejects.toThrow();
  });
});

describe('what an agent brought along from before it was enrolled', () => {
  it('is told when it would have been, and once', async () => {
    const { models } = test;
    const replica = await enrol('erin');
    const before = models.now - 7 * HOUR;
    await models.caughtUp();
    for (let seq = 1; seq <= 43; seq += 1) {
      const folders = seq === 1 ? [[['INBOX'], 50, 50, before]] : [];
      const data = { epoch: 'erin', seq, kind: seq === 1 ? 'full' : 'delta', interval: 300, folders };
      await models.append(replica, 'ReplicaReported', before + (seq - 1) * 10 * MINUTE, data, { epoch: 'erin', seq });
    }
    await models.caughtUp();
    const { id: _id, ...rest } = proposing({ stale: { ...stale, warningAfterOnMs: 12 * HOUR } });
    const scope = { of: 'mailbox' as const, mailboxes: ['erin@example.org'] };
    const { worlds, replicas: news } = await replayPast({ ...rest, scope }, options());
    expect(news.firstAt).toBe(before);
    expect(lives(worlds[0]!.alerts)).toEqual({
      [`stale:${replica}`]: [
        `${(before + 4 * HOUR - began) / MINUTE} AlertRaised `,
        `${(before + 4.5 * HOUR - began) / MINUTE} AlertFired warning`,
      ],
    });
    expect(worlds[1]!.alerts).toEqual([]);
  });
});
