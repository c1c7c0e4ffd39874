import type { ReportAck, Resume } from '@lockstep/contracts';
import { io, type Socket } from 'socket.io-client';
import { TEST_JOIN_KEY } from './start-test-server.ts';

export interface TestAgent {
  readonly replica: string;
  readonly token: string;
}

let made = 0;

/** Joins through the door, as an agent would. */
export async function enrol(
  url: string,
  request: Record<string, unknown> = {},
  key: string = TEST_JOIN_KEY,
): Promise<TestAgent> {
  const body = { mailbox: `user${++made}@example.org`, device: 'laptop', ...request };
  const response = await post(url, '/api/v1/agents', body, { authorization: `Bearer ${key}` });
  if (response.status !== 201) throw new Error(`Joining failed: ${response.status} ${await response.text()}`);
  return (await response.json()) as TestAgent;
}

export function post(
  url: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<Response> {
  return fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

export function sendReports({ url }: { url: string }, { token }: TestAgent, body: unknown): Promise<Response> {
  return post(url, '/api/v1/reports', body, { authorization: `Bearer ${token}` });
}

export interface AgentSocket {
  readonly socket: Socket;
  readonly resume: Resume;
  report(body: unknown): Promise<ReportAck>;
  close(): void;
}

/** Resolves once the server has said where the agent left off; rejects when the door stays shut. */
export async function connectAgent(url: string, token: unknown): Promise<AgentSocket> {
  const socket = io(`${url}/agents`, { auth: { token }, transports: ['websocket'], reconnection: false });
  const resume = new Promise<Resume>((resolve) => socket.once('resume', resolve));
  const refused = new Promise<never>((_, reject) => {
    socket.once('connect_error', (error) => {
      socket.close();
      reject(error);
    });
  });
  return {
    socket,
    resume: await Promise.race([resume, refused]),
    report: (body) => socket.timeout(20_000).emitWithAck('report', body) as Promise<ReportAck>,
    close: () => void socket.close(),
  };
}
