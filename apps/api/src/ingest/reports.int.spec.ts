import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { enrol, sendReports, type TestAgent } from '../testing/agents.ts';
import { aReport, EPOCH } from '../testing/report.ts';
import { startTestServer, type TestServer } from '../testing/start-test-server.ts';

let server: TestServer;
let agent: TestAgent;
beforeAll(async () => {
  server = await startTestServer();
  agent = await enrol(server.url);
});
afterAll(() => server.close());

async function send(body: unknown): Promise<{ status: number; body: Record<string, unknown>; type: string | null }> {
  const response = await sendReports(server, agent, body);
  return {
    status: response.status,
    body: (await response.json()) as never,
    type: response.headers.get('content-type'),
  };
}

describe('a single report', () => {
  it('is stored, is a duplicate when it comes again, and a conflict when it says something else', async () => {
    const report = aReport({ seq: 1 });
    expect(await send(report)).toMatchObject({
      status: 200,
      body: { results: [{ index: 0, seq: 1, outcome: 'stored' }] },
    });
    expect(await send({ later: 'field', ...report })).toMatchObject({
      status: 200,
      body: { results: [{ outcome: 'duplicate' }] },
    });

    const other = await send(aReport({ seq: 1, intervalSeconds: 600 }));
    expect(other).toMatchObject({ status: 409, body: { results: [{ seq: 1, outcome: 'conflict' }], field: 'seq' } });
    expect(other.type).toMatch('application/problem+json');
    await send(aReport({ seq: 1, intervalSeconds: 601 }));

    const events = await server.database.store.readStream(agent.replica);
    expect(events.map(({ type }) => type)).toEqual(['ReplicaEnrolled', 'ReplicaReported', 'ReportConflicted']);
    expect(events[2]!.data).toEqual({ epoch: EPOCH, seq: 1 });
  });
});
