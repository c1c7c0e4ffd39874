import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AlertDetail, FixArticleView, IncidentList, IncidentView, Noted, Problem } from '@lockstep/contracts';
import { enrol, post, sendReports, type TestAgent } from '../testing/agents.ts';
import { eventually } from '../testing/eventually.ts';
import { aReport } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

const MINUTE = 60_000;

jest.setTimeout(120_000);
let server: TestServer;
let agents: TestAgent[];
const epoch = randomUUID();
let seq = 0;

beforeAll(async () => {
  server = await startTestServer();
  const names = ['anna', 'bob', 'cleo', 'dora', 'eve'];
  agents = await Promise.all(
    names.map((name) =>
      enrol(server.url, {
        mailbox: `${name}@example.org`,
        client: { name: 'mbsync', version: '1.5', server: 'imap-1' },
      }),
    ),
  );
  await allReport(8);
});
afterAll(() => server?.close());

async function allReport(agoMinutes: number, ...codes: string[]): Promise<void> {
  seq += 1;
  for (const agent of agents) {
    const report = aReport({
      ...{ epoch, seq, observedAt: new Date(Date.now() - agoMinutes * MINUTE).toISOString() },
      folders: [
        {
          path: ['INBOX'],
          serverItems: 20,
          offlineItems: 20,
          lastSynchronizedAt: new Date(Date.now() - 10 * MINUTE).toISOString(),
        },
      ],
      troubles: codes.map((code) => ({ code })),
    });
    expect((await sendReports(server, agent, [report])).status).toBe(200);
  }
}

const get = async <T>(path: string): Promise<T> =>
  (await fetch(`${server.url}/api/v1${path}`, { headers: { cookie: server.adminCookie } })).json() as Promise<T>;
const tries = (id: string, note?: string) =>
  post(server.url, `/api/v1/incidents/${id}/tried`, note ? { note } : {}, { cookie: server.adminCookie });
const fares = async () => (await get<FixArticleView>('/fixes/server-suspected')).fares;

describe('the fix that an incident calls for', () => {
  let incident: IncidentView;
  const told = async () =>
    (await get<AlertDetail>(`/alerts/${incident.alert}`)).biography.filter(({ type }) =>
      type.startsWith('IncidentFix'),
    );

  it('is marked as tried by a person, once until it is known what became of it', async () => {
    await allReport(5, 'server-unreachable');
    incident = await eventually(async () => {
      const { items } = await get<IncidentList>('/incidents?open=true');
      expect(items).toMatchObject([{ cause: 'server-suspected', alert: expect.any(String) }]);
      return items[0]!;
    }, 20_000);
    const both = await Promise.all([tries(incident.id, 'Dovecot restarted'), tries(incident.id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    const noted = both.find(({ status }) => status === 201)!;
    expect(((await noted.json()) as Noted).cursor).toMatch(/^\d+$/);
    expect(await told()).toMatchObject([{ type: 'IncidentFixTried', by: 'admin' }]);
    expect(await fares()).toMatchObject({ tried: 1, confirmed: 0, waiting: 1 });
  });

  it('is confirmed by the end of the incident, and stands in its biography', async () => {
    await allReport(0);
    await eventually(async () => expect((await get<IncidentList>('/incidents?open=true')).items).toEqual([]), 20_000);
    expect(await fares()).toMatchObject({ tried: 1, confirmed: 1, waiting: 0, medianMsToConfirm: expect.any(Number) });
    expect(await told()).toMatchObject([
      { type: 'IncidentFixConfirmed', text: 'Tried: server suspected.', detail: expect.stringContaining('confirmed') },
    ]);
  });

  it('is not tried once the incident is over, nor at one that never was', async () => {
    const over = await tries(incident.id);
    expect([over.status, ((await over.json()) as Problem).detail]).toEqual([409, expect.stringContaining('was over')]);
    expect((await tries('999999999')).status).toBe(404);
    expect((await tries('x')).status).toBe(404);
  });
});
