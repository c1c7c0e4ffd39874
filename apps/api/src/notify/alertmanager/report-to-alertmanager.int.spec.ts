import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ChannelList, RouteList } from '@lockstep/contracts';
import { eventually } from '../../testing/eventually.ts';
import { DeliveryRunner } from '../delivery/delivery.runner.ts';
import { findAlertmanager, startAlertmanager } from '../testing/alertmanager-process.ts';
import { startNotifyServer, type NotifyServer } from '../testing/notify-server.ts';
import { rejectPassword } from '../testing/reject-password.ts';

jest.setTimeout(90_000);

interface Shown {
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly fingerprint: string;
}

const program = findAlertmanager();
// Without Debian's `prometheus-alertmanager` it is listed as skipped.
const withAlertmanager = program === null ? describe.skip : describe;

withAlertmanager('from a report to a real Alertmanager', () => {
  let notify: NotifyServer;
  let real: Awaited<ReturnType<typeof startAlertmanager>>;
  beforeAll(async () => {
    notify = await startNotifyServer();
    real = await startAlertmanager(program!, notify.sink.url);
  });
  afterAll(async () => {
    await real?.stop();
    await notify?.close();
  });

  const shown = async () => (await (await fetch(`${real.url}/api/v2/alerts`)).json()) as Shown[];
  const resend = () => notify.server.app.nest.get(DeliveryRunner).resend();
  const health = async (id: string) =>
    (await notify.ask<ChannelList>('GET', '/channels')).body.items.find((one) => one.id === id)!.health;

  it('an alert stands there with its fix, is kept up by what is said again, and who cannot be reached is known', async () => {
    const channel = await notify.make({
      ...notify.aWebhook({ name: 'Alertmanager' }),
      settings: { kind: 'alertmanager', url: real.url },
    });
    const { items } = (await notify.ask<RouteList>('GET', '/routes')).body;
    const { id, place: _place, version: basedOn, ...route } = items[0]!;
    const led = { ...route, channels: [channel.id], groupWaitMs: 0, basedOn };
    expect((await notify.ask('PUT', `/routes/${id}`, led)).status).toBe(200);

    await rejectPassword(notify.server, 'zoe@example.org', 'imap-3');
    const first = await eventually(async () => {
      const alerts = await shown();
      expect(alerts).toHaveLength(1);
      return alerts[0]!;
    }, 30_000);
    expect(first).toMatchObject({
      labels: { alertname: 'LockstepTrouble', mailbox: 'zoe@example.org', server: 'imap-3' },
      annotations: { fix: expect.stringMatching(/\n1\. /) },
    });

    // Once the log knows that it arrived, it is said again: the same alert, for longer.
    await eventually(async () => {
      await resend();
      const alerts = await shown();
      expect(alerts.map(({ fingerprint, startsAt }) => [fingerprint, startsAt])).toEqual([
        [first.fingerprint, first.startsAt],
      ]);
      expect(Date.parse(alerts[0]!.endsAt)).toBeGreaterThan(Date.parse(first.endsAt));
    }, 20_000);
    expect(await health(channel.id)).toMatchObject({ lastFailedAt: null, lastError: null, dead: 0 });

    await real.stop();
    await resend();
    expect(await health(channel.id)).toMatchObject({
      lastFailedAt: expect.any(String),
      lastError: expect.stringContaining('127.0.0.1'),
    });
  });
});
