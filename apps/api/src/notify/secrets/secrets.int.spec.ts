import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { DeliveryList } from '@lockstep/contracts';
import { eventually } from '../../testing/eventually.ts';
import { startNotifyServer, type NotifyServer } from '../testing/notify-server.ts';

jest.setTimeout(60_000);

let notify: NotifyServer;
beforeAll(async () => void (notify = await startNotifyServer()));
afterAll(() => notify?.close());

const SECRETS = {
  bearer: 'bearer-Xq7/+of-the-hook==',
  signingKey: 'signing-key-9f8e7d6c5b4a',
  url: 'https://hooks.slack.example/services/T000/B000/tOpSeCrEt123',
  password: 'pass&word of the mail server',
};

describe('a secret', () => {
  it('is nowhere but encrypted in its table: not in the log, in answers, in log lines, nor in any other row', async () => {
    const { bearer, signingKey, url, password } = SECRETS;
    const hook = await notify.make(notify.aWebhook({ secrets: { bearer, signingKey } }));
    const slack = await notify.make(
      notify.aWebhook({ settings: { kind: 'slack' }, secrets: { url }, allowPrivate: false }),
    );
    const mail = await notify.make(
      notify.aWebhook({
        settings: {
          kind: 'email',
          host: '127.0.0.1',
          port: 9,
          security: 'none',
          user: 'lockstep',
          from: 'lockstep@example.org',
          to: ['help@example.org'],
        },
        secrets: { password },
      }),
    );
    notify.sink.answer((response, { headers }) => response.writeHead(500).end(JSON.stringify(headers)));
    for (const { id } of [hook, slack, mail]) {
      expect((await notify.test(id)).ok).toBe(false);
      await notify.queue(id, `secret ${id}`);
      await notify.ask('PUT', `/channels/${id}`, { name: `x${id}`, settings: { kind: 'browser' }, basedOn: 7 });
    }
    await eventually(async () => {
      const { items } = (await notify.ask<DeliveryList>('GET', '/deliveries?state=waiting')).body;
      expect(items.filter(({ key, attempts }) => key.startsWith('secret') && attempts > 0)).toHaveLength(3);
    });
    await notify.ask('GET', '/channels');

    const { rows: events } = await notify.server.pool.query('SELECT data::text AS data FROM log.events');
    const { rows: outbox } = await notify.server.pool.query('SELECT o::text AS data FROM alerts.outbox o');
    const { rows: secrets } = await notify.server.pool.query(
      `SELECT encode(ciphertext, 'escape') AS data FROM channel_secret`,
    );
    expect(secrets.length).toBeGreaterThanOrEqual(4);
    const everything = [...events, ...outbox, ...secrets].map(({ data }) => data as string);
    const said = [...everything, ...notify.answers, ...notify.lines].join('\n');
    expect(notify.lines.some((line) => line.includes('a message could not be sent'))).toBe(true);
    for (const secret of [bearer, signingKey, url, 'tOpSeCrEt123', password, encodeURIComponent(password)])
      expect(said.includes(secret)).toBe(false);
  });

  it('is encrypted with a key that was made once, for nobody else to read', async () => {
    const file = join(notify.folder, 'secrets', 'channel-key');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(join(notify.folder, 'secrets'))).mode & 0o777).toBe(0o700);
    expect(Buffer.from(await readFile(file, 'utf8'), 'base64')).toHaveLength(32);
  });
});
