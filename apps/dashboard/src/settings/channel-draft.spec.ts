import { describe, expect, it } from '@jest/globals';
import type { ChannelView } from '@lockstep/contracts';
import { channelDraft, channelOf, leadsTo } from './channel-draft.ts';
import { matcherDraft, matcherOf, matchersText } from './matcher-draft.ts';
import { routeDraft, routeOf } from './route-draft.ts';
import { Unread } from './useSettingForm.ts';

const mail: ChannelView = {
  id: 'c1',
  name: 'Desk',
  settings: {
    kind: 'email',
    host: 'smtp.example.org',
    port: 465,
    security: 'tls',
    user: 'lockstep',
    from: 'lockstep@example.org',
    to: ['desk@example.org', 'night@example.org'],
  },
  holds: ['password'],
  enabled: true,
  allowPrivate: false,
  version: 3,
  changedBy: null,
  changedAt: null,
  health: { lastDeliveredAt: null, lastFailedAt: null, lastError: null, waiting: 0, dead: 0 },
};

describe('a channel in its form', () => {
  it('says what it was when nothing is changed, and of its secrets nothing', () => {
    const { settings, ...said } = channelOf(channelDraft(mail), 3);
    expect(settings).toEqual(mail.settings);
    expect(said).toEqual({ name: 'Desk', enabled: true, allowPrivate: false, basedOn: 3 });
  });

  it('sends a secret that was put in, null for one that is taken away, and none of another kind', () => {
    const draft = channelDraft(mail);
    expect(channelOf({ ...draft, secrets: { password: 'new' } }, 3).secrets).toEqual({ password: 'new' });
    expect(channelOf({ ...draft, secrets: { password: null } }, 3).secrets).toEqual({ password: null });
    expect(channelOf({ ...draft, secrets: { password: '' } }, 3).secrets).toBeUndefined();
    expect(channelOf({ ...draft, kind: 'browser', secrets: { password: 'new' } }, 3).secrets).toBeUndefined();
  });
});

describe('a webhook in its form', () => {
  it('has its address among the secrets: it is put in, and comes out as a host', () => {
    const hook: ChannelView = {
      ...mail,
      settings: { kind: 'webhook', url: 'https://hooks.example.org' },
      holds: ['url'],
    };
    expect(channelOf(channelDraft(hook), 3)).toMatchObject({ settings: { kind: 'webhook' } });
    expect(channelOf(channelDraft(hook), 3).secrets).toBeUndefined();
    const url = 'https://hooks.example.org/?token=1';
    expect(channelOf({ ...channelDraft(hook), secrets: { url } }, 3).secrets).toEqual({ url });
    expect(leadsTo(hook.settings)).toBe('to an address of hooks.example.org');
  });
});

describe('a matcher in its form', () => {
  it('says only what is filled in, and reads back the same', () => {
    const matcher = { rule: 'stale', server: 'imap-*', label: { name: 'site', value: 'Lyon=2' } } as const;
    expect(matcherOf(matcherDraft(matcher))).toEqual(matcher);
    expect(matchersText([matcher, { alert: '12' }])).toBe('stale, on imap-*, site=Lyon=2 · or alert #12');
    expect(matchersText([], 'all alerts')).toBe('all alerts');
  });
});

describe('a route in its form', () => {
  it('begins with the usual times and reads them back', () => {
    expect(routeOf(routeDraft(null), null)).toMatchObject({
      groupWaitMs: 30_000,
      groupIntervalMs: 300_000,
      repeatCriticalMs: 4 * 3_600_000,
      repeatWarningMs: 12 * 3_600_000,
      hours: null,
      escalation: [],
    });
  });

  it('says of each time that cannot be read where it stands', () => {
    const draft = { ...routeDraft(null), escalation: [{ after: 'soon', channels: ['c1'], repeat: '' }] };
    const refused = () => routeOf({ ...draft, waits: { ...draft.waits, groupWaitMs: 'a bit' } }, 1);
    expect(refused).toThrow(Unread);
    try {
      refused();
    } catch (error) {
      expect(Object.keys((error as Unread).errors).sort()).toEqual(['escalation.0.afterMs', 'groupWaitMs']);
    }
  });
});
