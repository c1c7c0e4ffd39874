import { describe, expect, it } from '@jest/globals';
import type { ChannelSettings } from '@lockstep/contracts';
import type { AlertState, NewNotification } from '@lockstep/domain';
import { alertsOf } from '../notify/alertmanager/alerts.ts';
import { webhookBody } from '../notify/webhook/body.ts';
import { renderMessage } from './render-message.ts';

const anAlert = (id: string, over: Partial<AlertState> = {}): AlertState =>
  ({
    id,
    fingerprint: `mismatch:${id}`,
    rule: 'mismatch',
    kind: 'although-synchronizing',
    status: 'firing',
    severity: 'warning',
    title: `Alert ${id}`,
    text: 'A sync completed and left the difference there.',
    server: 'imap-03',
    mailbox: `user${id}@example.org`,
    labels: { site: 'Lyon', rule: 'mine' },
    diagnosis: null,
    since: 1_000,
    firedAt: 2_000 + Number(id),
    resolvedAt: null,
    recoveringSince: null,
    ...over,
  }) as AlertState;

const aNotification = (over: Partial<NewNotification['data']> = {}): NewNotification => ({
  type: 'NotificationQueued',
  observedAt: 9_000,
  data: {
    key: 'k1',
    channel: 'help-desk',
    kind: 'firing',
    group: 'g',
    alerts: ['1'],
    title: 'It is out of step',
    ...over,
  },
});
const render = (
  event: NewNotification,
  alerts: readonly AlertState[],
  channelKind: ChannelSettings['kind'] = 'slack',
) =>
  renderMessage(event, {
    alertOf: (id) => (alerts[Number(id) - 1]?.id === id ? alerts[Number(id) - 1]! : null),
    channelKind,
    baseUrl: 'https://lockstep.example.org',
  });

describe('a message', () => {
  it('names the alert, what it is about, since when, and its page', () => {
    const message = render(aNotification({ text: 'Still so.' }), [anAlert('1')]);
    expect(message).toMatchObject({
      key: 'k1',
      kind: 'firing',
      title: 'It is out of step',
      text: 'Still so.',
      severity: 'warning',
      more: 0,
      at: 9_000,
      link: 'https://lockstep.example.org/alerts/1',
      alerts: [
        { id: '1', status: 'firing', startsAt: 1_000, endsAt: null, link: 'https://lockstep.example.org/alerts/1' },
      ],
    });
    // What Lockstep says of it goes before a label of the same name.
    expect(message.alerts[0]!.labels).toEqual({
      site: 'Lyon',
      rule: 'mismatch',
      kind: 'although-synchronizing',
      severity: 'warning',
      server: 'imap-03',
      mailbox: 'user1@example.org',
    });
  });

  it('carries steps that can be copied as they stand where the server is known, unless its name means something to a shell', () => {
    const stepsAt = (server: string) => {
      const cause = anAlert('1', {
        rule: 'suspected',
        diagnosis: { id: 'server-suspected', title: 'It is away' },
        server,
      });
      return render(aNotification(), [cause]).alerts[0]!.fix!.steps.join('\n');
    };
    expect(stepsAt('imap-03')).toContain('nc -vz imap-03 993');
    expect(stepsAt('$(reboot)')).toContain('nc -vz <server> 993');
  });

  it('carries the steps of the first diagnosis with the guard before them, and nothing where none is known', () => {
    const [withFix, without] = [
      anAlert('1', { diagnosis: { id: 'K11', title: 'Damaged offline folders file' } }),
      anAlert('2'),
    ];
    const { alerts } = render(aNotification({ alerts: ['1', '2'] }), [withFix, without]);
    expect(alerts[0]!.fix).toMatchObject({ id: 'K11' });
    expect(alerts[0]!.fix!.guard).toMatch(/\w/);
    expect(alerts[0]!.fix!.steps.length).toBeGreaterThan(2);
    expect(alerts[0]!.fix!.steps.join()).not.toMatch(/\{(server|mailbox|device|store|folder)\}/);
    expect(alerts[1]!.fix).toBeNull();
  });

  it('carries the steps for an Outlook where its replica is of that type, and those for any client otherwise', () => {
    const stepsOf = (more: { exchangeType?: boolean; newerOutlook?: boolean }, id = 'offline-deleted') => {
      const alert = anAlert('1', { diagnosis: { id, title: 'Messages were removed', ...more } });
      return render(aNotification(), [alert]).alerts[0]!.fix!.steps.join('\n');
    };
    expect(stepsOf({ exchangeType: true })).toContain('Clear Offline Items');
    expect(stepsOf({ exchangeType: true })).not.toMatch(/mbsync|systemctl/);
    expect(stepsOf({})).toContain('with mbsync');
    expect(stepsOf({ exchangeType: true }, 'K11')).toContain('Tools → Services');
    expect(stepsOf({ exchangeType: true, newerOutlook: true }, 'K11')).not.toContain('Tools →');
  });

  it('lists twenty of many, the worst and oldest first, and says how many more there are', () => {
    const many = Array.from({ length: 50 }, (_, n) => anAlert(String(n + 1)));
    many[40] = anAlert('41', { severity: 'critical' });
    const message = render(aNotification({ alerts: many.map(({ id }) => id) }), many);
    expect(message.alerts).toHaveLength(20);
    expect(message.alerts.slice(0, 3).map(({ id }) => id)).toEqual(['41', '1', '2']);
    expect(message).toMatchObject({ more: 30, severity: 'critical', link: 'https://lockstep.example.org/alerts' });
    expect(message.group.labels).toMatchObject({ site: 'Lyon', server: 'imap-03', rule: 'mismatch' });
    expect(message.group.labels).not.toHaveProperty('mailbox');
  });

  it('lists all for Alertmanager, and a thousand for a webhook, of 10,000 at once', () => {
    const many = Array.from({ length: 10_000 }, (_, n) => anAlert(String(n + 1)));
    const said = aNotification({ alerts: many.map(({ id }) => id) });
    expect(alertsOf(render(said, many, 'alertmanager'), 9_000)).toHaveLength(10_000);
    const body = webhookBody(render(said, many, 'webhook'), 'On call');
    expect([body.alerts.length, body.truncatedAlerts]).toEqual([1_000, 9_000]);
    expect(JSON.stringify(body).length).toBeLessThan(4 * 2 ** 20);
  });

  it('of what is over says when it ended, and counts as resolved what is told so', () => {
    const over = anAlert('1', { status: 'resolved', resolvedAt: 8_000, severity: 'critical' });
    const told = [
      { alert: '1', status: 'resolved' as const, severity: 'critical' as const, users: 1, flapping: false },
    ];
    const message = render(aNotification({ kind: 'resolved', told }), [over]);
    expect(message.alerts).toMatchObject([{ status: 'resolved', endsAt: 8_000 }]);
    expect(message.severity).toBe('critical');
  });

  it('counts an alert that is forgotten among the others, for nothing more can be said of it', () => {
    expect(render(aNotification({ alerts: ['1', '2'] }), [anAlert('1')])).toMatchObject({ more: 1 });
  });
});
