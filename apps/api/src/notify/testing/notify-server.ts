import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { expect } from '@jest/globals';
import type { ChannelInput, ChannelTest, ChannelView, Problem } from '@lockstep/contracts';
import type { Log } from '../../logging/log.ts';
import { startTestServer, type TestServer } from '../../testing/start-test-server.ts';
import { queueRows } from '../delivery/outbox-rows.ts';
import { queueEvent } from '../delivery/testing/outbox.ts';
import { startSink } from './sink.ts';

/** A whole server with a data folder of its own, and another side on loopback. */
export interface NotifyServer {
  readonly server: TestServer;
  readonly sink: Awaited<ReturnType<typeof startSink>>;
  readonly folder: string;
  /** Every line that was logged, and every answer that was given. */
  readonly lines: readonly string[];
  readonly answers: readonly string[];
  ask<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }>;
  /** The status, and the field to blame. */
  refusal(method: string, path: string, body?: unknown): Promise<[number, string | undefined]>;
  aWebhook(over?: Partial<ChannelInput>): ChannelInput;
  make(input: ChannelInput): Promise<ChannelView>;
  test(channel: string): Promise<ChannelTest>;
  /** As the consumer of alerts does: into the log, then into the outbox. */
  queue(channel: string, key: string): Promise<void>;
  close(): Promise<void>;
}

export async function startNotifyServer(): Promise<NotifyServer> {
  const lines: string[] = [];
  const answers: string[] = [];
  const say = (facts: object, message: string) => void lines.push(`${message} ${inspect(facts, { depth: 10 })}`);
  const log: Log = { debug: say, info: say, warn: say, error: say };
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-notify-'));
  const server = await startTestServer({ dataFolder: folder }, log);
  const sink = await startSink();
  let made = 0;

  const notify: NotifyServer = {
    server,
    sink,
    folder,
    lines,
    answers,

    async ask<T>(method: string, path: string, body?: unknown) {
      const response = await fetch(`${server.url}/api/v1${path}`, {
        method,
        headers: { cookie: server.adminCookie, 'content-type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const said = await response.text();
      answers.push(said);
      return { status: response.status, body: (said === '' ? null : JSON.parse(said)) as T };
    },

    async refusal(method, path, body) {
      const { status, body: problem } = await notify.ask<Problem>(method, path, body);
      return [status, problem.field];
    },

    aWebhook: (over = {}) => ({
      name: `hook ${++made}`,
      settings: { kind: 'webhook', url: `${sink.url}/hook` },
      enabled: true,
      allowPrivate: true,
      ...over,
    }),

    async make(input) {
      const { status, body } = await notify.ask<ChannelView>('POST', '/channels', input);
      expect([status, body]).toEqual([201, expect.anything()]);
      return body;
    },

    test: async (channel) => (await notify.ask<ChannelTest>('POST', `/channels/${channel}/test`)).body,

    async queue(channel, key) {
      const { store } = server.database;
      await queueRows(server.pool, [await queueEvent(store, { channel, group: key, key, at: Date.now() })]);
    },

    async close() {
      await server.close();
      await sink.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  return notify;
}
