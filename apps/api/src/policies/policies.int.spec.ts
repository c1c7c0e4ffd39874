import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  type FleetAgesView,
  type FolderList,
  type PolicyInput,
  type PolicyList,
  type PolicyPreview,
  type PolicyVersionList,
  type PolicyView,
  type Problem,
  type ReplicaView,
  WEEKDAYS,
} from '@lockstep/contracts';
import { DEFAULT_POLICY } from '@lockstep/domain';
import { enrol, sendReports, type TestAgent } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

jest.setTimeout(60_000);
const HOUR = 3_600_000;
const { silent, stale, mismatch, pending, suspected } = DEFAULT_POLICY;
const thresholds = { silent, stale, mismatch, pending, suspected };

let server: TestServer;
let anna: TestAgent;
let bob: TestAgent;

beforeAll(async () => {
  server = await startTestServer();
  anna = await enrol(server.url, { mailbox: 'anna@example.org', client: { server: 'imap-1.example.org' } });
  bob = await enrol(server.url, { mailbox: 'bob@example.org', client: { server: 'imap-2.example.org' } });
  // Six hours of reports, and the last sync before all of them: stale by the default, which gives four.
  const now = Date.now();
  for (const agent of [anna, bob]) {
    const reports = [6, 5, 4, 3, 2, 1, 0].map((ago, index) =>
      aReport({
        seq: index + 1,
        observedAt: new Date(now - ago * HOUR).toISOString(),
        intervalSeconds: 3_600,
        folders: [
          {
            path: ['INBOX'],
            serverItems: 20,
            offlineItems: 20,
            lastSynchronizedAt: new Date(now - 6 * HOUR).toISOString(),
          },
        ],
      }),
    );
    expect((await sendReports(server, agent, reports)).status).toBe(200);
  }
  await becomes(anna, 'stale');
  await becomes(bob, 'stale');
});
afterAll(() => server?.close());

function ask(path: string, method = 'GET', body?: unknown): Promise<Response> {
  return fetch(`${server.url}/api/v1${path}`, {
    method,
    headers: { cookie: server.adminCookie, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
}
const get = async <T>(path: string) => (await (await ask(path)).json()) as T;
const at = (moment: number) => `?at=${new Date(moment).toISOString()}`;
const statusOf = async ({ replica }: TestAgent, query = '') =>
  (await get<ReplicaView>(`/replicas/${replica}${query}`)).status;
const judgedBy = async ({ replica }: TestAgent, query = '') => {
  const { items } = await get<FolderList>(`/replicas/${replica}/folders${query}`);
  return items[0]!.conditions.map(({ rule, policy, policyVersion }) => [rule, policy, policyVersion]);
};
const becomes = (agent: TestAgent, status: string) =>
  eventually(async () => expect(await statusOf(agent)).toBe(status), 15_000);

const aPolicy = (scope: PolicyInput['scope'], staleAfterHours: number, over: object = {}): PolicyInput => ({
  name: `stale after ${staleAfterHours} h`,
  scope,
  thresholds: { ...thresholds, stale: { ...stale, warningAfterOnMs: staleAfterHours * HOUR } },
  workingHours: null,
  ...over,
});
async function make(policy: PolicyInput): Promise<PolicyView> {
  const response = await ask('/policies', 'POST', policy);
  expect([response.status, await response.clone().text()]).toEqual([201, expect.anything()]);
  return (await response.json()) as PolicyView;
}
async function refusal(path: string, method: string, body?: unknown): Promise<[number, string | undefined]> {
  const response = await ask(path, method, body);
  return [response.status, ((await response.json()) as Problem).field];
}
const weekdayIn = (days: number) => WEEKDAYS[(new Date(Date.now() + days * 24 * HOUR).getUTCDay() + 6) % 7]!;
const SERVER = { of: 'server', server: 'IMAP-1.example.org' } as const;

describe('a policy', () => {
  it('takes over within seconds without a report, yields to a more specific one, and hands back when it goes', async () => {
    expect(await judgedBy(anna)).toEqual([['stale', 'default', 1]]);
    const before = Date.now();

    const ofServer = await make(aPolicy(SERVER, 12, { why: 'a slow line' }));
    expect(ofServer).toMatchObject({ version: 1, changedBy: 'admin', why: 'a slow line', scope: SERVER });
    await becomes(anna, 'in-step');
    expect(await statusOf(bob)).toBe('stale');
    const between = Date.now();

    const ofAnna = await make(aPolicy({ of: 'mailbox', mailboxes: ['Anna@example.org'] }, 1));
    await becomes(anna, 'stale');
    expect(await judgedBy(anna)).toEqual([['stale', ofAnna.id, 1]]);
    const after = Date.now();

    const { items } = await get<PolicyList>('/policies');
    expect(items.map(({ id, replicas }) => [id, replicas])).toEqual([
      ['default', 1],
      [ofAnna.id, 1],
      [ofServer.id, 0],
    ]);

    expect((await ask(`/policies/${ofAnna.id}`, 'DELETE')).status).toBe(204);
    await becomes(anna, 'in-step');
    expect((await ask(`/policies/${ofAnna.id}`)).status).toBe(404);

    // What was said then is said of then.
    expect(await judgedBy(anna, at(before))).toEqual([['stale', 'default', 1]]);
    expect(await statusOf(anna, at(between))).toBe('in-step');
    expect(await judgedBy(anna, at(after))).toEqual([['stale', ofAnna.id, 1]]);
    expect(await statusOf(anna, at(Date.now()))).toBe('in-step');
    // Nor did anybody know then of what was decided since.
    const knownAt = (moment: number) => `${at(Date.now())}&knownAt=${new Date(moment).toISOString()}`;
    expect(await judgedBy(anna, knownAt(before))).toEqual([['stale', 'default', 1]]);
    expect(await judgedBy(anna, knownAt(after))).toEqual([['stale', ofAnna.id, 1]]);

    const book = async (query: string) =>
      (await get<PolicyList>(`/policies${query}`)).items.map(({ id, replicas }) => [id, replicas]);
    const atAll = ['default', 2];
    expect(await book(at(before))).toEqual([atAll]);
    expect(await book(at(between))).toEqual([
      ['default', 1],
      [ofServer.id, 1],
    ]);
    expect(await book(at(after))).toEqual([
      ['default', 1],
      [ofAnna.id, 1],
      [ofServer.id, 0],
    ]);
    expect(await book(knownAt(before))).toEqual([atAll]);
    expect(await get<PolicyView>(`/policies/${ofAnna.id}${at(after)}`)).toMatchObject({ version: 1, replicas: 1 });
    expect((await ask(`/policies/${ofAnna.id}${at(between)}`)).status).toBe(404);
    expect((await get<PolicyVersionList>(`/policies/${ofAnna.id}/versions${at(after)}`)).items).toMatchObject([
      { version: 1, removed: false },
    ]);

    const versions = (await get<PolicyVersionList>(`/policies/${ofAnna.id}/versions`)).items;
    expect(versions.map(({ version, removed, changedBy }) => [version, removed, changedBy])).toEqual([
      [1, true, 'admin'],
      [1, false, 'admin'],
    ]);
    expect((await ask(`/policies/${ofServer.id}`, 'DELETE')).status).toBe(204);
    await becomes(anna, 'stale');
  });

  it('for everyone is changed by versions, and what was stale by then stays so when no hours are worked for days', async () => {
    const off = { timeZone: 'UTC', days: { [weekdayIn(3)]: [['08:00', '18:00']] }, holidays: [] };
    const changed = await ask(
      '/policies/default',
      'PUT',
      aPolicy({ of: 'everyone' }, 1, { workingHours: off, basedOn: 1 }),
    );
    expect((await changed.json()) as PolicyView).toMatchObject({ id: 'default', version: 2, workingHours: off });
    expect((await get<PolicyView>('/policies/default')).version).toBe(2);
    const versions = (await get<PolicyVersionList>('/policies/default/versions')).items;
    expect(versions.map(({ version, changedAt }) => [version, changedAt === null])).toEqual([
      [2, false],
      [1, true],
    ]);
    await eventually(async () => expect(await judgedBy(bob)).toEqual([['stale', 'default', 2]]), 15_000);

    const { policy, buckets } = await get<FleetAgesView>('/fleet/ages');
    expect(policy).toMatchObject({ id: 'default', version: 2, staleAfterMs: HOUR });
    const bounds = buckets.slice(0, -1).map(({ upToMs }) => upToMs!);
    expect(bounds).toEqual([...new Set(bounds)].sort((a, b) => a - b));
    expect(buckets.reduce((sum, { stale }) => sum + stale, 0)).toBe(2);
  });

  it('can be looked at before it is saved', async () => {
    const proposed = aPolicy(SERVER, 12);
    const look = async (body: object) => {
      const response = await ask('/policies/preview', 'POST', body);
      return [response.status, (await response.json()) as PolicyPreview] as const;
    };
    const [status, preview] = await look(proposed);
    expect([status, preview.concerned, preview.looked]).toEqual([200, 1, 1]);
    expect([preview.now.stale, preview.then.stale, preview.then['in-step']]).toEqual([1, 0, 1]);
    expect((await get<PolicyList>('/policies')).items).toHaveLength(1);
    const [, everyone] = await look({ ...proposed, scope: { of: 'everyone' }, id: 'default' });
    expect([everyone.concerned, everyone.then.stale]).toEqual([2, 0]);
    expect(await refusal('/policies/preview', 'POST', { ...proposed, id: 'nobody' })).toEqual([404, undefined]);
  });
});

describe('a question about policies', () => {
  it('of a moment that makes no sense is refused by the name of the parameter', async () => {
    for (const path of ['/policies', '/policies/default', '/policies/default/versions']) {
      expect(await refusal(`${path}?at=x`, 'GET')).toEqual([422, 'at']);
      expect(await refusal(`${path}?knownAt=x`, 'GET')).toEqual([422, 'knownAt']);
    }
  });

  it('of before there was any replica finds the default, and nobody in it', async () => {
    const { items } = await get<PolicyList>(`/policies${at(Date.now() - 30 * 24 * HOUR)}`);
    expect(items).toMatchObject([{ id: 'default', version: 1, replicas: 0, changedAt: null }]);
  });
});

describe('a change of policies is refused', () => {
  it('with the name of the field that makes no sense', async () => {
    const spoiled = (over: object) => ({ ...aPolicy(SERVER, 4), thresholds: { ...thresholds, ...over } });
    expect(await refusal('/policies', 'POST', spoiled({ stale: { ...stale, criticalAfterOnMs: HOUR } }))).toEqual([
      422,
      'thresholds.stale.criticalAfterOnMs',
    ]);
    expect(await refusal('/policies', 'POST', spoiled({ pending: { reports: 2, forMs: -1 } }))).toEqual([
      422,
      'thresholds.pending.forMs',
    ]);
    expect(await refusal('/policies/default', 'PUT', aPolicy(SERVER, 4))).toEqual([422, 'scope']);
  });

  it('with the name of the hours, the holiday or the mailbox that makes no sense, when it is looked at as well', async () => {
    const hours = (over: object) => ({
      ...aPolicy(SERVER, 4),
      workingHours: { timeZone: 'Europe/Berlin', days: { mon: [['08:00', '18:00']] }, holidays: [], ...over },
    });
    const nonsense: readonly (readonly [string, unknown])[] = [
      ['workingHours.days', hours({ days: {} })],
      [
        'workingHours.days.mon[1]',
        hours({
          days: {
            mon: [
              ['08:00', '12:00'],
              ['11:00', '18:00'],
            ],
          },
        }),
      ],
      ['workingHours.holidays[1]', hours({ holidays: ['2026-12-25', '2026-12-25'] })],
      ['workingHours.holidays[0]', hours({ holidays: ['Christmas'] })],
      ['workingHours.timeZone', hours({ timeZone: 'Europe/Atlantis' })],
      ['scope.mailboxes[1]', aPolicy({ of: 'mailbox', mailboxes: ['zoe@example.org', 'Zoe@example.org'] }, 4)],
    ];
    for (const [field, policy] of nonsense) {
      expect(await refusal('/policies', 'POST', policy)).toEqual([422, field]);
      expect(await refusal('/policies/preview', 'POST', policy)).toEqual([422, field]);
    }
    expect((await get<PolicyList>('/policies')).items).toHaveLength(1);
  });

  it('when there is one for the same group, when it is the default that would go, and when there is none', async () => {
    const { id } = await make(aPolicy({ of: 'mailbox', mailboxes: ['x@example.org', 'y@example.org'] }, 4));
    for (const scope of [
      { of: 'everyone' },
      { of: 'mailbox', mailboxes: ['Y@example.org'] },
    ] as PolicyInput['scope'][]) {
      expect(await refusal('/policies', 'POST', aPolicy(scope, 4))).toEqual([409, 'scope']);
    }
    expect(await refusal('/policies/default', 'DELETE')).toEqual([409, undefined]);
    expect(await refusal('/policies/nobody', 'DELETE')).toEqual([404, undefined]);
    expect(await refusal('/policies/nobody', 'PUT', aPolicy(SERVER, 4))).toEqual([404, undefined]);
    expect(await refusal('/policies/nobody/versions', 'GET')).toEqual([404, undefined]);
    await ask(`/policies/${id}`, 'DELETE');
  });

  it('when somebody else was faster', async () => {
    const { id } = await make(aPolicy(SERVER, 4));
    const put = (hours: number, over: object = {}) => ask(`/policies/${id}`, 'PUT', aPolicy(SERVER, hours, over));
    const said = await Promise.all([5, 6, 7].map((hours) => put(hours, { basedOn: 1 })));
    expect(said.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect((await get<PolicyView>(`/policies/${id}`)).version).toBe(2);
    expect((await put(8, { basedOn: 1 })).status).toBe(409);
    expect((await put(8)).status).toBe(200);

    const made = await Promise.all(
      [1, 2].map(() => ask('/policies', 'POST', aPolicy({ of: 'label', name: 'site', value: 'Lyon' }, 4))),
    );
    expect(made.map(({ status }) => status).sort()).toEqual([201, 409]);
  });
});
