import { randomUUID } from 'node:crypto';
import type { JoinResponse, ReportInput } from '@lockstep/contracts';
import type { System } from './start-system.ts';

/** An agent without a program: it says what the errand wants said, through the same door as every other. */
export interface ScriptedAgent {
  readonly replica: string;
  report(at: Date, folders: ReportInput['folders'], more?: Partial<ReportInput>): Promise<void>;
}

export async function joinAs(system: System, mailbox: string, server = 'imap.example.org'): Promise<ScriptedAgent> {
  const client = { name: 'mbsync', version: '1.4.4', store: 'maildir', server };
  const joined = await post(system, 'agents', system.joinKey, { mailbox, device: 'laptop', client });
  const { replica, token } = (await joined.json()) as JoinResponse;
  const epoch = randomUUID();
  let seq = 0;

  return {
    replica,
    async report(at, folders, more = {}) {
      seq += 1;
      const report: ReportInput = {
        epoch,
        seq,
        observedAt: at.toISOString(),
        intervalSeconds: 300,
        kind: seq === 1 ? 'full' : 'delta',
        folders,
        ...(seq === 1 && { client }),
        ...more,
      };
      await post(system, 'reports', token, report);
    },
  };
}

async function post(system: System, path: string, bearer: string, body: unknown): Promise<Response> {
  const response = await fetch(`${system.url}/api/v1/${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  return response;
}
