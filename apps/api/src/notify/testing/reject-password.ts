import { enrol, sendReports } from '../../testing/agents.ts';
import { aReport } from '../../testing/report.ts';
import type { TestServer } from '../../testing/start-test-server.ts';

/** A replica of a server says for two hours that its password is rejected: a critical trouble, which is told at once. */
export async function rejectPassword(server: TestServer, mailbox: string, of: string): Promise<void> {
  const agent = await enrol(server.url, { mailbox, client: { server: of } });
  for (const [seq, ago] of [
    [1, 7_200_000],
    [2, 3_600_000],
    [3, 1_000],
  ] as const) {
    const observedAt = new Date(Date.now() - ago).toISOString();
    const said = { seq, observedAt, intervalSeconds: 3_600, troubles: [{ code: 'credentials-rejected' }] };
    const answered = await sendReports(server, agent, aReport(said));
    if (answered.status !== 200) throw new Error(`The report was not taken: ${answered.status}`);
  }
}
