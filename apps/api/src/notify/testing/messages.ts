import type { ChannelSecrets, ChannelSettings } from '@lockstep/contracts';
import type { Message, MessageAlert, Target } from '../message.ts';

export const AT = Date.UTC(2026, 2, 2, 8, 30);

/** One alert as it fires; every text has something in it that a protocol must not read. */
export function alert(changes: Partial<MessageAlert> = {}): MessageAlert {
  return {
    id: '1190',
    fingerprint: 'mismatch:5b0f',
    status: 'firing',
    severity: 'critical',
    rule: 'mismatch',
    title: 'jane_doe@example.org & <b>Inbox</b> lacks 120 items',
    text: 'No sync since 07:12, *although* the client is on.',
    labels: { server: 'imap-03', mailbox: 'jane_doe@example.org', 'site-name': 'Genève', empty: '' },
    startsAt: Date.UTC(2026, 2, 2, 8, 0),
    endsAt: null,
    link: 'https://lockstep.example.org/alerts/1190?tab=a&b=1',
    fix: {
      id: 'K11',
      title: 'Make a new offline store',
      guard: 'Export the offline items: there are more than on the server.',
      steps: ['Disable offline use.', 'Give the store a new name <profile>.ost.', 'Synchronize all folders.'],
    },
    ...changes,
  };
}

export function message(changes: Partial<Message> = {}): Message {
  return {
    key: 'ntf-0007/1',
    kind: 'firing',
    title: 'imap-03: 2 mailboxes out of step',
    text: 'Two users of imap-03 lack items since 08:00.',
    group: { key: 'route-1/channel-1/mismatch/imap-03', labels: { rule: 'mismatch', server: 'imap-03' } },
    severity: 'critical',
    alerts: [
      alert(),
      alert({
        id: '1191',
        fingerprint: 'mismatch:77aa',
        severity: 'warning',
        title: 'bob@example.org lacks 12 items',
        text: '',
        labels: { server: 'imap-03', mailbox: 'bob@example.org' },
        link: 'https://lockstep.example.org/alerts/1191',
      }),
    ],
    more: 0,
    at: AT,
    link: 'https://lockstep.example.org/alerts?server=imap-03',
    ...changes,
  };
}

export function resolved(): Message {
  const endsAt = Date.UTC(2026, 2, 2, 9, 15);
  const alerts = message().alerts.map((one) => ({ ...one, status: 'resolved' as const, endsAt }));
  return message({
    key: 'ntf-0009/1',
    kind: 'resolved',
    title: 'imap-03: in step again',
    text: '',
    alerts,
    at: endsAt,
  });
}

/** So many alerts of one group, as an outage brings them. */
export function outage(count: number): Message {
  const alerts = Array.from({ length: count }, (_, index) =>
    alert({ id: String(index), fingerprint: `silent:${index}`, title: `user${index}@example.org is silent` }),
  );
  return message({ alerts, more: 4_000 });
}

export function target<Kind extends ChannelSettings['kind']>(
  settings: Extract<ChannelSettings, { kind: Kind }>,
  secrets: Partial<ChannelSecrets> = {},
  changes: Partial<Target<Kind>> = {},
): Target<Kind> {
  const signal = AbortSignal.timeout(10_000);
  return { settings, secrets, allowPrivate: true, signal, now: AT, name: 'On call', ...changes } as Target<Kind>;
}
