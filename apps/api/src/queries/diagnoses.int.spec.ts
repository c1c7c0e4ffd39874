import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type {
  DiagnosisList,
  FolderList,
  PolicyVersionList,
  PolicyView,
  ReplicaView,
  ReportInput,
  TimelineView,
  WhyView,
} from '@lockstep/contracts';
import { CATALOGUE, DEFAULT_POLICY, type DiagnosisRule } from '@lockstep/domain';
import { DiagnosesAnswer } from '../openapi/diagnosis.answers.ts';
import { enrol, sendReports, type TestAgent } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';
import { ReplicasController } from './replicas.controller.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

jest.setTimeout(60_000);
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(async () => {
  await server?.close();
});

const iso = (at: number) => new Date(at).toISOString();
const get = async <T>(agent: TestAgent, path = ''): Promise<T> =>
  (
    await fetch(`${server.url}/api/v1/replicas/${agent.replica}${path}`, { headers: { cookie: server.adminCookie } })
  ).json() as Promise<T>;

/** By its path on the server, as an answer names it. */
const read = async <T>(path: string): Promise<T> =>
  (await fetch(`${server.url}${path}`, { headers: { cookie: server.adminCookie } })).json() as Promise<T>;

/** An agent that reported so many minutes ago, oldest first, each time what stands there. */
async function anAgent(mailbox: string, told: readonly [minutesAgo: number, said: Partial<ReportInput>][]) {
  const agent = await enrol(server.url, { mailbox });
  const now = Date.now();
  const reports = told.map(([ago, said], index) =>
    aReport({ seq: index + 1, observedAt: iso(now - ago * MINUTE), intervalSeconds: 1_800, ...said }),
  );
  await sendReports(server, agent, reports);
  await eventually(async () => {
    const { lastReportedAt } = await get<ReplicaView>(agent);
    expect(lastReportedAt).toBe(iso(now - told.at(-1)![0] * MINUTE));
  }, 20_000);
  return { agent, now };
}

const folder = (path: string[], serverItems: number | null, offlineItems: number | null, last: number) => ({
  path,
  serverItems,
  offlineItems,
  lastSynchronizedAt: iso(last),
});

describe('the diagnoses of a replica', () => {
  it('name a row of the article for an Exchange-type replica, with evidence that the timeline has', async () => {
    const last = Date.now() - 60 * MINUTE;
    const exchange: Partial<ReportInput> = {
      client: { name: 'Outlook', version: '9.0', store: 'ost', storePath: 'C:\\zoe.ost', server: 'exchange-1' },
      profile: { exchangeService: true, deliverTo: 'mailbox', offlineAccess: true, syncOnExit: true, loggedOn: false },
    };
    const failed = (at: number) => ({
      attempts: [
        {
          startedAt: iso(at),
          endedAt: iso(at),
          trigger: 'manual' as const,
          outcome: 'failed' as const,
          error: 'logon',
        },
      ],
    });
    const { agent } = await anAgent('k5@example.org', [
      [400, { ...exchange, folders: [folder(['INBOX'], 100, 100, last - 6 * HOUR)] }],
      [370, { folders: [folder(['INBOX'], 200, 100, last - 6 * HOUR)], troubles: [{ code: 'credentials-rejected' }] }],
      ...[340, 310, 280, 250, 220, 190, 160, 130, 100, 70, 40, 10].map((ago): [number, Partial<ReportInput>] => [
        ago,
        {
          folders: [folder(['INBOX'], 200, 100, last - 6 * HOUR)],
          troubles: [{ code: 'credentials-rejected' }],
          ...failed(Date.now() - (ago + 1) * MINUTE),
        },
      ]),
    ]);
    const { items, notJudged } = await get<DiagnosisList>(agent, '/diagnoses');
    expect(notJudged).toEqual([]);
    expect(items[0]).toMatchObject({ id: 'K5', family: 'article' });
    // Its twin stays out of the way.
    expect(items.map(({ id }) => id)).not.toContain('credentials-rejected');
    expect(items[0]!.steps.length).toBeGreaterThan(0);

    const cursors = items[0]!.evidence.map(({ cursor }) => cursor).filter((cursor) => cursor !== null);
    expect(cursors.length).toBeGreaterThan(0);
    const timeline = await get<TimelineView>(agent, '/timeline?limit=500');
    expect(timeline.items.map(({ cursor }) => cursor)).toEqual(expect.arrayContaining(cursors));
  });

  it('name a modern cause for all others, of now and of the moment before it came', async () => {
    const { agent, now } = await anAgent('unreachable@example.org', [
      [240, { folders: [folder(['INBOX'], 100, 100, Date.now() - 245 * MINUTE)] }],
      [180, { folders: [folder(['INBOX'], 100, 100, Date.now() - 185 * MINUTE)] }],
      ...[120, 90, 60, 30, 1].map((ago): [number, Partial<ReportInput>] => [
        ago,
        {
          folders: [folder(['INBOX'], null, 100, Date.now() - 65 * MINUTE)],
          troubles: [{ code: 'server-unreachable' }],
        },
      ]),
    ]);
    const { items } = await get<DiagnosisList>(agent, '/diagnoses');
    expect(items[0]).toMatchObject({ id: 'server-unreachable', family: 'modern' });
    expect(items.every(({ family }) => family === 'modern')).toBe(true);
    // The fold suggested it, and its life stands with it.
    await eventually(async () => {
      const [first] = (await get<DiagnosisList>(agent, '/diagnoses')).items;
      expect(first!.fix).toMatchObject({ id: 'server-unreachable', status: 'suggested' });
    }, 20_000);

    const before = await get<DiagnosisList>(agent, `/diagnoses?at=${iso(now - 150 * MINUTE)}`);
    expect(before).toMatchObject({ items: [], notJudged: [] });
  });

  it('go on when a rule fails, and name it, in the answer and in the story', async () => {
    const { agent } = await anAgent('broken-rule@example.org', [
      [60, { folders: [folder(['INBOX'], 100, 100, Date.now() - 65 * MINUTE)] }],
      [1, { troubles: [{ code: 'credentials-rejected' }] }],
    ]);
    const broken: DiagnosisRule = {
      ...CATALOGUE.find(({ id }) => id === 'credentials-rejected')!,
      id: 'broken',
      title: 'A rule with a mistake',
      matches: () => {
        throw new Error('no such folder');
      },
    };
    const controller = new ReplicasController(server.database, [broken, ...CATALOGUE]);
    const answer = await controller.diagnoses(agent.replica, {});
    expect(DiagnosesAnswer.parse(answer)).toEqual(answer);
    expect(answer.notJudged).toEqual([{ id: 'broken', title: 'A rule with a mistake', reason: 'no such folder' }]);
    expect(answer.items.map(({ id }) => id)).toContain('credentials-rejected');
    const { story } = await controller.why(agent.replica, {});
    expect(story.find(({ part }) => part === 'diagnosis')).toMatchObject({ id: answer.items[0]!.id });
    // The server itself has no such rule.
    expect((await get<DiagnosisList>(agent, '/diagnoses')).notJudged).toEqual([]);
  });

  it('are none for a replica in step', async () => {
    const { agent } = await anAgent('well@example.org', [
      [60, { folders: [folder(['INBOX'], 100, 100, Date.now() - 65 * MINUTE)] }],
      [1, { folders: [folder(['INBOX'], 101, 101, Date.now() - 2 * MINUTE)] }],
    ]);
    expect(await get<DiagnosisList>(agent, '/diagnoses')).toMatchObject({ items: [], notJudged: [] });
    expect((await get<WhyView>(agent, '/why')).story).toEqual([]);
  });
});

describe('why a replica is red', () => {
  it('is one story from the policy to the fix, each with its entry in the log', async () => {
    const last = Date.now() - 125 * MINUTE;
    const { agent } = await anAgent('why@example.org', [
      [120, { folders: [folder(['INBOX'], 900, 900, last)] }],
      ...[100, 80, 60, 40, 20, 1].map((ago): [number, Partial<ReportInput>] => [
        ago,
        { folders: [folder(['INBOX'], 1_400, 900, last)], troubles: [{ code: 'tls-failed' }] },
      ]),
    ]);
    const why = await eventually(async () => {
      const found = await get<WhyView>(agent, '/why');
      expect(found.story.find(({ part }) => part === 'condition')?.cursor).not.toBeNull();
      return found;
    }, 20_000);
    expect(why.status).toBe('mismatched');
    expect(new Set(why.story.map(({ part }) => part))).toEqual(
      new Set(['policy', 'statistics', 'condition', 'diagnosis', 'fix']),
    );
    const parts = why.story.map(({ part }) => part);
    expect(parts).toEqual([...parts].sort((a, b) => ORDER.indexOf(a) - ORDER.indexOf(b)));
    expect(why.story.every(({ text }) => text.length > 10 && !text.includes('undefined'))).toBe(true);

    const timeline = (await get<TimelineView>(agent, '/timeline?limit=500')).items;
    const typeOf = (cursor: string | null) => timeline.find((entry) => entry.cursor === cursor)?.type;
    for (const { part, cursor } of why.story) {
      if (part === 'statistics') expect(typeOf(cursor)).toBe('ReplicaReported');
      if (part === 'condition') expect(typeOf(cursor)).toBe('ConditionRaised');
      // The product's own default was made by nobody.
      if (part === 'policy') expect(cursor).toBeNull();
    }
    expect(why.story.find(({ part }) => part === 'diagnosis')!.id).toBe(
      (await get<DiagnosisList>(agent, '/diagnoses')).items[0]!.id,
    );
    expect(why.chain[0]!.severity).toBe('critical');
    for (const { part, cursor, event } of why.story) {
      expect(event === null).toBe(cursor === null);
      if (event === null) continue;
      const [only, ...more] = (await read<TimelineView>(event)).items;
      expect([part, only!.cursor, more]).toEqual([part, cursor, []]);
    }
  });

  it('names the event that made the policy, and where that one can be read', async () => {
    const { silent, stale, mismatch, pending, suspected } = DEFAULT_POLICY;
    const policy = {
      name: 'two hours',
      scope: { of: 'mailbox', mailboxes: ['policy@example.org'] },
      thresholds: { silent, stale: { ...stale, warningAfterOnMs: 2 * HOUR }, mismatch, pending, suspected },
      workingHours: null,
    };
    const headers = { cookie: server.adminCookie, 'content-type': 'application/json' };
    const post = { method: 'POST', headers, body: JSON.stringify(policy) };
    const made = (await (await fetch(`${server.url}/api/v1/policies`, post)).json()) as PolicyView;

    const { agent } = await anAgent(
      'policy@example.org',
      [9 * HOUR, 6 * HOUR, 3 * HOUR, MINUTE].map((ago) => [
        ago / MINUTE,
        { intervalSeconds: 14_400, folders: [folder(['INBOX'], 5, 5, Date.now() - 10 * HOUR)] },
      ]),
    );

    const first = await eventually(async () => {
      const why = await get<WhyView>(agent, '/why');
      expect([why.policy.id, why.policy.cursor]).toEqual([made.id, made.cursor]);
      return why.story[0]!;
    }, 20_000);
    expect(first).toMatchObject({ part: 'policy', id: made.id, cursor: made.cursor });
    const { items } = await read<PolicyVersionList>(first.event!);
    expect(items).toMatchObject([{ id: made.id, version: 1, changedBy: 'admin', cursor: made.cursor }]);

    const versions = `${server.url}/api/v1/policies/${made.id}/versions`;
    const asked = await Promise.all(['0', 'x'].map((cursor) => fetch(`${versions}?cursor=${cursor}`, { headers })));
    expect(asked.map(({ status }) => status)).toEqual([404, 422]);
  });

  it('says how far a replica has caught up, folder by folder and as a whole', async () => {
    const { agent } = await anAgent('behind@example.org', [
      [26, { intervalSeconds: 300, folders: [folder(['INBOX'], 1_000, 1_000, Date.now() - 27 * MINUTE)] }],
      ...[25, 20, 15, 10, 5].map((ago): [number, Partial<ReportInput>] => [
        ago,
        {
          intervalSeconds: 300,
          folders: [folder(['INBOX'], 2_000, 1_000 + (25 - ago) * 30, Date.now() - 27 * MINUTE)],
        },
      ]),
    ]);
    const replica = await get<ReplicaView>(agent);
    expect(replica.status).toBe('catching-up');
    expect(replica.progress).toMatchObject({ backlog: 400, most: 1_000, done: 0.6 });
    expect(replica.progress!.itemsPerHour).toBeCloseTo(1_800, 0);
    expect(Date.parse(replica.progress!.eta!.at) - Date.parse(replica.at)).toBeCloseTo((400 / 1_800) * HOUR, -3);
    const [inbox] = (await get<FolderList>(agent, '/folders')).items;
    expect(inbox!.progress).toEqual(replica.progress);
    expect(inbox!.eta).toEqual(replica.progress!.eta);
  });
});

const ORDER = ['policy', 'statistics', 'condition', 'diagnosis', 'fix'];
