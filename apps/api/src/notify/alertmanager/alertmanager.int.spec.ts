import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually } from '../../testing/eventually.ts';
import type { Message } from '../message.ts';
import { findAlertmanager, startAlertmanager } from '../testing/alertmanager-process.ts';
import { alert, message, outage, resolved, target } from '../testing/messages.ts';
import { answer, startSink } from '../testing/sink.ts';
import { webhookBody, type WebhookBody } from '../webhook/body.ts';
import { alertmanager } from './alertmanager.ts';

type Sink = Awaited<ReturnType<typeof startSink>>;
const program = findAlertmanager();
const withAlertmanager = program === null ? describe.skip : describe;

withAlertmanager('a real Alertmanager', () => {
  let sink: Sink;
  let real: Awaited<ReturnType<typeof startAlertmanager>>;
  beforeAll(async () => {
    sink = await startSink();
    real = await startAlertmanager(program!, sink.url);
  });
  afterAll(async () => {
    await real?.stop();
    await sink?.stop();
  });

  const send = (what: Message, now: number) =>
    alertmanager.send(what, target({ kind: 'alertmanager', url: real.url }, {}, { now }));
  const shown = async () => {
    const answered = await fetch(`${real.url}/api/v2/alerts`);
    return (await answered.json()) as { labels: Record<string, string>; status: { state: string }; endsAt: string }[];
  };
  const heard = () => sink.received.map(({ body }) => JSON.parse(body) as WebhookBody);

  it('shows what fires, is told of its end, and takes and says both in the webhook’s own words', async () => {
    const now = Date.now();
    const firing = fresh(message(), now);
    expect(await send(firing, now)).toEqual({ ok: true, answer: 'HTTP 200' });
    await eventually(async () => {
      const alerts = await shown();
      expect(alerts.map(({ labels }) => labels['mailbox']).sort()).toEqual(['bob@example.org', 'jane_doe@example.org']);
      expect(alerts[0]).toMatchObject({ labels: { alertname: 'LockstepMismatch', server: 'imap-03' } });
      expect(alerts.map(({ status }) => status.state)).toEqual(['active', 'active']);
    });

    // Again, as it is every minute: the same two alerts, for longer.
    expect((await send(firing, now + 60_000)).ok).toBe(true);
    await eventually(async () => {
      const alerts = await shown();
      expect(alerts.map(({ endsAt }) => Date.parse(endsAt))).toEqual([now + 300_000, now + 300_000]);
    });
    await eventually(async () => expect(heard()).toMatchObject([{ status: 'firing' }]));

    expect((await send(fresh(resolved(), now), now)).ok).toBe(true);
    await eventually(async () => expect(await shown()).toEqual([]));
    await eventually(async () => {
      const last = heard().at(-1)!;
      expect(last.status).toBe('resolved');
      expect(last.alerts.map(({ status }) => status)).toEqual(['resolved', 'resolved']);
    });

    // What it posts to a webhook is what our own webhook posts, field by field.
    expect(shapeOf(webhookBody(firing, 'sink'))).toEqual(shapeOf(heard()[0]!));
    expect(shapeOf(webhookBody(fresh(resolved(), now), 'sink'))).toEqual(shapeOf(heard().at(-1)!));
  });

  it('takes the thousands of an outage', async () => {
    const now = Date.now();
    expect(await send(fresh(outage(1_200), now), now)).toEqual({ ok: true, answer: 'HTTP 200' });
    await eventually(async () => expect(await shown()).toHaveLength(1_200));
  });

  it('says what it does not take', async () => {
    const now = Date.now();
    const nameless = alertmanager.send(message({ alerts: [alert({ startsAt: now })] }), {
      ...target({ kind: 'alertmanager', url: `${real.url}/nowhere` }, {}, { now }),
    });
    expect(await nameless).toMatchObject({ ok: false, permanent: true, answer: expect.stringMatching(/^HTTP 404/) });
  });
});

describe('Alertmanager’s address', () => {
  let sink: Sink;
  beforeEach(async () => {
    sink = await startSink();
  });
  afterEach(() => sink.stop());

  it.each(['', '/', '/alertmanager/', '/api/v2', '/api/v2/alerts'])('may be given as …%s', async (path) => {
    await alertmanager.send(message(), target({ kind: 'alertmanager', url: `${sink.url}${path}` }));
    const prefix = path.startsWith('/alertmanager') ? '/alertmanager' : '';
    expect(sink.received[0]!.path).toBe(`${prefix}/api/v2/alerts`);
  });

  it('is given user and password where they are set, and neither is told', async () => {
    sink.answer((response, { headers }) => response.writeHead(401).end(`no: ${headers.authorization}, prom:s3cret!`));
    const settings = { kind: 'alertmanager', url: sink.url, user: 'prom' } as const;
    const outcome = await alertmanager.send(message(), target(settings, { password: 's3cret!' }));
    expect(sink.received[0]!.headers.authorization).toBe(`Basic ${Buffer.from('prom:s3cret!').toString('base64')}`);
    expect(outcome).toEqual({ ok: false, permanent: true, answer: 'HTTP 401: no: Basic …, prom:…' });
  });

  it('gets many alerts in parts, and none after a part that failed', async () => {
    const url = sink.url;
    await alertmanager.send(outage(600), target({ kind: 'alertmanager', url }));
    expect(sink.received.map(({ body }) => (JSON.parse(body) as unknown[]).length)).toEqual([500, 100]);
    sink.answer(answer(503));
    expect(await alertmanager.send(outage(600), target({ kind: 'alertmanager', url }))).toMatchObject({ ok: false });
    expect(sink.received).toHaveLength(3);
  });
});

/** As if it had begun a minute ago: Alertmanager compares with its own clock. */
function fresh(what: Message, now: number): Message {
  const alerts = what.alerts.map((one) => ({
    ...one,
    startsAt: now - 60_000,
    endsAt: one.endsAt === null ? null : now - 1_000,
  }));
  return { ...what, alerts };
}

/** The kinds of values of each field, and what is said of one alert; identities and ends are each side's own. */
function shapeOf(body: WebhookBody): unknown {
  const kinds = (record: object) =>
    Object.fromEntries(
      Object.entries(record).map(([name, value]) => [name, Array.isArray(value) ? 'list' : typeof value]),
    );
  const ofJane = body.alerts.find(({ labels }) => labels['mailbox'] === 'jane_doe@example.org')!;
  const { labels, annotations, startsAt, generatorURL } = ofJane;
  const { status, version, truncatedAlerts } = body;
  const said = { labels, annotations, startsAt, generatorURL, status, version, truncatedAlerts };
  return { body: kinds(body), alert: kinds(ofJane), said, hasEnded: !ofJane.endsAt.startsWith('0001-01-01T00:00:00Z') };
}
